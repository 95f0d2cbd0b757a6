import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';

/** What EventBridge tells of an execution that failed: its name is the order's id. */
export const ExecutionFailure = z.object({
  /** ISO 8601 UTC. */
  time: z.iso.datetime(),
  detail: z.object({ name: OrderId }),
});
export type ExecutionFailure = Readonly<z.output<typeof ExecutionFailure>>;

/**
 * Notes on an order without an answer that its execution failed, so that whoever looks at it learns that it is delayed.
 * The note stays when the execution is redriven: it is a reason to ask how the execution stands, not the answer. Safe
 * to run twice.
 */
export async function noteFailure(
  { time, detail }: ExecutionFailure,
  { orders }: { orders: Pick<OrderTable, 'noteFailure' | 'findOrder' | 'addOrder'> } = { orders: orderTable() },
): Promise<void> {
  const failedAt = new Date(time).toISOString();
  if (await orders.noteFailure(detail.name, failedAt)) return;
  // It has its answer; or it failed before anything had changed about it, so that it is not stored.
  const order = await orders.findOrder(detail.name);
  if (order?.status !== 'PENDING') return;
  await orders.addOrder(order);
  await orders.noteFailure(order.id, failedAt);
}
