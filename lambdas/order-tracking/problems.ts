/** The problems of looking for orders. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidOrderNumber = {
  kind: 'invalid-order-number',
  status: 422,
  title: 'That is no order number',
} as const satisfies ProblemType;
