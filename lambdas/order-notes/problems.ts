import type { ProblemType } from '../runtime/problem.ts';

export const invalidNote = {
  kind: 'invalid-note',
  status: 422,
  title: 'The note is invalid',
} as const satisfies ProblemType;
