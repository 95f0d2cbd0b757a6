import type * as z from 'zod/mini';
import { type Order, OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { withLivePayUrl } from '../payments/pay-url.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import type { Delay, OrderRepresentation } from './order-representation.ts';
import { orderRepresentation } from './represent-order.ts';

/** What looking at an order touches. */
export interface GetOrderPorts {
  readonly orders: OrderTable;
  readonly payments: PaymentTable;
}

const production = (): GetOrderPorts => ({ orders: orderTable(), payments: paymentTable() });

/**
 * The order as it stands, for the storefront that placed it, or for staff.
 * @param delayOf how an order without an answer is found to be delayed; not needed for one that has it
 * @throws Problem not-found when there is no such order, or it is another storefront's
 */
export async function getOrder(
  { client, isStaff }: Caller,
  id: string,
  delayOf?: (order: Order) => Promise<Delay | undefined>,
  { orders, payments }: GetOrderPorts = production(),
): Promise<z.output<typeof OrderRepresentation>> {
  const noSuchOrder = new Problem(notFound, 'There is no such order.');
  const orderId = OrderId.safeParse(id);
  if (!orderId.success) throw noSuchOrder;

  const [{ order, content, notices }, payment] = await Promise.all([
    orders.find(orderId.data),
    payments.find(orderId.data),
  ]);
  if (order === undefined || !(isStaff || order.storefront === client)) throw noSuchOrder;
  if (content === undefined) throw new Error(`order ${orderId.data} is not whole`);
  const shown = payment && (await withLivePayUrl(order, payment));
  const delayed = await delayOf?.(order);
  return orderRepresentation(order, content, notices, shown, delayed);
}
