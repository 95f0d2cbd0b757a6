import { type Order, OrderId } from '../orders/order.ts';
import type { OrderTable } from '../orders/order-table.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';

/** The order that a path names. @throws Problem not-found */
export async function demandOrder(id: string, orders: Pick<OrderTable, 'findOrder'>): Promise<Order> {
  const orderId = OrderId.safeParse(id);
  const order = orderId.success ? await orders.findOrder(orderId.data) : undefined;
  if (order === undefined) throw new Problem(notFound, 'There is no such order.');
  return order;
}
