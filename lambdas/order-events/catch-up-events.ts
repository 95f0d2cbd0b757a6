import type { OrderId } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { requestDelivery } from '../webhooks/webhook-queue.ts';
import { type EndpointName, type WebhookTable, webhookTable } from '../webhooks/webhook-table.ts';
import { type OrderEventTable, orderEventTable } from './order-event-table.ts';
import { recordOrderEvents } from './record-order-events.ts';

/** What catching up touches. */
export interface CatchUpEventsPorts {
  readonly log: Pick<OrderEventTable, 'behind' | 'removeBehind'>;
  readonly recordOrderEvents: (orderId: OrderId) => Promise<void>;
  readonly endpoints: Pick<WebhookTable, 'waiting'>;
  readonly requestDelivery: (name: EndpointName) => Promise<void>;
  readonly clock: Clock;
}

const production = (): CatchUpEventsPorts => ({
  log: orderEventTable(),
  recordOrderEvents,
  endpoints: webhookTable(),
  requestDelivery,
  clock: systemClock,
});

/**
 * Records the events of orders whose change could not be followed when it came, and has endpoints sent to that were left
 * alone for a while.
 * @throws AggregateError of those that still cannot: an alarm rings
 */
export async function catchUpEvents(
  { log, recordOrderEvents, endpoints, requestDelivery, clock }: CatchUpEventsPorts = production(),
): Promise<void> {
  const failures: unknown[] = [];
  for await (const { orderId, at } of log.behind()) {
    try {
      await recordOrderEvents(orderId);
      await log.removeBehind({ orderId, at });
    } catch (error) {
      logger.error('events still not recorded', { orderId, error: error as Error });
      failures.push(error);
    }
  }
  for (const name of await endpoints.waiting(clock().toISOString())) await requestDelivery(name);
  if (failures.length > 0) throw new AggregateError(failures, `events of ${failures.length} orders are not recorded`);
}
