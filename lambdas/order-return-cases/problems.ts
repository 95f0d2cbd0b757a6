/** The problems of a return case. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidReturnCase = {
  kind: 'invalid-return-case',
  status: 422,
  title: 'The return case is invalid',
} as const satisfies ProblemType;
export const notTakenBack = {
  kind: 'not-taken-back',
  status: 409,
  title: 'The shop does not take that back',
} as const satisfies ProblemType;
export const caseNotMovable = {
  kind: 'case-not-movable',
  status: 409,
  title: 'The return case cannot go there from where it stands',
} as const satisfies ProblemType;
