import { type CancellationReason, isStaffReason } from '../orders/cancellation.ts';
import { type Order, OrderId } from '../orders/order.ts';
import type { OrderTable } from '../orders/order-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { invalidCancellation } from './problems.ts';

/**
 * The order that a caller may cancel for this reason, wherever it stands.
 * @throws Problem not-found; invalid-cancellation for a reason that only staff may give
 */
export async function findCancellable(
  { client, isStaff }: Caller,
  id: string,
  reason: CancellationReason,
  orders: Pick<OrderTable, 'findOrder'>,
): Promise<Order> {
  const orderId = OrderId.safeParse(id);
  const order = orderId.success ? await orders.findOrder(orderId.data) : undefined;
  if (order === undefined || !(isStaff || order.storefront === client)) {
    throw new Problem(notFound, 'There is no such order.');
  }
  if (isStaffReason(reason) && !isStaff) {
    throw new Problem(invalidCancellation, 'This reason is for staff only.', {
      errors: [{ pointer: '#/reason', detail: `${reason} needs the scope orders:staff` }],
    });
  }
  logger.appendKeys({ orderId: order.id });
  return order;
}
