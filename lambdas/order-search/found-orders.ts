import * as z from 'zod/mini';
import { OrderSummary } from '../order-tracking/order-summary.ts';
import { MaskedCustomer } from '../orders/masked-customer.ts';
import { matches } from './meanings.ts';

/** An order that staff have found. */
export const FoundOrder = z.extend(OrderSummary, {
  /** By what of it: several may be true at once. */
  matched: z.array(z.enum(matches)),
  customer: MaskedCustomer,
  /** When its execution failed last, ISO 8601 UTC; it may have been redriven since. */
  failedAt: z.optional(z.string()),
});
export type FoundOrder = Readonly<z.output<typeof FoundOrder>>;

/** A page of what staff have found. */
export const FoundOrders = z.object({
  orders: z.array(FoundOrder),
  /** Where nothing was found: what may be wrong with what was said. */
  hint: z.optional(z.string()),
  next: z.optional(z.string()),
});
export type FoundOrders = Readonly<z.output<typeof FoundOrders>>;
