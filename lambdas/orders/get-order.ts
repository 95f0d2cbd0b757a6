import { setTimeout } from 'node:timers/promises';
import type * as z from 'zod/mini';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { Problem } from '../runtime/problem.ts';
import { OrderId } from './order.ts';
import { type OrderRepresentation, orderRepresentation } from './order-representation.ts';
import { isOpen } from './order-status.ts';
import { type OrderTable, orderTable } from './order-table.ts';

const pollMilliseconds = 400;

/**
 * The order as it stands, for the storefront that placed it, or for staff; with `waitSeconds`, answers only when its status has changed
 * or the time is over.
 * @throws Problem not-found when there is no such order, or it is another storefront's
 */
export async function getOrder(
  { storefront, isStaff }: Caller,
  id: string,
  waitSeconds: number,
  { orders, payments }: { orders: OrderTable; payments: PaymentTable } = {
    orders: orderTable(),
    payments: paymentTable(),
  },
): Promise<z.output<typeof OrderRepresentation>> {
  const notFound = new Problem('not-found', 'There is no such order.');
  const orderId = OrderId.safeParse(id);
  if (!orderId.success) throw notFound;

  const deadline = Date.now() + waitSeconds * 1000;
  const first = await orders.findOrder(orderId.data);
  if (first === undefined || !(isStaff || first.storefront === storefront)) throw notFound;
  if (isOpen(first.status)) {
    let status = first.status;
    while (status === first.status && Date.now() + pollMilliseconds < deadline) {
      await setTimeout(pollMilliseconds);
      status = (await orders.findOrder(orderId.data))?.status ?? status;
    }
  }

  const [{ order, content, notices }, payment] = await Promise.all([
    orders.find(orderId.data),
    payments.find(orderId.data),
  ]);
  if (order === undefined || content === undefined) throw new Error(`order ${orderId.data} is not whole`);
  return orderRepresentation(order, content, notices, payment);
}
