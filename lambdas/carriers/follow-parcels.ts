import type { OrderRecord } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type Follower, followerOf, stageProviders } from './follower.ts';
import { isUnderWay, parcelOf } from './parcel-status.ts';
import { type TrackerTable, trackerTable } from './tracker-table.ts';

/** What beginning to follow parcels touches. */
export interface FollowParcelsPorts {
  readonly trackers: Pick<TrackerTable, 'add'>;
  readonly followerOf: (shipment: Parameters<typeof followerOf>[0]) => Follower | undefined;
  /** Whether anybody follows parcels for the stage. */
  readonly hasFollowers: () => boolean;
  readonly clock: Clock;
}

const production = (): FollowParcelsPorts => ({
  trackers: trackerTable(),
  followerOf,
  hasFollowers: () => stageProviders().length > 0,
  clock: systemClock,
});

/**
 * Has the parcels of an order, as it was read, followed that are to be and are not yet, by whoever follows those of their
 * carriers: they are asked within a minute, and until they answer. Safe to run any number of times.
 */
export async function followParcels(
  { order, shipments }: Pick<OrderRecord, 'order' | 'shipments'>,
  { trackers, followerOf, hasFollowers, clock }: FollowParcelsPorts = production(),
): Promise<void> {
  if (order === undefined || !hasFollowers()) return;
  for (const shipment of shipments) {
    const follower = followerOf(shipment);
    if (follower === undefined || !isUnderWay(parcelOf(shipment).state)) continue;
    const { provider, trackingNumber } = follower;
    await trackers.add({ provider, trackingNumber, orderId: order.id, shipmentId: shipment.id }, clock());
  }
}
