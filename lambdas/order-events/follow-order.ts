import { followParcels } from '../carriers/follow-parcels.ts';
import { watchDelivery } from '../delivery-promise/watch-delivery.ts';
import { hintWatchers } from '../order-page/hint-watchers.ts';
import { planRating } from '../order-ratings/plan-rating.ts';
import { indexOrder } from '../order-search/index-order.ts';
import type { OrderId } from '../orders/order.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { type OrderEventTable, orderEventTable } from './order-event-table.ts';
import { recordOrderEvents } from './record-order-events.ts';

/** What following an order touches. */
export interface FollowOrderPorts {
  readonly hintWatchers: (orderId: OrderId) => Promise<void>;
  readonly recordOrderEvents: (orderId: OrderId) => Promise<void>;
  readonly followParcels: (record: OrderRecord) => Promise<void>;
  readonly orders: Pick<OrderTable, 'find'>;
  readonly watchDelivery: (record: OrderRecord) => Promise<void>;
  readonly planRating: (record: OrderRecord) => Promise<void>;
  readonly log: Pick<OrderEventTable, 'addBehind'>;
  readonly clock: Clock;
}

const production = (): FollowOrderPorts => ({
  hintWatchers,
  recordOrderEvents,
  followParcels: (record) => followParcels(record),
  orders: orderTable(),
  watchDelivery: (record) => watchDelivery(record),
  planRating: (record) => planRating(record),
  log: orderEventTable(),
  clock: systemClock,
});

/**
 * Does what follows from a change of an order, its payment or its notices. An order that cannot be dealt with is noted
 * for the clock, so that it keeps no other waiting; since events go by what stands, it loses none and mixes up none.
 * @param isOnItsPage whether the order's page shows the change: then those that are open are told to look
 * @param isOfShipment whether a shipment changed: then its parcel is followed, and something else may be due next of its delivery, or of its rating
 * @throws Error when it could not even be noted
 */
export async function followOrder(
  orderId: OrderId,
  { isOnItsPage, isOfShipment = false }: { readonly isOnItsPage: boolean; readonly isOfShipment?: boolean },
  {
    hintWatchers,
    recordOrderEvents,
    followParcels,
    orders,
    watchDelivery,
    planRating,
    log,
    clock,
  }: FollowOrderPorts = production(),
): Promise<void> {
  // Beside it: people wait for it, and it never fails.
  const hinted = isOnItsPage ? hintWatchers(orderId) : undefined;
  try {
    await recordOrderEvents(orderId);
    if (isOfShipment) {
      const record = await orders.find(orderId);
      await followParcels(record);
      await watchDelivery(record);
      await planRating(record);
    }
  } catch (error) {
    logger.error('change not followed', { orderId, error: error as Error });
    await log.addBehind(orderId, clock());
  } finally {
    await hinted;
  }
}

/** What following an acceptance touches. */
export interface FollowAcceptancePorts {
  readonly indexOrder: (orderId: OrderId) => Promise<OrderRecord>;
  readonly watchDelivery: (record: OrderRecord) => Promise<void>;
  readonly log: Pick<OrderEventTable, 'addBehind'>;
  readonly clock: Clock;
}

const productionOfAcceptance = (): FollowAcceptancePorts => ({
  indexOrder,
  watchDelivery: (record) => watchDelivery(record),
  log: orderEventTable(),
  clock: systemClock,
});

/**
 * Does what follows from the acceptance of an order: staff find it from then on, and its delivery is looked after. One
 * that cannot be dealt with is noted for the clock too.
 * @throws Error when it could not even be noted
 */
export async function followAcceptance(
  orderId: OrderId,
  { indexOrder, watchDelivery, log, clock }: FollowAcceptancePorts = productionOfAcceptance(),
): Promise<void> {
  try {
    await watchDelivery(await indexOrder(orderId));
  } catch (error) {
    logger.error('order not indexed', { orderId, error: error as Error });
    await log.addBehind(orderId, clock());
  }
}
