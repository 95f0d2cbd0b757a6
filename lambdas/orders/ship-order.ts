import { issueInventory } from '../inventory/release-inventory.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { longerThanACallSeconds, type RequestFollowUp, requestFollowUp } from './follow-up-queues.ts';
import { OrderId } from './order.ts';
import { type OrderTable, orderTable } from './order-table.ts';

/** What shipping an order touches. */
export interface ShipOrderPorts {
  readonly orders: Pick<OrderTable, 'findOrder' | 'ship'>;
  readonly issueInventory: (orderId: OrderId) => Promise<void>;
  readonly requestFollowUp: RequestFollowUp;
  readonly clock: Clock;
}

const production = (): ShipOrderPorts => ({
  orders: orderTable(),
  issueInventory,
  requestFollowUp,
  clock: systemClock,
});

/**
 * Notes that a confirmed order has left the warehouse; from then on it cannot be cancelled. Its stock leaves the books before
 * the answer, so that whoever counts the shelf next finds what the book says, and once, also when the request is cut off here.
 * Safe to run twice.
 * @throws Problem not-found, or not-shippable when the order is not confirmed or waits for late units
 */
export async function shipOrder(
  id: string,
  { orders, issueInventory: issue, requestFollowUp, clock }: ShipOrderPorts = production(),
): Promise<OrderId> {
  const orderId = OrderId.safeParse(id);
  const order = orderId.success ? await orders.findOrder(orderId.data) : undefined;
  if (order === undefined) throw new Problem('not-found', 'There is no such order.');
  logger.appendKeys({ orderId: order.id });

  await requestFollowUp(order.id, longerThanACallSeconds);
  if (!(await orders.ship(order.id, clock().toISOString()))) {
    const now = await orders.findOrder(order.id);
    if (now?.status !== 'SHIPPED') {
      throw new Problem(
        'not-shippable',
        now?.status === 'CONFIRMED' ? 'Units of the order are still to come.' : `The order is ${now?.status}.`,
      );
    }
  }
  try {
    await issue(order.id);
  } catch (error) {
    logger.warn('the stock of a shipped order leaves the books later', error as Error);
    await requestFollowUp(order.id);
  }
  return order.id;
}
