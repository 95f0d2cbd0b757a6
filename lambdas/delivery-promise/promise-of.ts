import type { ExpectedDelivery } from '../orders/expected-delivery.ts';
import { daysAfter, localTime } from '../runtime/local-day.ts';
import type { CarrierService, DeliveryPolicy } from '../shop/delivery-policy.ts';
import { isWorkingDay, type WorkingDays, workingDayFrom, workingDaysAfter } from './calendar.ts';

/**
 * When an order that is accepted at a moment leaves and arrives, by the calendars of the warehouse and of the country it
 * goes to; undefined where no service goes there.
 *
 * @example promiseOf(new Date('2026-12-23T15:00:00Z'), policy, 'GB') // ships on the 24th, skips Christmas
 */
export function promiseOf(acceptedAt: Date, policy: DeliveryPolicy, country: string): ExpectedDelivery | undefined {
  const { warehouse, handlingDays } = policy;
  const { timeZone, cutOff } = warehouse;
  const calendar = warehouseDays(policy);
  const { day, time } = localTime(acceptedAt, timeZone);
  const isToday = isWorkingDay(calendar, day) && time < cutOff;
  const begun = isToday ? day : workingDayFrom(calendar, daysAfter(day, 1));
  return promiseFrom(workingDaysAfter(calendar, begun, handlingDays), policy, country);
}

/** When what leaves on a day arrives; undefined where no service goes there. */
export function promiseFrom(shipBy: string, policy: DeliveryPolicy, country: string): ExpectedDelivery | undefined {
  const service = serviceTo(policy, country);
  if (service === undefined) return undefined;
  const days = carrierDays(policy, service, country);
  return {
    shipBy,
    deliverFrom: workingDaysAfter(days, shipBy, service.days.from),
    deliverBy: workingDaysAfter(days, shipBy, service.days.to),
    warehouseZone: policy.warehouse.timeZone,
  };
}

/** The service by which parcels go to a country: the first that names it, else the first that goes everywhere. */
export function serviceTo({ services }: Pick<DeliveryPolicy, 'services'>, country: string): CarrierService | undefined {
  return (
    services.find(({ countries }) => countries?.includes(country)) ??
    services.find(({ countries }) => countries === undefined)
  );
}

/** The service by which a parcel goes: that of its carrier to its country, else the one that was promised. */
export function serviceOf(
  policy: DeliveryPolicy,
  { carrier }: { readonly carrier?: string | undefined },
  country: string,
): CarrierService | undefined {
  const byCarrier = policy.services.filter((service) => service.carrier === carrier);
  return serviceTo({ services: byCarrier }, country) ?? serviceTo(policy, country);
}

/** On which days the warehouse hands over parcels. */
export function warehouseDays({ warehouse, holidays }: DeliveryPolicy): WorkingDays {
  const { country, region, workingDays: weekdays, closedOn } = warehouse;
  const place = region === undefined ? country : `${country}-${region}`;
  return { weekdays, closedOn, holidays: holidays[place] };
}

/** On which days a carrier moves parcels in a country. */
export function carrierDays(
  { holidays }: DeliveryPolicy,
  { workingDays: weekdays }: CarrierService,
  country: string,
): WorkingDays {
  return { weekdays, holidays: holidays[country] };
}
