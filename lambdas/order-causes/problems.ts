/** The problems of what is done against causes. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidCauseAction = {
  kind: 'invalid-cause-action',
  status: 422,
  title: 'What is done against a cause is not stated as it must be',
} as const satisfies ProblemType;
