/** The problems of redriving. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidRedrive = {
  kind: 'invalid-redrive',
  status: 422,
  title: 'The redrive is invalid',
} as const satisfies ProblemType;
export const redriveEnded = {
  kind: 'redrive-ended',
  status: 409,
  title: 'The redrive has ended',
} as const satisfies ProblemType;
