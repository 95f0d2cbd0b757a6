import { type Clock, systemClock } from '../runtime/clock.ts';
import type { OrderId } from './order.ts';
import { OrderCancelled, OrderNotFound } from './order-errors.ts';
import { type OrderTable, orderTable } from './order-table.ts';

/**
 * Confirms a reserved order, and keeps its stock for good. Safe to run twice.
 * @throws OrderCancelled when the order ended in another way meanwhile
 */
export async function confirmOrder(
  orderId: OrderId,
  { orders, clock }: { orders: OrderTable; clock: Clock } = { orders: orderTable(), clock: systemClock },
): Promise<void> {
  const entry = { at: clock().toISOString(), event: 'ORDER_CONFIRMED' };
  if (await orders.end(orderId, { status: 'CONFIRMED' }, entry)) return;
  const order = await orders.findOrder(orderId);
  if (order === undefined) throw new OrderNotFound(orderId);
  if (order.status === 'CONFIRMED') return;
  if (order.status === 'PENDING') throw new Error(`order ${orderId} has no stock reserved`);
  throw new OrderCancelled(orderId);
}
