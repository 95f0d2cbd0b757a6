/** The problems of promised deliveries. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidExpectedDelivery = {
  kind: 'invalid-expected-delivery',
  status: 422,
  title: 'The expected delivery is invalid',
} as const satisfies ProblemType;
export const notReschedulable = {
  kind: 'not-reschedulable',
  status: 409,
  title: 'The order is not expected any more',
} as const satisfies ProblemType;
