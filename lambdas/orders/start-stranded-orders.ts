import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { type OrderTable, orderTable } from './order-table.ts';
import { type StartWorkflow, startWorkflow } from './order-workflow.ts';

/** Younger orders are most likely being started by their own request. */
const graceSeconds = 60;

/**
 * Starts the workflow of every PENDING order whose request died between writing the order and starting it. Starting one that
 * runs, or has failed, changes nothing.
 */
export async function startStrandedOrders(
  { orders, startWorkflow: start, clock }: { orders: OrderTable; startWorkflow: StartWorkflow; clock: Clock } = {
    orders: orderTable(),
    startWorkflow,
    clock: systemClock,
  },
): Promise<void> {
  const before = new Date(clock().getTime() - graceSeconds * 1000).toISOString();
  const failures: unknown[] = [];
  for (const orderId of await orders.findPendingSince(before)) {
    try {
      const order = await orders.findOrder(orderId);
      if (order !== undefined && (await start(orderId, order.payment.provider)))
        logger.warn('stranded order started', { orderId });
    } catch (error) {
      // One order that cannot be started must not keep the others waiting.
      logger.error('stranded order not started', { orderId, error: error as Error });
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} stranded orders could not be started`);
}
