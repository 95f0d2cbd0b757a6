/** The problems of a further try to pay. */
import type { ProblemType } from '../runtime/problem.ts';

export const invalidPayment = {
  kind: 'invalid-payment',
  status: 422,
  title: 'The payment is invalid',
} as const satisfies ProblemType;
export const paymentNotAwaited = {
  kind: 'payment-not-awaited',
  status: 409,
  title: 'The order does not wait for a payment',
} as const satisfies ProblemType;
export const alreadyPaid = {
  kind: 'already-paid',
  status: 409,
  title: 'The order is paid by the try before',
} as const satisfies ProblemType;
export const noTriesLeft = {
  kind: 'no-tries-left',
  status: 409,
  title: 'The order has no further try to pay',
} as const satisfies ProblemType;
export const paymentUnderWay = {
  kind: 'payment-under-way',
  status: 409,
  title: 'Another try to pay is being made at this moment; look at the order, or repeat later',
} as const satisfies ProblemType;
