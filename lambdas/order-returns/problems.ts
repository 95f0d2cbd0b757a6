/** The problems of a return. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidReturn = {
  kind: 'invalid-return',
  status: 422,
  title: 'The return is invalid',
} as const satisfies ProblemType;
export const notReturnable = {
  kind: 'not-returnable',
  status: 409,
  title: 'The units cannot have come back',
} as const satisfies ProblemType;
