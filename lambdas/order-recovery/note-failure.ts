import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { isOpen } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';

/** What EventBridge tells of an execution that failed: its name is the order's id. */
export const ExecutionFailure = z.object({
  /** ISO 8601 UTC. */
  time: z.iso.datetime(),
  detail: z.object({ name: OrderId }),
});
export type ExecutionFailure = Readonly<z.output<typeof ExecutionFailure>>;

/**
 * Notes on an order without an answer that its execution failed, so that whoever looks at it learns that it is delayed,
 * and its stock is given back when its hold is over. The note stays when the execution is redriven: it is a reason to ask how the execution stands, not the answer. Safe
 * to run twice.
 */
export async function noteFailure(
  { time, detail }: ExecutionFailure,
  { orders }: { orders: Pick<OrderTable, 'noteFailure' | 'findOrder' | 'addOrder'> } = { orders: orderTable() },
): Promise<void> {
  const order = await orders.findOrder(detail.name);
  if (order === undefined || !isOpen(order.status)) return;
  // Where it failed before anything had changed about the order, that is not stored.
  if (order.status === 'PENDING') await orders.addOrder(order);
  await orders.noteFailure(order, new Date(time).toISOString());
}
