/** The problems of what comes back of e-mails. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidSuppressionLift = {
  kind: 'invalid-suppression-lift',
  status: 422,
  title: 'The request to lift a suppression is invalid',
} as const satisfies ProblemType;
