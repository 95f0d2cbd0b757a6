import { isWorkingDay, type WorkingDays, workingDaysAfter } from '../../lambdas/delivery-promise/calendar.ts';
import { carrierDays, promiseOf, serviceTo, warehouseDays } from '../../lambdas/delivery-promise/promise-of.ts';
import type { ExpectedDelivery } from '../../lambdas/orders/expected-delivery.ts';
import type { Scan } from '../../lambdas/orders/parcel.ts';
import { daysAfter, daysBetween, endOfDay, localTime } from '../../lambdas/runtime/local-day.ts';
import type { DeliveryPolicy } from '../../lambdas/shop/delivery-policy.ts';
import { randomOf } from '../random.ts';

/*
 * A year of orders and what becomes of their parcels, generated. No public set that is at hand has promised and real days
 * beside each other; what is assumed of warehouses and carriers stands here, and in docs/delivery.md.
 */

/** What is assumed. Shares are of all, days working days of the carrier. */
export const assumed = {
  /** Where orders go to: shares by country. */
  countries: { GB: 0.6, DE: 0.1, FR: 0.08, NL: 0.05, IE: 0.05, US: 0.05, JP: 0.04, NO: 0.03 },
  /** Orders that the warehouse hands over later than it promises, by a day more with this chance each. */
  lateFromWarehouse: { share: 0.05, oneMore: 0.4 },
  /** Parcels whose carrier says nothing of them. */
  silentShare: 0.1,
  /** Parcels that take longer than their carrier says: a Pareto tail, a half takes a day more, one of a hundred 20 and more. */
  delayed: { share: 0.08, alpha: 1.3, mostDays: 40 },
  lostShare: 0.004,
  /** Parcels that are held up, and of which that is said; by so many days. */
  exceptions: { share: 0.015, from: 2, to: 7 },
  /** Parcels that are scanned for the first time so late that nobody knows whether the carrier has them. */
  lateFirstScan: { share: 0.02, days: 3 },
  /** Of tracked parcels, those whose carrier says when it expects to deliver; of the late among them, those corrected. */
  estimates: { share: 0.35, corrected: 0.5 },
  /** A parcel that moves is scanned on a working day. */
  scannedShare: 0.75,
  /** How a delay shows: nothing is scanned while it lasts, as of what was forgotten in a depot; else it goes on as usual. */
  standsStillShare: 0.6,
} as const;

/** An order, when each thing happens to it, and when it arrives. Moments are in milliseconds. */
export interface SimulatedOrder {
  readonly number: number;
  readonly acceptedAt: number;
  readonly country: string;
  readonly carrier: string;
  readonly promised: ExpectedDelivery;
  readonly shippedAt: number;
  readonly isSilent: boolean;
  readonly news: readonly { readonly at: number; readonly scan: Scan; readonly estimatedDelivery?: string }[];
  /** The day on which it arrives; never, where it is lost. */
  readonly arrives: string | undefined;
}

const hour = 3_600_000;

/** So many orders of the year, in the order of their acceptance. */
export function simulatedYear(policy: DeliveryPolicy, year: number, orders: number, seed: number): SimulatedOrder[] {
  const dice = randomOf(seed);
  const from = Date.UTC(year, 0, 1);
  const length = Date.UTC(year + 1, 0, 1) - from;
  return Array.from({ length: orders }, () => from + Math.floor(dice() * length))
    .sort((a, b) => a - b)
    .map((acceptedAt, number) => simulated(number, acceptedAt, policy, dice));
}

function simulated(number: number, acceptedAt: number, policy: DeliveryPolicy, dice: () => number): SimulatedOrder {
  const country = chosen(assumed.countries, dice());
  const promised = promiseOf(new Date(acceptedAt), policy, country);
  const service = serviceTo(policy, country);
  if (promised === undefined || service === undefined) throw new Error(`no service goes to ${country}`);
  const calendar = carrierDays(policy, service, country);

  const isLateHere = dice() < assumed.lateFromWarehouse.share;
  let leaves = promised.shipBy;
  if (isLateHere) {
    do leaves = workingDaysAfter(warehouseDays(policy), leaves, 1);
    while (dice() < assumed.lateFromWarehouse.oneMore);
  }
  const shippedAt = Math.max(acceptedAt + hour, atHour(leaves, 15 + 2 * dice(), promised.warehouseZone));

  const usual = service.days.from + Math.floor(dice() * (service.days.to - service.days.from + 1));
  const tail =
    dice() < assumed.delayed.share
      ? Math.min(assumed.delayed.mostDays, Math.ceil(dice() ** (-1 / assumed.delayed.alpha) - 0.5))
      : 0;
  const { from, to, share } = assumed.exceptions;
  const heldUp = dice() < share ? from + Math.floor(dice() * (to - from + 1)) : 0;
  const isLost = dice() < assumed.lostShare;
  const isSilent = dice() < assumed.silentShare;
  const days = tail > 0 ? service.days.to + tail + heldUp : usual + heldUp;
  const arrives = workingDaysAfter(calendar, leaves, Math.max(1, days));
  return {
    ...{ number, acceptedAt, country, carrier: service.carrier, promised, shippedAt, isSilent },
    arrives: isLost ? undefined : arrives,
    news: isSilent ? [] : newsOf({ leaves, arrives, isLost, usual, heldUp, tail, shippedAt, promised, calendar }, dice),
  };
}

interface Way {
  readonly leaves: string;
  readonly arrives: string;
  readonly isLost: boolean;
  readonly usual: number;
  readonly heldUp: number;
  readonly tail: number;
  readonly shippedAt: number;
  readonly promised: ExpectedDelivery;
  readonly calendar: WorkingDays;
}

/** What its carrier says of a parcel, and when. */
function newsOf(way: Way, dice: () => number): SimulatedOrder['news'] {
  const { leaves, arrives, isLost, usual, heldUp, tail, shippedAt, promised, calendar } = way;
  const zone = promised.warehouseZone;
  const news: { at: number; scan: Scan; estimatedDelivery?: string }[] = [];
  const say = (at: number, state: Scan['state'], estimatedDelivery?: string) =>
    news.push({
      at,
      scan: { at: new Date(at).toISOString(), state },
      ...(estimatedDelivery !== undefined && { estimatedDelivery }),
    });

  const hasEstimates = dice() < assumed.estimates.share;
  const first = workingDaysAfter(calendar, leaves, usual);
  const estimate = hasEstimates ? first : undefined;
  const late = assumed.lateFirstScan;
  const firstScan =
    dice() < late.share
      ? atHour(workingDaysAfter(calendar, leaves, late.days), 10, zone)
      : shippedAt + (2 + 10 * dice()) * hour;
  say(firstScan, 'IN_TRANSIT', estimate);
  // Where it stands still, that begins somewhere on its usual way.
  const standsStill = isLost || (tail > 0 && dice() < assumed.standsStillShare);
  const stopsOn = standsStill ? workingDaysAfter(calendar, leaves, Math.floor(dice() * (usual + 1))) : undefined;
  const heldUpOn = heldUp > 0 ? workingDaysAfter(calendar, leaves, Math.max(1, usual - 1)) : undefined;
  for (let day = daysAfter(leaves, 1); day < arrives; day = daysAfter(day, 1)) {
    if (!isWorkingDay(calendar, day)) continue;
    if (day === heldUpOn) say(atHour(day, 11, zone), 'EXCEPTION');
    const isStill = stopsOn !== undefined && day > stopsOn && (isLost || daysBetween(day, arrives) > 1);
    const isHeldUp = heldUpOn !== undefined && day >= heldUpOn && daysBetween(day, arrives) > 1;
    if (isStill || isHeldUp) continue;
    const scan = atHour(day, 4 + 16 * dice(), zone);
    if (dice() < assumed.scannedShare && scan > firstScan) say(scan, 'IN_TRANSIT');
  }
  const isCorrected = estimate !== undefined && arrives > estimate && !isLost && dice() < assumed.estimates.corrected;
  // A day ahead of what it said before.
  if (isCorrected) say(Math.max(firstScan + hour, atHour(daysAfter(first, -1), 18, zone)), 'IN_TRANSIT', arrives);
  if (!isLost) {
    say(atHour(arrives, 8, zone), 'OUT_FOR_DELIVERY');
    say(atHour(arrives, 10 + 8 * dice(), zone), 'DELIVERED');
  }
  return news.filter(({ at }) => at >= shippedAt).sort((a, b) => a.at - b.at);
}

/** The moment of an hour of a day, by the clocks of a zone; exact but on the days on which they change. */
function atHour(day: string, hours: number, zone: string): number {
  return endOfDay(daysAfter(day, -1), zone).getTime() + Math.round(hours * hour);
}

function chosen(shares: Readonly<Record<string, number>>, die: number): string {
  let left = die;
  for (const [name, share] of Object.entries(shares)) {
    left -= share;
    if (left < 0) return name;
  }
  return Object.keys(shares)[0] ?? '';
}

/** The day of a moment in the warehouse. */
export function dayOf(moment: number, { warehouseZone }: ExpectedDelivery): string {
  return localTime(new Date(moment), warehouseZone).day;
}
