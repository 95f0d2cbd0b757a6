import { setTimeout } from 'node:timers/promises';
import { OrderId } from '../orders/order.ts';
import { isOpen } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type LongPollTable, longPollTable } from './long-poll-table.ts';

/** What holding an answer touches. */
export interface AwaitChangePorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly places: LongPollTable;
  readonly clock: Clock;
}

const production = (): AwaitChangePorts => ({ orders: orderTable(), places: longPollTable(), clock: systemClock });

const pollMilliseconds = 400;

/**
 * Returns when the order's status has changed, or the time is over; at once, when it is not the caller's or has ended.
 * @returns false when there was no room to wait: there are so many places, and so many for one storefront, so that long
 * polls leave the room of orders, and of other storefronts, alone
 */
export async function awaitChange(
  { client, isStaff }: Caller,
  id: string,
  waitSeconds: number,
  { orders, places, clock }: AwaitChangePorts = production(),
): Promise<boolean> {
  const orderId = OrderId.safeParse(id);
  const first = orderId.success ? await orders.findOrder(orderId.data) : undefined;
  if (first === undefined || !(isStaff || first.storefront === client) || !isOpen(first.status)) return true;

  const now = clock();
  const deadline = new Date(now.getTime() + waitSeconds * 1000);
  const place = await places.take(client, now, deadline);
  if (place === undefined) return false;
  try {
    let status: string | undefined = first.status;
    while (status === first.status && clock().getTime() + pollMilliseconds < deadline.getTime()) {
      await setTimeout(pollMilliseconds);
      status = (await orders.findOrder(first.id))?.status;
    }
    return true;
  } finally {
    await place.giveBack();
  }
}
