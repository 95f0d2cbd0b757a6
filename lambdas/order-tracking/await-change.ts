import { setTimeout } from 'node:timers/promises';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { currentPaymentId, type TriedOrder } from '../payments/payment-try.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { type LongPollTable, longPollTable } from './long-poll-table.ts';

/** What holding an answer touches. */
export interface AwaitChangePorts {
  readonly orders: Pick<OrderTable, 'orderToRead'>;
  readonly payments: Pick<PaymentTable, 'paymentToRead'>;
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

/**
 * Until the next look: an order that is paid at once is confirmed in moments, a shopper who pays by hand takes longer. So the pause grows
 * with what has been waited, as a share of it.
 */
const pauses = { shortest: 100, share: 0.25, longest: 1_000 } as const;

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
    for (;;) {
      const at = clock().getTime();
      const pause = Math.min(Math.max(pauses.shortest, pauses.share * (at - now.getTime())), pauses.longest);
      if (at + pause >= deadline.getTime()) return true;
      await setTimeout(pause);
      // A look that is a second old sees an earlier version, which is no change.
      const [current, payment] = await readTogether(
        { ...orders.orderToRead(order.id), isEventual: true },
        payments.paymentToRead(currentPaymentId(order)),
      );
      if ((current?.version ?? 0) > seen.order || (payment?.version ?? -1) > (seen.payment ?? -1)) return true;
    }
  } finally {
    await place.giveBack();
  }
}
