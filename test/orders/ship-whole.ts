import type { OrderId } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';

/** Moves an order to SHIPPED, as its last shipment does. @returns false when it does not allow that */
export async function shipWhole(id: OrderId, at: string, orders = orderTable()): Promise<boolean> {
  const order = await orders.findOrder(id);
  return order !== undefined && tryWrite(orders.shippedWrite(order, at));
}
