import * as z from 'zod/mini';
import { type Order, OrderId } from '../orders/order.ts';
import { orderStatuses } from '../orders/order-status.ts';

/** An order in a list. */
export const OrderSummary = z.object({
  id: OrderId,
  number: z.string(),
  storefront: z.string(),
  status: z.enum(orderStatuses),
  createdAt: z.string(),
  currency: z.string(),
  total: z.int(),
});
export type OrderSummary = Readonly<z.output<typeof OrderSummary>>;

/** The order as a list shows it. */
export function orderSummary({ id, number, storefront, status, createdAt, currency, total }: Order): OrderSummary {
  return { id, number, storefront, status, createdAt, currency, total };
}

/** A page of orders; `next`: the cursor of the page after this one, absent on the last. */
export const OrderPage = z.object({ orders: z.array(OrderSummary), next: z.optional(z.string()) });
export type OrderPage = Readonly<z.output<typeof OrderPage>>;
