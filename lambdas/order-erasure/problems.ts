/** The problems of personal data. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidErasure = {
  kind: 'invalid-erasure',
  status: 422,
  title: 'The erasure is not valid',
} as const satisfies ProblemType;
