import { setTimeout } from 'node:timers/promises';
import type { Order } from '../orders/order.ts';
import { isOpen } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { Payment } from '../payments/payment.ts';
import { isPaid } from '../payments/payment-status.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { currentPaymentId, currentTry } from '../payments/payment-try.ts';
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

/** An order and its payment, which is not there from the beginning, as they stand. */
export interface Standing {
  readonly order: Order;
  readonly payment: Payment | undefined;
}

/**
 * Whether there is something that the storefront or its customer can go on with: the order's answer, a page to pay on, a
 * payment that came to nothing or begins anew, a delay. The steps on the way there are none of it.
 */
export function canGoOn(seen: Standing, { order, payment }: Standing): boolean {
  if (!isOpen(order.status) || order.failedAt !== seen.order.failedAt) return true;
  if (currentTry(order) !== currentTry(seen.order)) return true;
  if (payment === undefined || isPaid(payment.status)) return false;
  return payment.status !== (seen.payment?.status ?? 'PENDING') || payment.payUrl !== seen.payment?.payUrl;
}

/**
 * Until the next look: an order that is paid at once is confirmed in moments, a shopper who pays by hand takes longer. So the pause grows
 * with what has been waited, as a share of it.
 */
const pauses = { shortest: 50, share: 0.5, longest: 1_000 } as const;

/**
 * Returns when the order or its payment is of another version than it was seen in, by which it is news, or the time is
 * over. A notice that is sent ends no wait.
 * @returns false when there was no room to wait: there are so many places, and so many for one storefront, so that long
 * polls leave the room of orders, and of other storefronts, alone
 */
export async function awaitChange(
  client: string,
  seen: Standing,
  isNews: (now: Standing) => boolean,
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
      const [order = seen.order, payment] = await readTogether(
        { ...orders.orderToRead(seen.order.id), isEventual: true },
        payments.paymentToRead(currentPaymentId(seen.order)),
      );
      const isNewer = order.version > seen.order.version || (payment?.version ?? -1) > (seen.payment?.version ?? -1);
      if (isNewer && isNews({ order, payment })) return true;
    }
  } finally {
    await place.giveBack();
  }
}
