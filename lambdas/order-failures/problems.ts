/** The problems of bringing failed orders home. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidRepair = {
  kind: 'invalid-repair',
  status: 422,
  title: 'What is to be done with the order is not stated as it must be',
} as const satisfies ProblemType;
export const notFailed = {
  kind: 'not-failed',
  status: 409,
  title: 'The order is none that waits for an operator',
} as const satisfies ProblemType;
export const failureTaken = {
  kind: 'failure-taken',
  status: 409,
  title: 'Another operator is at the order',
} as const satisfies ProblemType;
export const holdEnded = {
  kind: 'hold-ended',
  status: 409,
  title: 'The order has its answer: there is no hold to extend',
} as const satisfies ProblemType;
export const noNoticeBrokeOff = {
  kind: 'no-notice-broke-off',
  status: 409,
  title: 'Of each notice of the order it is known what became of it',
} as const satisfies ProblemType;
