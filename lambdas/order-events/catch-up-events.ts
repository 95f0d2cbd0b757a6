import { followParcels } from '../carriers/follow-parcels.ts';
import { watchDelivery } from '../delivery-promise/watch-delivery.ts';
import { planRating } from '../order-ratings/plan-rating.ts';
import { indexOrder } from '../order-search/index-order.ts';
import type { OrderId } from '../orders/order.ts';
import type { OrderRecord } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { despiteFailures } from '../runtime/despite-failures.ts';
import { eachInTime } from '../runtime/each-of.ts';
import type { EndpointName } from '../webhooks/endpoint.ts';
import { requestDelivery } from '../webhooks/webhook-queue.ts';
import { type WebhookTable, webhookTable } from '../webhooks/webhook-table.ts';
import { type OrderEventTable, orderEventTable } from './order-event-table.ts';
import { recordOrderEvents } from './record-order-events.ts';

/** What catching up touches. */
export interface CatchUpEventsPorts {
  readonly log: Pick<OrderEventTable, 'behind' | 'removeBehind'>;
  readonly recordOrderEvents: (orderId: OrderId) => Promise<void>;
  readonly indexOrder: (orderId: OrderId) => Promise<OrderRecord>;
  readonly watchDelivery: (record: OrderRecord) => Promise<void>;
  readonly planRating: (record: OrderRecord) => Promise<void>;
  readonly followParcels: (record: OrderRecord) => Promise<void>;
  readonly endpoints: Pick<WebhookTable, 'waiting'>;
  readonly requestDelivery: (name: EndpointName) => Promise<void>;
  readonly clock: Clock;
}

const production = (): CatchUpEventsPorts => ({
  log: orderEventTable(),
  recordOrderEvents,
  indexOrder,
  followParcels: (record) => followParcels(record),
  watchDelivery: (record) => watchDelivery(record),
  planRating: (record) => planRating(record),
  endpoints: webhookTable(),
  requestDelivery,
  clock: systemClock,
});

/**
 * Records the events of orders whose change could not be followed when it came, puts them into the index, has their
 * parcels followed, and has endpoints sent to that were left alone for a while.
 * @throws AggregateError of those that still cannot: an alarm rings
 */
export async function catchUpEvents(
  {
    log,
    recordOrderEvents,
    indexOrder,
    followParcels,
    watchDelivery,
    planRating,
    endpoints,
    requestDelivery,
    clock,
  }: CatchUpEventsPorts = production(),
): Promise<void> {
  const { attempt, conclude } = despiteFailures({
    each: 'order still not followed',
    all: 'orders are not followed',
  });
  const behind: { readonly orderId: OrderId; readonly at: string }[] = [];
  for await (const one of log.behind()) behind.push(one);
  await eachInTime(behind, clock(), clock, async ({ orderId, at }) => {
    await attempt({ orderId }, async () => {
      // All: the note does not say what it was that failed, and none does anything twice.
      const record = await indexOrder(orderId);
      await watchDelivery(record);
      await planRating(record);
      await recordOrderEvents(orderId);
      await followParcels(record);
      await log.removeBehind({ orderId, at });
    });
  });
  for (const name of await endpoints.waiting(clock().toISOString())) await requestDelivery(name);
  conclude();
}
