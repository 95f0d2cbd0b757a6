/** The problems of a cancellation. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidCancellation = {
  kind: 'invalid-cancellation',
  status: 422,
  title: 'The cancellation is invalid',
} as const satisfies ProblemType;
export const notCancellable = {
  kind: 'not-cancellable',
  status: 409,
  title: 'The order can no longer be cancelled',
} as const satisfies ProblemType;
