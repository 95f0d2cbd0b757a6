import { deliveredAt } from '../carriers/parcel-status.ts';
import type { DeliveryModel } from '../delivery-forecast/delivery-model.ts';
import { type ArrivalCounts, arrivalsTogether } from '../foresight/arrival-check.ts';
import type { Arrival } from '../orders/arrival.ts';
import { expectedDelivery, isLateReason } from '../orders/expected-delivery.ts';
import { daysBetween, localTime } from '../runtime/local-day.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { type ArrivingOrder, foreseeArrival } from './foresee-arrival.ts';

/** In a range 80 of 100 should come. */
const outside = 0.2;

/**
 * How what was learned and the plain rule would have foreseen an order that has arrived: as it was accepted, unless the
 * shop itself has said otherwise since, and as its last parcel left.
 * @returns undefined of one that has not arrived
 */
export function checkArrival(
  { order, content, shipments }: ArrivingOrder,
  policy: DeliveryPolicy,
  model: DeliveryModel,
): ArrivalCounts | undefined {
  const delivered = deliveredAt(order, shipments);
  const zone = expectedDelivery(order, content)?.warehouseZone;
  const left = shipments
    .map(({ at }) => at)
    .sort()
    .at(-1);
  if (delivered === undefined || zone === undefined || left === undefined) return undefined;
  const came = localTime(new Date(delivered), zone).day;
  const { reschedulings = [], createdAt } = order;
  const accepted = { order: { status: 'PENDING', createdAt }, content, shipments: [] } as const;
  const parcels = shipments.map(({ parcel: _, ...shipment }) => shipment);
  const onTheWay = { order: { status: 'SHIPPED', createdAt }, content, shipments: parcels } as const;
  const isSaidByShop = reschedulings.some(({ reason }) => !isLateReason(reason));
  const moments = [
    ...(isSaidByShop ? [] : [{ standing: accepted, now: createdAt }]),
    { standing: onTheWay, now: left },
  ];
  return arrivalsTogether(
    moments.flatMap(({ standing, now }) => {
      const learned = foreseeArrival(standing, policy, model, new Date(now));
      const plain = foreseeArrival(standing, policy, undefined, new Date(now));
      if (learned === undefined || plain === undefined) return [];
      return {
        times: 1,
        kept: Number(isWithin(learned, came)),
        plainKept: Number(isWithin(plain, came)),
        score: winklerScore(learned, came),
        plainScore: winklerScore(plain, came),
      };
    }),
  );
}

const isWithin = ({ earliestDay, latestDay }: Arrival, day: string) => earliestDay <= day && day <= latestDay;

/** How wide a range is, and by how much it was missed, that weighted by how seldom it should be (Winkler, 1972). In days. */
function winklerScore({ earliestDay, latestDay }: Arrival, came: string): number {
  const missed = Math.max(0, daysBetween(came, earliestDay)) + Math.max(0, daysBetween(latestDay, came));
  return daysBetween(earliestDay, latestDay) + (2 / outside) * missed;
}
