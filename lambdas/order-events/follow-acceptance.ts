import { watchDelivery } from '../delivery-promise/watch-delivery.ts';
import { indexOrder } from '../order-search/index-order.ts';
import type { OrderId } from '../orders/order.ts';
import type { OrderRecord } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { type OrderEventTable, orderEventTable } from './order-event-table.ts';

/** What following an acceptance touches. */
export interface FollowAcceptancePorts {
  readonly indexOrder: (orderId: OrderId) => Promise<OrderRecord>;
  readonly watchDelivery: (record: OrderRecord) => Promise<void>;
  readonly log: Pick<OrderEventTable, 'addBehind'>;
  readonly clock: Clock;
}

const production = (): FollowAcceptancePorts => ({
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
  { indexOrder, watchDelivery, log, clock }: FollowAcceptancePorts = production(),
): Promise<void> {
  try {
    await watchDelivery(await indexOrder(orderId));
  } catch (error) {
    logger.error('order not indexed', { orderId, error: error as Error });
    await log.addBehind(orderId, clock());
  }
}
