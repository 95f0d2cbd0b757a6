import type * as z from 'zod/mini';
import { withLivePayUrl } from '../payments/pay-url.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { Problem } from '../runtime/problem.ts';
import { delayOf, type IsRunning } from './delay.ts';
import { OrderId } from './order.ts';
import { type OrderRepresentation, orderRepresentation } from './order-representation.ts';
import { type OrderTable, orderTable } from './order-table.ts';

/**
 * The order as it stands, for the storefront that placed it, or for staff.
 * @throws Problem not-found when there is no such order, or it is another storefront's
 */
export async function getOrder(
  { storefront, isStaff }: Caller,
  id: string,
  { orders, payments, isRunning }: { orders: OrderTable; payments: PaymentTable; isRunning?: IsRunning } = {
    orders: orderTable(),
    payments: paymentTable(),
  },
): Promise<z.output<typeof OrderRepresentation>> {
  const notFound = new Problem('not-found', 'There is no such order.');
  const orderId = OrderId.safeParse(id);
  if (!orderId.success) throw notFound;

  const [{ order, content, notices }, payment] = await Promise.all([
    orders.find(orderId.data),
    payments.find(orderId.data),
  ]);
  if (order === undefined || !(isStaff || order.storefront === storefront)) throw notFound;
  if (content === undefined) throw new Error(`order ${orderId.data} is not whole`);
  const shown = payment && (await withLivePayUrl(order, payment));
  return orderRepresentation(order, content, notices, shown, await delayOf(order, isRunning));
}
