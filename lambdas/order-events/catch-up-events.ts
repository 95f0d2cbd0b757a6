import type { OrderId } from '../orders/order.ts';
import { logger } from '../runtime/logger.ts';
import { type OrderEventTable, orderEventTable } from './order-event-table.ts';
import { recordOrderEvents } from './record-order-events.ts';

/** What catching up touches. */
export interface CatchUpEventsPorts {
  readonly log: Pick<OrderEventTable, 'behind' | 'removeBehind'>;
  readonly recordOrderEvents: (orderId: OrderId) => Promise<void>;
}

const production = (): CatchUpEventsPorts => ({ log: orderEventTable(), recordOrderEvents });

/**
 * Records the events of orders whose change could not be followed when it came.
 * @throws AggregateError of those that still cannot: an alarm rings
 */
export async function catchUpEvents({ log, recordOrderEvents }: CatchUpEventsPorts = production()): Promise<void> {
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
  if (failures.length > 0) throw new AggregateError(failures, `events of ${failures.length} orders are not recorded`);
}
