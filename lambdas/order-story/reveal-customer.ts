import * as z from 'zod/mini';
import { Address, Contact, OrderDetails, OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { shortText } from '../orders/short-text.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';

/** The body of `POST /operations/orders/{orderId}/reveal`. */
export const RevealRequest = z.strictObject({ reason: shortText(500) });
export type RevealRequest = Readonly<z.output<typeof RevealRequest>>;

/** All that an order has of its customer. */
export const RevealedCustomer = z.object({
  customerId: z.optional(z.string()),
  contact: Contact,
  shippingAddress: Address,
  ...OrderDetails.shape,
});
export type RevealedCustomer = Readonly<z.output<typeof RevealedCustomer>>;

/** What an order has of its customer, unmasked: for who has said why, and was recorded. @throws Problem not-found */
export async function revealCustomer(
  id: string,
  { orders }: { readonly orders: Pick<OrderTable, 'find'> } = { orders: orderTable() },
): Promise<RevealedCustomer> {
  const orderId = OrderId.safeParse(id);
  const { content } = orderId.success ? await orders.find(orderId.data) : {};
  if (content === undefined) throw new Problem(notFound, 'There is no such order.');
  return z.parse(RevealedCustomer, content);
}
