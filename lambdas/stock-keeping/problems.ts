/** The problems of what stock keepers send. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidStockChange = {
  kind: 'invalid-stock-change',
  status: 422,
  title: 'The change of stock is invalid',
} as const satisfies ProblemType;
