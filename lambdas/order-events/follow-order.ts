import { hintWatchers } from '../order-page/hint-watchers.ts';
import type { OrderId } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { type OrderEventTable, orderEventTable } from './order-event-table.ts';
import { recordOrderEvents } from './record-order-events.ts';

/** What following an order touches. */
export interface FollowOrderPorts {
  readonly hintWatchers: (orderId: OrderId) => Promise<void>;
  readonly recordOrderEvents: (orderId: OrderId) => Promise<void>;
  readonly log: Pick<OrderEventTable, 'addBehind'>;
  readonly clock: Clock;
}

const production = (): FollowOrderPorts => ({
  hintWatchers,
  recordOrderEvents,
  log: orderEventTable(),
  clock: systemClock,
});

/**
 * Does what follows from a change of an order, its payment or its notices. An order that cannot be dealt with is noted
 * for the clock, so that it keeps no other waiting; since events go by what stands, it loses none and mixes up none.
 * @param isOnItsPage whether the order's page shows the change: then those that are open are told to look
 * @param also what else follows from this change, behind its events
 * @throws Error when it could not even be noted
 */
export async function followOrder(
  orderId: OrderId,
  {
    isOnItsPage,
    also,
  }: { readonly isOnItsPage: boolean; readonly also?: ((orderId: OrderId) => Promise<void>) | undefined },
  { hintWatchers, recordOrderEvents, log, clock }: FollowOrderPorts = production(),
): Promise<void> {
  // Beside it: people wait for it, and it never fails.
  const hinted = isOnItsPage ? hintWatchers(orderId) : undefined;
  try {
    await recordOrderEvents(orderId);
    await also?.(orderId);
  } catch (error) {
    logger.error('change not followed', { orderId, error: error as Error });
    await log.addBehind(orderId, clock());
  } finally {
    await hinted;
  }
}
