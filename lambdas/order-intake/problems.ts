/** The problems of taking orders in. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidIntake = {
  kind: 'invalid-intake',
  status: 422,
  title: 'Whether orders are taken is not stated as it must be',
} as const satisfies ProblemType;
export const intakeDrained = {
  kind: 'intake-drained',
  status: 503,
  title: 'No new orders are taken at the moment',
} as const satisfies ProblemType;
