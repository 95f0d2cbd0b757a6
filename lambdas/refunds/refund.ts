import * as z from 'zod/mini';
import { shortText } from '../orders/short-text.ts';
import { Charges, Credit } from '../orders/totals.ts';

const amount = z.int('must be a whole number').check(z.gte(1, 'must be 1 or more'));

/** Of what a refund is; together its amount. */
const RefundedCharges = z.strictObject({
  items: z.optional(amount),
  shipping: z.optional(amount),
  fees: z.optional(amount),
  tax: z.optional(amount),
} satisfies { readonly [kind in keyof Charges]: unknown });

/** The body of `POST /orders/{orderId}/refunds`. Amounts in the currency's minor unit. */
export const RefundOrder = z.strictObject({
  amount,
  reason: shortText(200),
  charges: z.optional(RefundedCharges),
});
export type RefundOrder = Readonly<z.output<typeof RefundOrder>>;

/** The answer: how much of the order's money is with whom. The last two of an order with stated totals. */
export const RefundedOrder = z.object({
  orderId: z.string(),
  captured: z.int(),
  refunded: z.int(),
  currency: z.string(),
  chargesLeft: z.optional(Charges),
  creditsToGiveBack: z.optional(z.array(Credit)),
});
