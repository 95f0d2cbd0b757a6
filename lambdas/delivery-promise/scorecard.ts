import * as z from 'zod/mini';
import { isUnderWay, parcelOf } from '../carriers/parcel-status.ts';
import { daysBetween, localTime } from '../runtime/local-day.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { workingDaysAfter } from './calendar.ts';
import {
  type DeliveryWatchTable,
  deliveryWatchTable,
  type Lane,
  LaneCounts,
  type LaneScore,
} from './delivery-watch-table.ts';
import type { Delivery } from './late-rules.ts';
import { carrierDays, serviceOf } from './promise-of.ts';

/** What a lane is called whose shipments name no carrier. */
export const unnamedCarrier = 'none';

const none: LaneCounts = { parcels: 0, delivered: 0, late: 0, lost: 0, returned: 0, silent: 0, days: 0 };

/**
 * What became of an order's parcels, by lane. Late is what took longer than its carrier takes there, lost what is; what
 * the warehouse handed over late is not the carrier's. Silent is of what nobody has heard.
 */
export function scoresOf(
  { content, shipments }: Delivery,
  policy: DeliveryPolicy,
): readonly { readonly lane: Lane; readonly counts: LaneCounts }[] {
  const { country } = content.shippingAddress;
  const lanes = new Map<string, { readonly lane: Lane; readonly counts: LaneCounts }>();
  for (const shipment of shipments) {
    const { state, since } = parcelOf(shipment);
    const left = localTime(new Date(shipment.at), policy.warehouse.timeZone).day;
    const arrived = localTime(new Date(since), policy.warehouse.timeZone).day;
    const service = serviceOf(policy, shipment, country);
    const isDelivered = state === 'DELIVERED';
    const dueBy = service && workingDaysAfter(carrierDays(policy, service, country), left, service.days.to);
    const lane = { month: left.slice(0, 7), carrier: shipment.carrier ?? unnamedCarrier, country };
    const name = JSON.stringify(lane);
    const counts = sumOf(lanes.get(name)?.counts ?? none, {
      parcels: 1,
      delivered: Number(isDelivered),
      late: Number(state === 'LOST' || (isDelivered && dueBy !== undefined && arrived > dueBy)),
      lost: Number(state === 'LOST'),
      returned: Number(state === 'RETURNED'),
      silent: Number(isUnderWay(state)),
      days: isDelivered ? Math.max(0, daysBetween(left, arrived)) : 0,
    });
    lanes.set(name, { lane, counts });
  }
  return [...lanes.values()];
}

function sumOf(a: LaneCounts, b: LaneCounts): LaneCounts {
  return z.parse(
    LaneCounts,
    Object.fromEntries(
      Object.keys(none).map((name) => [name, a[name as keyof LaneCounts] + b[name as keyof LaneCounts]]),
    ),
  );
}

const share = z.number();

/** How a carrier does in a country. Shares are from 0 to 1. */
const ScoredLane = z.object({
  carrier: z.string(),
  country: z.string(),
  ...LaneCounts.shape,
  /** Of those that were delivered or lost, how many came late. */
  lateShare: share,
  lostShare: share,
  /** From leaving to delivery, on average. */
  averageDays: z.number(),
});

/** The answer of `GET /operations/carrier-scorecard`. */
export const CarrierScorecard = z.object({ months: z.array(z.string()), lanes: z.array(ScoredLane) });
export type CarrierScorecard = Readonly<z.output<typeof CarrierScorecard>>;

/** How each carrier does in each country, by the parcels that left in these months; most parcels first. */
export async function carrierScorecard(
  months: readonly string[],
  watch: Pick<DeliveryWatchTable, 'lanesOf'> = deliveryWatchTable(),
): Promise<CarrierScorecard> {
  const found = (await Promise.all(months.map(watch.lanesOf))).flat();
  const lanes = Map.groupBy(found, ({ carrier, country }) => JSON.stringify([carrier, country]));
  return {
    months: [...months],
    lanes: [...lanes.values()].map(scoreOf).sort((a, b) => b.parcels - a.parcels),
  };
}

function scoreOf(scores: readonly LaneScore[]): z.output<typeof ScoredLane> {
  const { carrier = '', country = '' } = scores[0] ?? {};
  const counts = scores.reduce<LaneCounts>(sumOf, none);
  const ended = counts.delivered + counts.lost;
  const shareOf = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    ...{ carrier, country, ...counts },
    lateShare: shareOf(counts.late, ended),
    lostShare: shareOf(counts.lost, ended),
    averageDays: shareOf(counts.days, counts.delivered),
  };
}

/** The last months up to a moment: `2026-11`, `2026-10`, … */
export function lastMonths(now: Date, months: number): readonly string[] {
  return Array.from({ length: months }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}
