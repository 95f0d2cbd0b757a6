/** The problems of a shipment. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidShipment = {
  kind: 'invalid-shipment',
  status: 422,
  title: 'The shipment is invalid',
} as const satisfies ProblemType;
export const notShippable = {
  kind: 'not-shippable',
  status: 409,
  title: 'The order cannot be shipped',
} as const satisfies ProblemType;
