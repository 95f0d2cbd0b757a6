/** The problems of what is recorded. */
import type { ProblemType } from '../runtime/problem.ts';

export const reasonRequired = {
  kind: 'reason-required',
  status: 400,
  title: 'People say why they change something',
} as const satisfies ProblemType;
