import { orderKeys } from '../orders/order-keys.ts';
import { fromStream } from '../runtime/stream.ts';
import { followOrder } from './follow-order.ts';

/** Consumer of the streams of Orders and Payments: what follows from a change of an order. */
export const handler = fromStream(
  ({ dynamodb }) => dynamodb?.Keys?.pk?.S,
  (pk) => followOrder(orderKeys.orderIdIn(pk)),
);
