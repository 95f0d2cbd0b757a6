import { acceptedOrderItem, orderKeys } from '../orders/order-keys.ts';
import { fromStream } from '../runtime/stream.ts';
import { followAcceptance, followOrder } from './follow-order.ts';

/** Consumer of the streams of Orders and Payments: what follows from a change of an order. */
export const handler = fromStream(
  ({ dynamodb }) => {
    const { pk, sk } = dynamodb?.Keys ?? {};
    // By the order, since several of its items may have changed; its acceptance by itself.
    return pk?.S && (sk?.S === acceptedOrderItem ? `${accepted}${pk.S}` : pk.S);
  },
  (name) =>
    name.startsWith(accepted)
      ? followAcceptance(orderKeys.orderIdIn(name.slice(accepted.length)))
      : followOrder(orderKeys.orderIdIn(name)),
);

const accepted = 'accepted ';
