import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { deliveredAt } from '../carriers/parcel-status.ts';
import { aboutRescheduling, type ExpectedDelivery, expectedDelivery } from '../orders/expected-delivery.ts';
import { OrderId } from '../orders/order.ts';
import { OrderContention } from '../orders/order-contention.ts';
import { longerThanACallSeconds, type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { localTime } from '../runtime/local-day.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { type DeliveryWatchTable, deliveryWatchTable } from './delivery-watch-table.ts';
import { invalidExpectedDelivery, notReschedulable } from './problems.ts';

const Day = z.iso.date('must be a day of the calendar, such as 2026-11-30');

/** The body of `PUT /orders/{orderId}/expected-delivery`. */
export const ExpectedDeliveryChange = z.strictObject({
  shipBy: z.optional(Day),
  deliverFrom: z.optional(Day),
  deliverBy: Day,
});
export type ExpectedDeliveryChange = Readonly<z.output<typeof ExpectedDeliveryChange>>;

/** What saying when an order is expected touches. */
export interface RescheduleDeliveryPorts {
  readonly orders: Pick<OrderTable, 'find' | 'addOrder' | 'reschedule'>;
  readonly watch: Pick<DeliveryWatchTable, 'add'>;
  readonly requestNotice: RequestNotice;
  /** In which the day of shipping ends, of an order to which nothing was promised yet. */
  readonly warehouseZone: string;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const production = (): RescheduleDeliveryPorts => ({
  orders: orderTable(),
  watch: deliveryWatchTable(),
  requestNotice,
  warehouseZone: stageShop().delivery?.warehouse.timeZone ?? 'UTC',
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
});

/** Each leaves an entry in the timeline, which is a part of the order's item. */
const mostChanges = 20;

/**
 * Says when an order is to be expected, as the shop knows better than its calendar. The customer is told where that is
 * later than before. A repeat changes nothing.
 * @throws Problem not-found, invalid-expected-delivery, not-reschedulable
 * @throws OrderContention worth a repeat
 */
export async function rescheduleDelivery(
  id: string,
  change: ExpectedDeliveryChange,
  ports: RescheduleDeliveryPorts = production(),
): Promise<void> {
  const orderId = OrderId.safeParse(id);
  if (!orderId.success) throw new Problem(notFound, 'There is no such order.');
  const changed = await againIfOvertaken(
    async () => attempt(await ports.orders.find(orderId.data), change, ports),
    ports.pause,
  );
  if (changed === undefined) throw new OrderContention(orderId.data);
}

/** @returns undefined when the order changed meanwhile */
async function attempt(
  { order, isStored, content, shipments }: OrderRecord,
  change: ExpectedDeliveryChange,
  { orders, watch, requestNotice, warehouseZone, clock }: RescheduleDeliveryPorts,
): Promise<true | undefined> {
  if (order === undefined || content === undefined) throw new Problem(notFound, 'There is no such order.');
  logger.appendKeys({ orderId: order.id });
  if (isRejectedOrCancelled(order.status)) throw new Problem(notReschedulable, `The order is ${order.status}.`);
  if (deliveredAt(order, shipments) !== undefined) throw new Problem(notReschedulable, 'The order has arrived.');
  const before = expectedDelivery(order, content);
  const now = clock();
  const expected = changedBy(change, before ?? { warehouseZone }, now);
  if (before !== undefined && isSame(before, expected)) return true;
  const { reschedulings = [] } = order;
  if (reschedulings.filter(({ reason }) => reason === 'SHOP').length >= mostChanges) {
    throw new Problem(notReschedulable, `It was changed ${mostChanges} times already.`);
  }

  const { deliverBy } = expected;
  const why = { at: now.toISOString(), reason: 'SHOP', formerly: before?.deliverBy ?? deliverBy, deliverBy } as const;
  const notice = { orderId: order.id, event: 'order-delayed', about: aboutRescheduling(why) } as const;
  const isTold = deliverBy > why.formerly;
  // Ahead of it, for after this call's life: should it be cut off right behind the write, the customer hears all the same.
  if (isTold) await requestNotice(notice, longerThanACallSeconds);
  // Nothing may have changed about it yet, so that it is not stored.
  if (!isStored) await orders.addOrder(order);
  if (!(await orders.reschedule(order, expected, why))) return undefined;
  if (isTold) await requestNotice(notice);
  // What is due next may be sooner; without this it is found within a day.
  await watch.add(order.id, now, now);
  return true;
}

/** @throws Problem invalid-expected-delivery where the days are not in their order, or are over */
function changedBy(
  change: ExpectedDeliveryChange,
  before: Partial<ExpectedDelivery> & Pick<ExpectedDelivery, 'warehouseZone'>,
  now: Date,
): ExpectedDelivery {
  const { deliverBy } = change;
  const { warehouseZone } = before;
  const earlierOf = (day: string | undefined) => (day !== undefined && day < deliverBy ? day : deliverBy);
  const deliverFrom = change.deliverFrom ?? earlierOf(before.deliverFrom);
  const shipBy =
    change.shipBy ?? (before.shipBy !== undefined && before.shipBy < deliverFrom ? before.shipBy : deliverFrom);
  const fault = (pointer: string, detail: string) =>
    new Problem(invalidExpectedDelivery, 'The days cannot be; see errors.', { errors: [{ pointer, detail }] });
  if (deliverBy < localTime(now, warehouseZone).day) throw fault('#/deliverBy', 'is over');
  if (deliverFrom > deliverBy) throw fault('#/deliverFrom', 'must not be behind deliverBy');
  if (shipBy > deliverFrom) throw fault('#/shipBy', 'must not be behind deliverFrom');
  return { shipBy, deliverFrom, deliverBy, warehouseZone };
}

function isSame(a: ExpectedDelivery, b: ExpectedDelivery): boolean {
  return a.shipBy === b.shipBy && a.deliverFrom === b.deliverFrom && a.deliverBy === b.deliverBy;
}
