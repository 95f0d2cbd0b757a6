import * as z from 'zod/mini';
import { shortText } from '../orders/short-text.ts';

/** The body of `POST /orders/{orderId}/refunds`. Amount in the currency's minor unit. */
export const RefundOrder = z.strictObject({
  amount: z.int('must be a whole number').check(z.gte(1, 'must be 1 or more')),
  reason: shortText(200),
});
export type RefundOrder = Readonly<z.output<typeof RefundOrder>>;

/** The answer: how much of the order's money is with whom. */
export const RefundedOrder = z.object({
  orderId: z.string(),
  captured: z.int(),
  refunded: z.int(),
  currency: z.string(),
});
