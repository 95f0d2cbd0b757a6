import { type ItemChange, type Update, writesTo } from '../runtime/dynamodb-write.ts';
import type { OrderId } from './order.ts';
import { type OrderItem, orderKeys } from './order-keys.ts';

/** The updates of the item `ORDER`. Each makes the next version of it, so that who has seen one knows of a change. */
export function orderUpdates(tableName: string) {
  const { update } = writesTo<OrderItem>(tableName);
  return (orderId: OrderId, change: Omit<ItemChange<OrderItem>, 'add'>): Update =>
    update(orderKeys.order(orderId), { ...change, add: { version: 1 } });
}
