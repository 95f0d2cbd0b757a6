/** The problems of deciding about doubtful orders. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidRiskDecision = {
  kind: 'invalid-risk-decision',
  status: 422,
  title: 'The decision about the order is invalid',
} as const satisfies ProblemType;
export const reviewNotOpen = {
  kind: 'review-not-open',
  status: 409,
  title: 'The order waits for no decision, or not for yours',
} as const satisfies ProblemType;
