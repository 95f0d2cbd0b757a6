import { setTimeout } from 'node:timers/promises';
import { currentSwitches } from '../contingency/current-switches.ts';
import type { Switch } from '../contingency/switch.ts';
import type { DeliveryModel } from '../delivery-forecast/delivery-model.ts';
import { shippedModel } from '../delivery-forecast/shipped-model.ts';
import { isArrivalWorseThanPlain } from '../foresight/arrival-check.ts';
import { type ForesightTable, foresightTable } from '../foresight/foresight-table.ts';
import {
  aboutRescheduling,
  type ExpectedDelivery,
  expectedDelivery,
  type LateReason,
} from '../orders/expected-delivery.ts';
import { longerThanACallSeconds, type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { despiteFailures } from '../runtime/despite-failures.ts';
import { eachOf } from '../runtime/each-of.ts';
import { daysAfter, utcDay } from '../runtime/local-day.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { checkArrival } from './check-arrival.ts';
import {
  type DeliveryWatchTable,
  type DueDelivery,
  deliveryWatchTable,
  hourOf,
  hoursBetween,
} from './delivery-watch-table.ts';
import { trustedModel } from './foresee-arrival.ts';
import { type Delivery, lookAt } from './late-rules.ts';
import { scoresOf } from './scorecard.ts';

/** What looking after deliveries touches. */
export interface LookAfterDeliveriesPorts {
  readonly orders: Pick<OrderTable, 'find' | 'reschedule'>;
  readonly watch: Pick<
    DeliveryWatchTable,
    'add' | 'remove' | 'due' | 'firstHour' | 'beginAt' | 'close' | 'arrivalsSince'
  >;
  /** How well arrivals were foreseen. */
  readonly foresight: Pick<ForesightTable, 'findArrivals' | 'keepArrivals'>;
  /** What was learned of the shop's parcels, whether or not it is trusted. */
  readonly model: DeliveryModel;
  readonly requestNotice: RequestNotice;
  readonly policy: DeliveryPolicy;
  /** What operators have said about carriers and the warehouse. */
  readonly switches: () => Promise<readonly Switch[]>;
  readonly clock: Clock;
  readonly count: (name: string, times?: number) => void;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const production = (): LookAfterDeliveriesPorts | undefined => {
  const { delivery: policy } = stageShop();
  if (policy === undefined) return undefined;
  return {
    ...{ orders: orderTable(), watch: deliveryWatchTable(), requestNotice, policy, clock: systemClock, count },
    ...{ foresight: foresightTable(), model: shippedModel(), switches: currentSwitches },
    pause: (milliseconds) => setTimeout(milliseconds),
  };
};

const atOnce = 25;
const batchSize = 500;

const hourMilliseconds = 3_600_000;

/** Over so many days what was foreseen is compared with what came. */
const checkedDays = 14;

/** Before anybody has looked: an entry may be there, however late the first run comes. */
const firstLookBackMilliseconds = 7 * 24 * hourMilliseconds;

/** So long an hour that is over is still read: an entry for it may have been on its way. */
const lingerMilliseconds = 2 * hourMilliseconds;

/**
 * Looks at the deliveries that are due: says of each that is late why and until when, has its customer told, and moves
 * on to what is due next of it. Reads the hours that are due and no other. Safe to run twice, and beside itself; cut off
 * anywhere, the next run goes on.
 * @param timeIsLeft whether a further batch can be begun
 * @throws AggregateError of those that could not be looked at; the others were
 */
export async function lookAfterDeliveries(timeIsLeft: () => boolean, ports = production()): Promise<void> {
  if (ports === undefined) return;
  const { watch, foresight, clock } = ports;
  const now = clock();
  const settled = hourOf(new Date(now.getTime() - lingerMilliseconds));
  const first = (await watch.firstHour()) ?? hourOf(new Date(now.getTime() - firstLookBackMilliseconds));
  const { attempt: attemptEach, conclude } = despiteFailures({
    each: 'a delivery could not be looked at',
    all: 'deliveries could not be looked at',
  });
  const check = await attemptEach({}, foresight.findArrivals);
  const run = { ...ports, trusted: trustedModel(check?.value, ports.model) };
  for (const hour of hoursBetween(first < settled ? first : settled, hourOf(now))) {
    const isRead = await lookAfterHour(hour, now, timeIsLeft, attemptEach, run);
    if (!isRead) break;
    if (hour < settled) await watch.beginAt(hourOf(new Date(Date.parse(`${hour}:00:00Z`) + hourMilliseconds)));
  }
  // Once an hour: as the first hour moves on.
  if (first < settled) await attemptEach({}, () => checkArrivals(ports));
  conclude();
}

/** What one run goes by: what was learned, as long as the plain rule has not taken over. */
interface Run extends LookAfterDeliveriesPorts {
  readonly trusted: DeliveryModel | undefined;
}

/** @returns whether all that is due in it was looked at */
async function lookAfterHour(
  hour: string,
  now: Date,
  timeIsLeft: () => boolean,
  attemptEach: ReturnType<typeof despiteFailures>['attempt'],
  ports: Run,
): Promise<boolean> {
  const batch: DueDelivery[] = [];
  const work = () =>
    eachOf(batch.splice(0), atOnce, async (entry) => {
      const done = await attemptEach({ orderId: entry.orderId }, () => lookAfter(entry, ports));
      // One that cannot be looked at must not hold up the others.
      if (done === undefined) await move(entry, new Date(now.getTime() + hourMilliseconds), ports);
    });
  for await (const entry of ports.watch.due(hour, now)) {
    batch.push(entry);
    if (batch.length < batchSize) continue;
    if (!timeIsLeft()) return false;
    await work();
  }
  if (!timeIsLeft()) return batch.length === 0;
  await work();
  return true;
}

/**
 * Compares what was foreseen of arrivals with those of the last two weeks: where the plain rule was nearer, it takes over
 * by this.
 */
async function checkArrivals({ watch, foresight, model, clock, count }: LookAfterDeliveriesPorts): Promise<void> {
  const now = clock();
  const since = daysAfter(utcDay(now), -checkedDays);
  const counts = await watch.arrivalsSince(since, model.history);
  await foresight.keepArrivals({ ...counts, history: model.history, at: now.toISOString() });
  if (!isArrivalWorseThanPlain(counts)) return;
  logger.warn('arrivals were foreseen worse than by the plain rule', { ...counts });
  count('DeliveryForecastWorse');
}

/** Looks at one delivery until there is nothing more to say of it now, and moves its entry. */
async function lookAfter(entry: DueDelivery, ports: Run): Promise<void> {
  const looked = await againIfOvertaken(() => attempt(entry, ports), ports.pause);
  if (looked === undefined) throw new Error(`order ${entry.orderId} changes all the time`);
  await move(entry, looked.nextAt, ports);
}

/** @returns when it is to be looked at next, if ever; undefined where the order changed meanwhile */
async function attempt(
  { orderId }: Pick<DueDelivery, 'orderId'>,
  ports: Run,
): Promise<{ readonly nextAt: Date | undefined } | undefined> {
  const { orders, watch, policy, model, trusted, switches, clock, count } = ports;
  const { order, content, shipments } = await orders.find(orderId);
  if (order === undefined || content === undefined) return { nextAt: undefined };
  const delivery = { order, content, shipments };
  const now = clock();
  const look = lookAt(delivery, policy, now, { model: trusted, switches: await switches() });
  if (look.is === 'well') return { nextAt: look.until };
  if (look.is === 'late') return (await sayLate(delivery, look, ports)) ? attempt({ orderId }, ports) : undefined;
  const scores = scoresOf(delivery, policy);
  const counts = checkArrival(delivery, policy, model);
  const arrival = counts && { history: model.history, counts };
  const isCounted = scores.length > 0 && (await watch.close(orderId, scores, arrival, now));
  if (isCounted === undefined) return undefined;
  if (isCounted) {
    for (const { counts } of scores) {
      count('ParcelArrived', counts.delivered + counts.lost);
      count('ParcelLate', counts.late);
    }
  }
  return { nextAt: undefined };
}

/** First the next entry, then this one away: cut off between them, it is looked at once more. */
async function move(
  entry: DueDelivery,
  nextAt: Date | undefined,
  { watch, clock }: LookAfterDeliveriesPorts,
): Promise<void> {
  const next = nextAt && (await watch.add(entry.orderId, nextAt, clock()));
  if (next?.dueAt !== entry.dueAt) await watch.remove(entry);
}

/**
 * Says that an order is late, and has its customer told: the order itself is the record of it, which is written over the
 * order as it was looked at. One that has arrived meanwhile is not late any more.
 * @returns false when it was overtaken
 */
async function sayLate(
  { order, content }: Delivery,
  { reason, expected }: { readonly reason: LateReason; readonly expected: ExpectedDelivery },
  { orders, requestNotice, clock, count }: LookAfterDeliveriesPorts,
): Promise<boolean> {
  const formerly = expectedDelivery(order, content)?.deliverBy ?? expected.deliverBy;
  const why = { at: clock().toISOString(), reason, formerly, deliverBy: expected.deliverBy };
  const notice = { orderId: order.id, event: 'order-delayed', about: aboutRescheduling(why) } as const;
  // Ahead of it, for after this call's life: should it be cut off right behind the write, the customer hears all the same.
  await requestNotice(notice, longerThanACallSeconds);
  if (!(await orders.reschedule(order, expected, why))) return false;
  await requestNotice(notice);
  count('DeliveryLate');
  return true;
}
