/** The problem of a search for orders. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidSearch = {
  kind: 'invalid-search',
  status: 422,
  title: 'The search is invalid',
} as const satisfies ProblemType;
