import { silentSince } from '../carriers/outages.ts';
import { isUnderWay, parcelOf } from '../carriers/parcel-status.ts';
import type { Switch } from '../contingency/switch.ts';
import type { DeliveryModel } from '../delivery-forecast/delivery-model.ts';
import {
  type ExpectedDelivery,
  expectedDelivery,
  isLateReason,
  isSaidByPeople,
  type LateReason,
  lateReasons,
} from '../orders/expected-delivery.ts';
import { countedLines, openUnits } from '../orders/line-counts.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { isOpen, isRejectedOrCancelled } from '../orders/order-status.ts';
import type { Parcel, ParcelState } from '../orders/parcel.ts';
import type { Shipment } from '../orders/shipment.ts';
import { daysAfter, daysBetween, endOfDay, localTime } from '../runtime/local-day.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { workingDayFrom, workingDaysAfter } from './calendar.ts';
import { closedDays, withClosings } from './closings.ts';
import { learnedArrival, plainArrival } from './parcel-arrival.ts';
import { carrierDays, promiseFrom, promiseOf, serviceOf } from './promise-of.ts';

/** An order as far as its delivery goes. */
export interface Delivery {
  readonly order: Order;
  readonly content: Pick<OrderContent, 'lines' | 'shippingAddress' | 'expected'>;
  readonly shipments: readonly Shipment[];
}

/**
 * What a look at an order's delivery comes to: nobody need look again; it is late, for a reason that was not told yet,
 * and is to be expected so; or it is as it should be, until a moment.
 */
export type Look =
  | { readonly is: 'over' }
  | { readonly is: 'late'; readonly reason: LateReason; readonly expected: ExpectedDelivery }
  | { readonly is: 'well'; readonly until: Date };

/** A parcel on its way whose carrier says where it is. */
interface Travelling {
  readonly shipment: Shipment;
  readonly parcel: Parcel;
}

const hour = 3_600_000;
const day = 24 * hour;

/** A customer is told one thing a day. */
const quietAfterNotice = day;

/** Behind the day on which it should have come: the news of it may be late. */
const patienceAfterPromise = 12 * hour;

/** Nobody waits for news of a parcel for longer than this, in days behind its promise. */
const givenUpAfterDays = 60;

/**
 * Looks at how the delivery of an order stands: whether a promise is broken or will be. Each reason is found once; what
 * was found before, the order itself says.
 * @param stated what the shop promises
 * @param known what was learned of the shop's parcels: without, the plain rule holds; and what operators have said about
 * carriers and the warehouse
 */
export function lookAt(
  delivery: Delivery,
  stated: DeliveryPolicy,
  now: Date,
  { model, switches = [] }: { readonly model?: DeliveryModel | undefined; readonly switches?: readonly Switch[] } = {},
): Look {
  const policy = withClosings(stated, switches);
  const { order, content } = delivery;
  const expected = expectedDelivery(order, content);
  if (expected === undefined || isRejectedOrCancelled(order.status)) return over;
  if (isOpen(order.status)) return restUntil(order, now);
  const travelling = travellingOf(delivery, policy);
  const isHere = isToShip(delivery);
  if (!isHere && travelling.length === 0) return over;
  if (now > endOfDay(daysAfter(expected.deliverBy, givenUpAfterDays), expected.warehouseZone)) return over;

  const { reschedulings = [] } = order;
  const standing = { ...delivery, expected, travelling, isHere, stated, policy, model, switches, now };
  const told = new Set<string>(reschedulings.map(({ reason }) => reason));
  const breaches = lateReasons.flatMap((reason) => {
    const at = told.has(reason) && !isSaidByPeople(reason) ? undefined : rules[reason](standing);
    return at === undefined ? [] : [{ reason, at }];
  });
  const lastTold = Date.parse(reschedulings.findLast(({ reason }) => isLateReason(reason))?.at ?? '') || 0;
  const mayTell = new Date(lastTold + quietAfterNotice);
  const found = breaches.find(({ at }) => at <= now);
  if (found !== undefined && mayTell <= now) {
    return {
      is: 'late',
      reason: found.reason,
      expected: newlyExpected(found.reason, standing),
    };
  }
  const next = breaches.map(({ at }) => (at > mayTell ? at : mayTell)).sort((a, b) => a.getTime() - b.getTime())[0];
  return restUntil(order, now, next);
}

const over: Look = { is: 'over' };

/**
 * Until what is due next. However an order stands, it is looked at each day: who changes its promise may be cut off. That
 * is at an hour of its own, so that they do not come all at once, and two entries for it become one.
 */
function restUntil({ id }: Pick<Order, 'id'>, now: Date, next?: Date): Look {
  const ownHour = (Number.parseInt(id.slice(0, 4), 16) % 24) * hour;
  const daily = new Date((Math.floor((now.getTime() - ownHour) / day) + 1) * day + ownHour);
  return { is: 'well', until: next !== undefined && next < daily ? next : daily };
}

/** Whether something of a confirmed order is still to be shipped. */
function isToShip({ order, content }: Delivery): boolean {
  return order.status === 'CONFIRMED' && countedLines(order, content.lines).some((line) => openUnits(line) > 0);
}

function travellingOf({ content, shipments }: Delivery, policy: DeliveryPolicy): readonly Travelling[] {
  return shipments.flatMap((shipment) => {
    const parcel = parcelOf(shipment);
    const service = serviceOf(policy, shipment, content.shippingAddress.country);
    const isTracked = parcel.scans.length > 0 || (shipment.trackingNumber !== undefined && service?.tracked === true);
    return isUnderWay(parcel.state) && isTracked ? [{ shipment, parcel }] : [];
  });
}

interface Standing extends Delivery {
  readonly expected: ExpectedDelivery;
  readonly travelling: readonly Travelling[];
  readonly isHere: boolean;
  /** What the shop promises, as its profile says it. */
  readonly stated: DeliveryPolicy;
  /** The same with the days on which its warehouse is closed beside that. */
  readonly policy: DeliveryPolicy;
  readonly switches: readonly Switch[];
  readonly now: Date;
  /** What is known of how long parcels take, where a shop has had it learned. */
  readonly model: DeliveryModel | undefined;
}

/** Of each reason, from when on it holds, as things stand; undefined while they would have to change first. */
const rules: { readonly [reason in LateReason]: (standing: Standing) => Date | undefined } = {
  WAREHOUSE_CLOSED(standing) {
    const { expected, isHere, stated, policy, now, order } = standing;
    if (!isHere || policy === stated || order.reschedulings?.at(-1)?.reason === 'SHOP') return undefined;
    const open = promiseWhileHere(standing, stated)?.deliverBy ?? '';
    const closed = promiseWhileHere(standing, policy)?.deliverBy ?? '';
    return closed > open && closed > expected.deliverBy ? now : undefined;
  },
  NOT_SHIPPED({ isHere, expected, policy, switches }) {
    if (!isHere) return undefined;
    const everyDay = { weekdays: [1, 2, 3, 4, 5, 6, 7], closedOn: closedDays(policy, switches) };
    return endOfDay(workingDayFrom(everyDay, expected.shipBy), expected.warehouseZone);
  },
  EXCEPTION: ({ travelling }) => earliest(inState(travelling, 'EXCEPTION').map(({ parcel }) => new Date(parcel.since))),
  NO_FIRST_SCAN: (standing) =>
    earliest(
      inState(standing.travelling, 'LABEL_CREATED').flatMap(({ shipment }) =>
        silentFor(shipment.at, standing.policy.firstScanDays, standing, shipment),
      ),
    ),
  NO_NEWS: (standing) =>
    earliest(
      inState(standing.travelling, 'IN_TRANSIT').flatMap(({ parcel, shipment }) =>
        silentFor(parcel.at, standing.policy.silentDays, standing, shipment),
      ),
    ),
  PREDICTED_LATE(standing) {
    const { travelling, expected, switches, now } = standing;
    const due = endOfDay(expected.deliverBy, expected.warehouseZone).toISOString();
    return earliest(
      travelling
        .filter(({ parcel }) => parcel.state !== 'ATTEMPT_FAILED')
        .flatMap((one) => {
          if (predictedDay(one, standing) > expected.deliverBy) return [new Date(one.parcel.at)];
          const overdue = silentSince(due, one.shipment, switches, now);
          return overdue === undefined ? [] : [new Date(Date.parse(overdue) + patienceAfterPromise)];
        }),
    );
  },
};

const inState = (travelling: readonly Travelling[], state: ParcelState) =>
  travelling.filter(({ parcel }) => parcel.state === state);

function earliest(moments: readonly Date[]): Date | undefined {
  return moments.length === 0 ? undefined : new Date(Math.min(...moments.map(Number)));
}

/**
 * On which day a parcel arrives at the latest: as its carrier says, else as those like it did, where the shop has had that
 * learned and this one is more likely late than not, else as many days after it left as its way takes.
 */
function predictedDay({ shipment, parcel }: Travelling, { content, expected, policy, model }: Standing): string {
  if (parcel.estimatedDelivery !== undefined) return parcel.estimatedDelivery.slice(0, 10);
  const way = { expected, policy, country: content.shippingAddress.country };
  const { carrier, service, at } = shipment;
  const { state, since } = parcel;
  const learned = learnedArrival(model, { carrier, service, at, state, since }, way, new Date(parcel.at));
  if (learned !== undefined) return learned.late > 0.5 ? learned.latestDay : expected.deliverBy;
  return plainArrival(shipment, way)?.latestDay ?? expected.deliverBy;
}

/**
 * When an order that is still here is promised for, by a policy: counted from its acceptance, from when all of its goods
 * are there, or from when it was said late for lying there.
 */
function promiseWhileHere({ order, content }: Standing, policy: DeliveryPolicy): ExpectedDelivery | undefined {
  const { reschedulings = [], backorderedLines = [] } = order;
  const anew = reschedulings.filter(({ reason }) => reason === 'NOT_SHIPPED' || reason === 'STOCK_ARRIVED');
  const moments = [
    order.createdAt,
    ...backorderedLines.map(({ expectedAt }) => expectedAt),
    ...anew.map(({ at }) => at),
  ];
  const from = new Date(Math.max(...moments.map((moment) => Date.parse(moment))));
  return promiseOf(from, policy, content.shippingAddress.country);
}

/** When somebody of whom nothing was heard since a moment has been silent for so many days; never while they are down. */
function silentFor(at: string, days: number, standing: Standing, shipment: Shipment): readonly Date[] {
  const since = silentSince(at, shipment, standing.switches, standing.now);
  return since === undefined ? [] : [sameTimeLater(since, days, standing, shipment)];
}

/** The same time of the day, so many working days of the carrier later. */
function sameTimeLater(
  at: string,
  days: number,
  { content, expected, policy }: Pick<Standing, 'content' | 'expected' | 'policy'>,
  shipment: Shipment,
): Date {
  const { country } = content.shippingAddress;
  const left = localTime(new Date(at), expected.warehouseZone).day;
  const service = serviceOf(policy, shipment, country);
  const later =
    service === undefined ? daysAfter(left, days) : workingDaysAfter(carrierDays(policy, service, country), left, days);
  return new Date(Date.parse(at) + daysBetween(left, later) * day);
}

/** When a late order is to be expected instead: never on the day that was said before, or ahead of it. */
function newlyExpected(reason: LateReason, standing: Standing): ExpectedDelivery {
  const { content, expected, travelling, policy, now } = standing;
  const { country } = content.shippingAddress;
  const today = localTime(now, expected.warehouseZone).day;
  const promised = () => {
    switch (reason) {
      case 'WAREHOUSE_CLOSED':
        return promiseWhileHere(standing, policy);
      case 'NOT_SHIPPED':
        return promiseOf(now, policy, country);
      case 'PREDICTED_LATE': {
        const days = travelling.map((one) => predictedDay(one, standing));
        return predictedRange(days, today, standing);
      }
      default:
        return promiseFrom(today, policy, country);
    }
  };
  const found = promised();
  const isStillHere = reason === 'NOT_SHIPPED' || reason === 'WAREHOUSE_CLOSED';
  const nextDay = daysAfter(expected.deliverBy > today ? expected.deliverBy : today, 1);
  const deliverBy = found !== undefined && found.deliverBy > nextDay ? found.deliverBy : nextDay;
  const deliverFrom = found !== undefined && found.deliverFrom < deliverBy ? found.deliverFrom : deliverBy;
  return { ...expected, ...(isStillHere && found && { shipBy: found.shipBy }), deliverFrom, deliverBy };
}

/** By when what is predicted arrives; what is predicted for the past, from today on. */
function predictedRange(
  days: readonly string[],
  today: string,
  { content, expected, policy }: Pick<Standing, 'content' | 'expected' | 'policy'>,
): ExpectedDelivery | undefined {
  const last = [...days].sort().at(-1) ?? '';
  if (last > today)
    return { ...expected, deliverFrom: expected.deliverBy > today ? expected.deliverBy : today, deliverBy: last };
  return promiseFrom(today, policy, content.shippingAddress.country);
}
