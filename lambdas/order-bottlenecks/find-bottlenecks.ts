import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Night } from '../foresight/bottlenecks.ts';
import type { ConfirmationTime } from '../foresight/confirmation-times.ts';
import { type ForesightTable, foresightTable } from '../foresight/foresight-table.ts';
import { type KeepTimesPorts, keepConfirmationTimes } from '../foresight/keep-confirmation-times.ts';
import { paidBy } from '../foresight/paid-by.ts';
import { partitionsOfDay } from '../order-search/search-entry.ts';
import { type Found, type SearchTable, searchTable } from '../order-search/search-table.ts';
import { readHistory } from '../order-workflow/read-execution.ts';
import type { Order, OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { batchesOf } from '../runtime/batches.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { daysAfter, utcDay } from '../runtime/local-day.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { nightOf, type OrderTime } from './night-of.ts';
import { beforeFirstStep, stepTimes } from './step-times.ts';
import { timelineTimes } from './timeline-times.ts';

/** What looking for bottlenecks touches. */
export interface FindBottlenecksPorts extends KeepTimesPorts {
  readonly search: Pick<SearchTable, 'newest'>;
  readonly orders: Pick<OrderTable, 'orderToRead'>;
  readonly readTogether: typeof readTogether;
  readonly readHistory: (orderId: OrderId) => Promise<readonly HistoryEvent[] | undefined>;
  readonly foresight: Pick<ForesightTable, 'keepNight'> & KeepTimesPorts['foresight'];
  readonly clock: Clock;
}

const production = (): FindBottlenecksPorts => ({
  search: searchTable(),
  orders: orderTable(),
  readTogether,
  readHistory,
  foresight: foresightTable(),
  count,
  clock: systemClock,
});

/** So many orders of a day are looked at: operators, who ask for histories too, have the rest of the quota. */
const sampleSize = 240;
const atOnce = 4;
const pageSize = 1_000;

/**
 * Looks where the time of yesterday's customers went and how long it took to their confirmations, and keeps both. Run
 * again it looks at the same orders, and keeps the same in its place.
 * @param asked another day than yesterday, UTC
 */
export async function findBottlenecks(
  asked: string | undefined,
  ports: FindBottlenecksPorts = production(),
): Promise<Night> {
  const day = asked ?? daysAfter(utcDay(ports.clock()), -1);
  const { orders, sample, loadAt } = await sampleOf(day, ports.search);
  const times: OrderTime[] = [];
  const confirmed: ConfirmationTime[] = [];
  for (const batch of batchesOf(sample, atOnce)) {
    const found = await ports.readTogether(...batch.map((id) => ports.orders.orderToRead(id)));
    const known = found.filter((order) => order !== undefined);
    confirmed.push(...known.flatMap((order) => confirmationOf(order, loadAt(order.createdAt))));
    const spent = await Promise.all(known.map((order) => timeOf(order, ports)));
    times.push(...spent.filter((time) => time !== undefined));
  }
  const night = nightOf(day, orders, times);
  await ports.foresight.keepNight(night);
  await keepConfirmationTimes(day, confirmed, ports);
  logger.info('bottlenecks found', { day, orders, sampled: times.length, costliest: night.costliest });
  return night;
}

/** As long as loads are counted over. */
const tenMinutes = '2026-11-26T10:0'.length;

/**
 * How many orders a day had, and some of them: those whose ids, which are hashes, come first. Any order is as likely
 * among them as any other, at whatever hour it came. And how many came in the ten minutes around a moment.
 */
async function sampleOf(day: string, search: Pick<SearchTable, 'newest'>) {
  let orders = 0;
  let sample: OrderId[] = [];
  const loads = new Map<string, number>();
  for (const partition of partitionsOfDay(day)) {
    let before: string | undefined = '~';
    while (before !== undefined) {
      const page: readonly Found[] = await search.newest(partition, { from: '0', before }, pageSize);
      orders += page.length;
      for (const { position } of page) {
        const span = position.slice(0, tenMinutes);
        loads.set(span, (loads.get(span) ?? 0) + 1);
      }
      sample = [...sample, ...page.map(({ orderId }) => orderId)].sort().slice(0, sampleSize);
      before = page.length < pageSize ? undefined : page.at(-1)?.position;
    }
  }
  return { orders, sample, loadAt: (moment: string) => loads.get(moment.slice(0, tenMinutes)) ?? 0 };
}

/** How long an order took to its confirmation, if it came to it. */
function confirmationOf({ createdAt, timeline, payment }: Order, load: number): readonly ConfirmationTime[] {
  const confirmed = timeline.find(({ event }) => event === 'ORDER_CONFIRMED');
  if (confirmed === undefined) return [];
  const milliseconds = Math.max(0, Date.parse(confirmed.at) - Date.parse(createdAt));
  return [{ provider: paidBy({ payment }), hour: new Date(createdAt).getUTCHours(), load, milliseconds }];
}

/** How an order's time went by: by the history of its execution, else by its timeline; undefined where neither tells. */
async function timeOf(
  order: Order,
  { readHistory }: Pick<FindBottlenecksPorts, 'readHistory'>,
): Promise<OrderTime | undefined> {
  const events = await readHistory(order.id);
  const begun = events?.[0]?.timestamp?.getTime();
  const provider = paidBy(order);
  if (events === undefined || begun === undefined) {
    const steps = timelineTimes(order);
    return steps && { provider, steps, isByTimeline: true };
  }
  // Two machines' clocks may differ.
  const waiting = Math.max(0, begun - Date.parse(order.createdAt));
  return {
    provider,
    steps: [{ step: beforeFirstStep, waiting, running: 0, retrying: 0, errors: {} }, ...stepTimes(events)],
  };
}
