import type { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type Follower, followerOf, stageProviders } from './follower.ts';
import { isUnderWay, parcelOf } from './parcel-status.ts';
import { type TrackerTable, trackerTable } from './tracker-table.ts';

/** What beginning to follow parcels touches. */
export interface FollowParcelsPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly trackers: Pick<TrackerTable, 'add'>;
  readonly followerOf: (shipment: Parameters<typeof followerOf>[0]) => Follower | undefined;
  /** Whether anybody follows parcels for the stage. */
  readonly hasFollowers: () => boolean;
  readonly clock: Clock;
}

const production = (): FollowParcelsPorts => ({
  orders: orderTable(),
  trackers: trackerTable(),
  followerOf,
  hasFollowers: () => stageProviders().length > 0,
  clock: systemClock,
});

/**
 * Has the parcels of an order followed that are to be and are not yet, by whoever follows those of their carriers: they
 * are asked within a minute, and until they answer. Safe to run any number of times.
 */
export async function followParcels(
  orderId: OrderId,
  { orders, trackers, followerOf, hasFollowers, clock }: FollowParcelsPorts = production(),
): Promise<void> {
  if (!hasFollowers()) return;
  for (const shipment of (await orders.find(orderId)).shipments) {
    const follower = followerOf(shipment);
    if (follower === undefined || !isUnderWay(parcelOf(shipment).state)) continue;
    const { provider, trackingNumber } = follower;
    await trackers.add({ provider, trackingNumber, orderId, shipmentId: shipment.id }, clock());
  }
}
