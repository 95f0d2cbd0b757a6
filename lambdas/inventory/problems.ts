/** The problems of whatever asks for stock. */
import type { ProblemType } from '../runtime/problem.ts';

export const stockConflict = {
  kind: 'stock-conflict',
  status: 409,
  title: 'The stock does not allow this',
} as const satisfies ProblemType;
