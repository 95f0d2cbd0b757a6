import { setTimeout } from 'node:timers/promises';
import type { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';

/** What accepting a delay touches. */
export interface AcceptDelayPorts {
  readonly orders: Pick<OrderTable, 'findOrder' | 'acceptDelay'>;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const production = (): AcceptDelayPorts => ({
  orders: orderTable(),
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
});

/**
 * Notes that the customer of a late order waits for it all the same, once for each time that they were told so. Of an
 * order that is not late, or has ended, nothing is noted.
 */
export async function acceptDelay(
  orderId: OrderId,
  { orders, clock, pause }: AcceptDelayPorts = production(),
): Promise<void> {
  const done = await againIfOvertaken(async () => {
    const order = await orders.findOrder(orderId);
    const last = order?.reschedulings?.findLast(({ formerly, deliverBy }) => deliverBy > formerly);
    if (order === undefined || last === undefined) return true;
    const isOver = order.status !== 'CONFIRMED' && order.status !== 'SHIPPED';
    if (isOver || (order.waitsSince !== undefined && order.waitsSince > last.at)) return true;
    return (await orders.acceptDelay(order, clock().toISOString())) ? true : undefined;
  }, pause);
  if (done === undefined) throw new Error(`order ${orderId} changes all the time`);
}
