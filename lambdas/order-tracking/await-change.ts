import { setTimeout } from 'node:timers/promises';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import type { TriedOrder } from '../payments/payment-try.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type LongPollTable, longPollTable } from './long-poll-table.ts';

/** What holding an answer touches. */
export interface AwaitChangePorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly payments: Pick<PaymentTable, 'findCurrent'>;
  readonly places: LongPollTable;
  readonly clock: Clock;
}

const production = (): AwaitChangePorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  places: longPollTable(),
  clock: systemClock,
});

/** The versions of an order and of its payment, which is not there from the beginning. */
export interface Versions {
  readonly order: number;
  readonly payment: number | undefined;
}

const pollMilliseconds = 400;

/**
 * Returns when the order or its payment is of another version than it was seen in, or the time is over. A notice that is
 * sent ends no wait.
 * @returns false when there was no room to wait: there are so many places, and so many for one storefront, so that long
 * polls leave the room of orders, and of other storefronts, alone
 */
export async function awaitChange(
  client: string,
  order: TriedOrder,
  seen: Versions,
  waitSeconds: number,
  { orders, payments, places, clock }: AwaitChangePorts = production(),
): Promise<boolean> {
  const now = clock();
  const deadline = new Date(now.getTime() + waitSeconds * 1000);
  const place = await places.take(client, now, deadline);
  if (place === undefined) return false;
  try {
    while (clock().getTime() + pollMilliseconds < deadline.getTime()) {
      await setTimeout(pollMilliseconds);
      const [now, payment] = await Promise.all([orders.findOrder(order.id), payments.findCurrent(order)]);
      if (now?.version !== seen.order || payment?.version !== seen.payment) break;
    }
    return true;
  } finally {
    await place.giveBack();
  }
}
