import { isOf, may, scopes } from '../access/scopes.ts';
import { type CancellationReason, isStaffReason } from '../orders/cancellation-reason.ts';
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
  caller: Caller,
  id: string,
  reason: CancellationReason,
  orders: Pick<OrderTable, 'findOrder'>,
): Promise<Order> {
  const isOfShop = may(caller, 'cancel');
  const orderId = OrderId.safeParse(id);
  const order = orderId.success ? await orders.findOrder(orderId.data) : undefined;
  if (order === undefined || !(isOfShop || isOf(caller, order))) {
    throw new Problem(notFound, 'There is no such order.');
  }
  if (isStaffReason(reason) && !isOfShop) {
    throw new Problem(invalidCancellation, 'This reason is for staff only.', {
      errors: [
        {
          pointer: '#/reason',
          detail: `${reason} needs the scope ${scopes.staff.scopeName} or ${scopes.cancel.scopeName}`,
        },
      ],
    });
  }
  logger.appendKeys({ orderId: order.id });
  return order;
}
