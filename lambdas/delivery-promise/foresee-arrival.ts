import { deliveredAt, isUnderWay, parcelOf } from '../carriers/parcel-status.ts';
import type { DeliveryModel } from '../delivery-forecast/delivery-model.ts';
import { shippedModel } from '../delivery-forecast/shipped-model.ts';
import { type ArrivalCheck, isArrivalWorseThanPlain } from '../foresight/arrival-check.ts';
import type { Arrival } from '../orders/arrival.ts';
import { expectedDelivery } from '../orders/expected-delivery.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import type { Shipment } from '../orders/shipment.ts';
import { endOfDay, localTime } from '../runtime/local-day.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { learnedArrival, type ParcelsWay, plainArrival } from './parcel-arrival.ts';
import { serviceTo } from './promise-of.ts';

/** What of an order says when it arrives. */
export interface ArrivingOrder {
  readonly order: Pick<Order, 'status' | 'createdAt' | 'expected' | 'reschedulings'>;
  readonly content: Pick<OrderContent, 'shippingAddress' | 'expected'>;
  readonly shipments: readonly Shipment[];
}

/** When an order arrives, and how likely that is behind its promise, from 0 to 1, where that was learned. */
export interface ForeseenArrival extends Arrival {
  readonly lateProbability?: number | undefined;
}

/** A parcel is handed over in the afternoon: so long before the day ends. */
const handOverAheadOfMidnight = 6 * 3_600_000;

/**
 * What was learned of a shop's own parcels, as long as it has not been further off than the plain rule.
 * @returns undefined where the plain rule holds
 */
export function trustedModel(
  check: ArrivalCheck | undefined,
  model: DeliveryModel = shippedModel(),
): DeliveryModel | undefined {
  const isOfThis = check !== undefined && check.history === model.history;
  return model.isGenerated || (isOfThis && isArrivalWorseThanPlain(check)) ? undefined : model;
}

/**
 * When an order will be there, all of it, as things stand: by what its carrier says; else by what was learned of parcels
 * alike; else by the plain rule, the working days that its carrier takes from the day on which it leaves. Once its
 * customer was told that it is late, or anything behind the last news of it, that holds.
 * @returns undefined where nothing was promised, nothing more is to come, or all that is known is over
 */
export function foreseeArrival(
  { order, content, shipments }: ArrivingOrder,
  policy: DeliveryPolicy,
  model: DeliveryModel | undefined,
  now: Date,
): ForeseenArrival | undefined {
  const expected = expectedDelivery(order, content);
  if (expected === undefined || isRejectedOrCancelled(order.status)) return undefined;
  if (deliveredAt(order, shipments) !== undefined) return undefined;
  const promised = { earliestDay: expected.deliverFrom, latestDay: expected.deliverBy };
  const underWay = shipments.filter((shipment) => isUnderWay(parcelOf(shipment).state));
  const isWhole = order.status === 'SHIPPED';
  if (isWhole && underWay.length === 0) return undefined;
  const standing = { expected, promised, country: content.shippingAddress.country, policy, model, now };
  const lastNews = [order.createdAt, ...shipments.map((shipment) => parcelOf(shipment).at)].sort().at(-1) ?? '';
  const said = order.reschedulings?.at(-1);
  const isSaid = said !== undefined && (said.deliverBy > said.formerly || said.at > lastNews);
  const parts = isSaid
    ? []
    : [...underWay.map((one) => ofParcel(one, standing)), ...(isWhole ? [] : [beforeItLeaves(standing)])];
  const today = localTime(now, expected.warehouseZone).day;
  const found = [lastOf(parts), promised].find((range) => range !== undefined && range.latestDay >= today);
  return found && { ...found, earliestDay: found.earliestDay < today ? today : found.earliestDay };
}

interface Standing extends ParcelsWay {
  readonly promised: Arrival;
  readonly model: DeliveryModel | undefined;
  readonly now: Date;
}

function ofParcel(shipment: Shipment, standing: Standing): ForeseenArrival {
  const { promised } = standing;
  const { carrier, service, at } = shipment;
  const { estimatedDelivery, state, since } = parcelOf(shipment);
  if (estimatedDelivery !== undefined) {
    const day = estimatedDelivery.slice(0, promised.latestDay.length);
    return { earliestDay: day, latestDay: day };
  }
  const parcel = { carrier, service, at, state, since };
  return ofModel(parcel, standing) ?? plainArrival(shipment, standing) ?? promised;
}

function beforeItLeaves(standing: Standing): ForeseenArrival {
  const { expected, promised, country, policy, now } = standing;
  const { carrier, name } = serviceTo(policy, country) ?? {};
  const leaves = endOfDay(expected.shipBy, expected.warehouseZone).getTime() - handOverAheadOfMidnight;
  const at = new Date(Math.max(leaves, now.getTime())).toISOString();
  return ofModel({ carrier, service: name, at }, standing) ?? promised;
}

function ofModel(parcel: Parameters<typeof learnedArrival>[1], standing: Standing): ForeseenArrival | undefined {
  const learned = learnedArrival(standing.model, parcel, standing, standing.now);
  if (learned === undefined) return undefined;
  const { late, ...days } = learned;
  return { ...days, lateProbability: Math.round(late * 100) / 100 };
}

/** An order is there with the last of its parts. */
function lastOf(parts: readonly ForeseenArrival[]): ForeseenArrival | undefined {
  const [first, ...others] = parts;
  if (first === undefined) return undefined;
  const later = (a: string, b: string) => (a > b ? a : b);
  return others.reduce((last, { earliestDay, latestDay, lateProbability }) => {
    const known = [last.lateProbability, lateProbability].filter((one) => one !== undefined);
    return {
      earliestDay: later(last.earliestDay, earliestDay),
      latestDay: later(last.latestDay, latestDay),
      ...(known.length > 0 && { lateProbability: Math.max(...known) }),
    };
  }, first);
}
