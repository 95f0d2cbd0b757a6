import * as z from 'zod/mini';

/** The body of `POST /orders/{orderId}/refunds`. Amount in the currency's minor unit. */
export const RefundOrder = z.strictObject({
  amount: z.int('must be a whole number').check(z.gte(1, 'must be 1 or more')),
  reason: z
    .string()
    .check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(200, 'must have at most 200 characters')),
});
export type RefundOrder = Readonly<z.output<typeof RefundOrder>>;

/** The answer: how much of the order's money is with whom. */
export const RefundedOrder = z.object({
  orderId: z.string(),
  captured: z.int(),
  refunded: z.int(),
  currency: z.string(),
});
