/** The problems of an order that is placed. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidOrder = {
  kind: 'invalid-order',
  status: 422,
  title: 'The order is invalid',
} as const satisfies ProblemType;
export const tooManyUnits = {
  kind: 'too-many-units',
  status: 422,
  title: 'The order has more units than one may have at the moment',
} as const satisfies ProblemType;
