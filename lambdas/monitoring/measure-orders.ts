import type { NoticeEvent } from '../orders/notice-event.ts';
import type { NoticeMarker } from '../orders/notice-marker.ts';
import type { Order, OrderEvent, OrderId } from '../orders/order.ts';
import { orderKeys } from '../orders/order-keys.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { paymentIdOf } from '../payments/payment-try.ts';
import { type Read, readTogether } from '../runtime/dynamodb-read.ts';
import { measure } from '../runtime/metrics.ts';

/** An item of the Orders table that has just changed; `at`: when, in milliseconds, to the second. */
export interface ChangedItem {
  readonly pk: string;
  readonly sk: string;
  readonly at: number;
}

/** What measuring orders touches. */
export interface MeasureOrdersPorts {
  readonly orders: Pick<OrderTable, 'orderToRead' | 'markerToRead'>;
  readonly payments: Pick<PaymentTable, 'paymentToRead'>;
  readonly readTogether: typeof readTogether;
  readonly measure: typeof measure;
}

const production = (): MeasureOrdersPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  readTogether,
  measure,
});

/** What an order's answer is counted as. */
const outcomes = {
  ORDER_CONFIRMED: 'OrderConfirmed',
  ORDER_REJECTED: 'OrderRejected',
  ORDER_CANCELLED: 'OrderCancelled',
} as const satisfies Partial<Record<OrderEvent, string>>;
type Outcome = keyof typeof outcomes;

/** The notices of an order's answer, and since when its customer waits for each. Others wait for what others do. */
const awaitedSince: Readonly<Partial<Record<NoticeEvent, Outcome>>> = {
  'order-confirmed': 'ORDER_CONFIRMED',
  'order-rejected': 'ORDER_REJECTED',
  'order-cancelled': 'ORDER_CANCELLED',
};

/** A notice that is not sent by then is late, whenever it will be. */
export const noticeLateMilliseconds = 30_000;

/** So soon after something has happened its write is in the stream. A later change of the same item is another one. */
const sameChangeMilliseconds = 60_000;

const counted = new Set<string>();
const countedAtMost = 20_000;

/**
 * Measures what orders have come to by their changes: how many were confirmed, rejected, cancelled; how long those paid
 * at once waited for it, and customers for the e-mail that says it. A text message may wait for the morning by the
 * shop's own wish, so it is not measured.
 *
 * Each thing counts once, as far as one environment remembers: these are figures for plots and alarms. The books are
 * the tables.
 * @throws Error when something could not be read, and nothing was measured; worth a retry
 */
export async function measureOrders(
  changed: readonly ChangedItem[],
  { orders, payments, readTogether, measure }: MeasureOrdersPorts = production(),
): Promise<void> {
  const ofOrders = new Map<OrderId, number[]>();
  const ofNotices = new Map<string, ChangedItem>();
  for (const item of changed) {
    const orderId = orderKeys.orderIdIn(item.pk);
    if (item.sk === orderKeys.order(orderId).sk) ofOrders.set(orderId, [...(ofOrders.get(orderId) ?? []), item.at]);
    else ofNotices.set(JSON.stringify([item.pk, item.sk]), item);
  }
  const notices = [...ofNotices.values()];
  const ids = [...new Set([...ofOrders.keys(), ...notices.map(({ pk }) => orderKeys.orderIdIn(pk))])];
  const items = await readTogether<readonly Read<Order | NoticeMarker>[]>(
    ...ids.map((id) => orders.orderToRead(id)),
    ...notices.map(({ pk, sk }) => orders.markerToRead({ pk, sk })),
  );
  const found = items.slice(0, ids.length) as readonly (Order | undefined)[];
  const markers = items.slice(ids.length) as readonly (NoticeMarker | undefined)[];
  const orderOf = new Map(found.flatMap((order) => (order === undefined ? [] : [[order.id, order] as const])));

  const news = new Set<string>();
  const isNews = (name: string) => {
    if (counted.has(name) || news.has(name)) return false;
    news.add(name);
    return true;
  };
  const ended = [...ofOrders].flatMap(([id, changes]) =>
    endsOf(orderOf.get(id)).filter((end) => changes.some((at) => isOf(end.at, at)) && isNews(`${id} ${end.event}`)),
  );
  const confirmed = ended.filter(({ event }) => event === 'ORDER_CONFIRMED');
  const paid = await readTogether(
    ...confirmed.map(({ order: { id } }) => payments.paymentToRead(paymentIdOf({ orderId: id }))),
  );
  const paidAtOnce = confirmed.filter(
    // The token of a step that had to wait stays on the payment that it waited for.
    ({ order }, index) => order.furtherTries === undefined && paid[index]?.taskToken === undefined,
  );
  const noticeTimes = notices.flatMap(({ pk, sk, at }, index) => {
    const time = noticeTime(markers[index], orderOf.get(orderKeys.orderIdIn(pk)), at);
    return time !== undefined && isNews(`${pk} ${sk}`) ? [time] : [];
  });

  measure({
    ...Object.fromEntries(
      Object.entries(outcomes).map(([outcome, name]) => {
        const times = ended.filter(({ event }) => event === outcome).length;
        return [name, { unit: 'Count', values: times > 0 ? [times] : [] }] as const;
      }),
    ),
    ConfirmationTime: {
      unit: 'Milliseconds',
      values: paidAtOnce.map(({ order, at }) => between(order.createdAt, at)),
    },
    NoticeTime: { unit: 'Milliseconds', values: noticeTimes },
  });
  for (const name of news) counted.add(name);
  for (const name of counted) {
    if (counted.size <= countedAtMost) break;
    counted.delete(name);
  }
}

/** How an order ended, each way in its time: what was confirmed may be cancelled. */
function endsOf(order: Order | undefined) {
  if (order === undefined) return [];
  return order.timeline.flatMap(({ event, at }) => (isOutcome(event) ? [{ order, event, at }] : []));
}

/** How long a notice took, or has taken where it is late already; undefined where it is not to be measured now. */
function noticeTime(notice: NoticeMarker | undefined, order: Order | undefined, changedAt: number): number | undefined {
  if (notice === undefined || order === undefined || notice.channel !== 'email' || notice.resend !== undefined) return;
  const since = order.timeline.find(({ event }) => event === awaitedSince[notice.event]);
  if (since === undefined || !isOf(notice.at, changedAt)) return;
  const time = between(since.at, notice.at);
  if (notice.state === 'SENT') return time;
  return notice.state === 'DELAYED' && time > noticeLateMilliseconds ? time : undefined;
}

function isOutcome(event: OrderEvent): event is Outcome {
  return event in outcomes;
}

/** Whether what happened then is what the change at this moment wrote. */
function isOf(happened: string, changedAt: number): boolean {
  return Math.abs(changedAt - Date.parse(happened)) < sameChangeMilliseconds;
}

/** Two machines' clocks may differ: nothing takes less than no time, and CloudWatch knows no percentiles below it. */
function between(since: string, until: string): number {
  return Math.max(0, Date.parse(until) - Date.parse(since));
}
