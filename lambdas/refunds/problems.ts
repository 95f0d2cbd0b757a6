/** The problems of a refund. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidRefund = {
  kind: 'invalid-refund',
  status: 422,
  title: 'The refund is invalid',
} as const satisfies ProblemType;
export const refundRefused = {
  kind: 'refund-refused',
  status: 409,
  title: 'The payment provider refuses the refund',
} as const satisfies ProblemType;
export const approvalNotOpen = {
  kind: 'approval-not-open',
  status: 409,
  title: 'The refund can be approved no more, or not by you',
} as const satisfies ProblemType;
