import type { Order, OrderId } from '../orders/order.ts';
import { longerThanACallSeconds, type RequestNotice, type RequestOrderEffects } from '../orders/order-effects-queue.ts';
import type { OrderTable } from '../orders/order-table.ts';
import type { Rejection } from '../orders/rejection.ts';

/** What rejecting beside the workflow touches. */
export interface RejectBesideWorkflowPorts {
  readonly orders: Pick<OrderTable, 'end'>;
  readonly requestOrderEffects: RequestOrderEffects;
  readonly requestNotice: RequestNotice;
}

/**
 * Rejects an order without an answer whose workflow does not: its stock, its money and the notice to its customer follow,
 * whatever is cut off. The status decides against a confirmation or a cancellation. Safe to run twice.
 * @param seen only if this is still as it was seen
 * @returns false when the order has an answer, or was seen otherwise; nothing was rejected
 */
export async function rejectBesideWorkflow(
  orderId: OrderId,
  rejection: Rejection,
  seen: Partial<Pick<Order, 'holdExpiresAt'>>,
  { orders, requestOrderEffects, requestNotice }: RejectBesideWorkflowPorts,
): Promise<boolean> {
  // Ahead of the rejection, for after this call's life: should it be cut off right behind the rejection, stock, money
  // and notice follow all the same. Where the rejection loses, they find nothing to do.
  await requestOrderEffects(orderId, longerThanACallSeconds);
  await requestNotice({ orderId, event: 'order-rejected' }, longerThanACallSeconds);
  const entry = { at: rejection.at, event: 'ORDER_REJECTED', detail: rejection.reason } as const;
  if (!(await orders.end(orderId, { status: 'REJECTED', rejection }, entry, seen))) return false;
  await requestOrderEffects(orderId);
  await requestNotice({ orderId, event: 'order-rejected' });
  return true;
}
