import type { ProblemType } from '../runtime/problem.ts';

export const invalidReveal = {
  kind: 'invalid-reveal',
  status: 422,
  title: 'Who wants to see whose order it is says why',
} as const satisfies ProblemType;
