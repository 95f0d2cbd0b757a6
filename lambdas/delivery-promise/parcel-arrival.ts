import type { DeliveryModel } from '../delivery-forecast/delivery-model.ts';
import { foreseeDelivery, type Parcelled } from '../delivery-forecast/foresee-delivery.ts';
import type { Arrival } from '../orders/arrival.ts';
import type { ExpectedDelivery } from '../orders/expected-delivery.ts';
import type { Shipment } from '../orders/shipment.ts';
import { endOfDay, localTime } from '../runtime/local-day.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { workingDaysAfter } from './calendar.ts';
import { carrierDays, serviceOf } from './promise-of.ts';

/** Where a parcel goes, and how the shop promises that. */
export interface ParcelsWay {
  readonly expected: ExpectedDelivery;
  readonly country: string;
  readonly policy: DeliveryPolicy;
}

/** The days on which parcels alike arrived, and how likely it is behind its promise, from 0 to 1. */
export interface LearnedArrival extends Arrival {
  readonly late: number;
}

/** When a parcel arrives by what was learned of those alike, as seen at a moment; undefined where nothing was. */
export function learnedArrival(
  model: DeliveryModel | undefined,
  parcel: Omit<Parcelled, 'country' | 'promisedAt'>,
  { expected: { deliverBy, warehouseZone }, country }: ParcelsWay,
  at: Date,
): LearnedArrival | undefined {
  const promisedAt = endOfDay(deliverBy, warehouseZone).toISOString();
  const foreseen = model && foreseeDelivery(model, { ...parcel, country, promisedAt }, at);
  if (foreseen === undefined) return undefined;
  const dayOf = (moment: string) => localTime(new Date(moment), warehouseZone).day;
  return { earliestDay: dayOf(foreseen.from), latestDay: dayOf(foreseen.to), late: foreseen.late };
}

/**
 * When a parcel arrives by the plain rule: the working days that its carrier takes from the day on which it left;
 * undefined of a carrier by which the shop promises nothing.
 */
export function plainArrival(
  shipment: Pick<Shipment, 'carrier' | 'service' | 'at'>,
  { expected, country, policy }: ParcelsWay,
): Arrival | undefined {
  const service = serviceOf(policy, shipment, country);
  if (service === undefined) return undefined;
  const calendar = carrierDays(policy, service, country);
  const left = localTime(new Date(shipment.at), expected.warehouseZone).day;
  const dayBehind = (days: number) => workingDaysAfter(calendar, left, days);
  return { earliestDay: dayBehind(service.days.from), latestDay: dayBehind(service.days.to) };
}
