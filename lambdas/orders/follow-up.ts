import { issueInventory, releaseInventory } from '../inventory/release-inventory.ts';
import { alignPayment } from '../payments/align-payment.ts';
import type { OrderId } from './order.ts';
import { OrderNotFound } from './order-errors.ts';
import { isCalledOff } from './order-status.ts';
import { type OrderTable, orderTable } from './order-table.ts';

/** What a follow-up touches. */
export interface FollowUpPorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly releaseInventory: (orderId: OrderId) => Promise<void>;
  readonly issueInventory: (orderId: OrderId) => Promise<void>;
  readonly alignPayment: (orderId: OrderId) => Promise<void>;
}

/**
 * Does what an order's status still demands, whatever was interrupted: gives back a called-off order's stock, takes a shipped
 * one's out of the warehouse, and brings its
 * money in line. Safe to run twice.
 */
export async function followUp(
  orderId: OrderId,
  { orders, releaseInventory: release, issueInventory: issue, alignPayment: align }: FollowUpPorts = {
    orders: orderTable(),
    releaseInventory,
    issueInventory,
    alignPayment,
  },
): Promise<void> {
  const order = await orders.findOrder(orderId);
  if (order === undefined) throw new OrderNotFound(orderId);
  if (isCalledOff(order.status)) await release(orderId);
  if (order.status === 'SHIPPED') await issue(orderId);
  await align(orderId);
}
