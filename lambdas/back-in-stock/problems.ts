/** The problems of a request to be told. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidBackInStockRequest = {
  kind: 'invalid-back-in-stock-request',
  status: 422,
  title: 'The request to be told is invalid',
} as const satisfies ProblemType;
