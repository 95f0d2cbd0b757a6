import type { Order, OrderContent } from './order.ts';
import { orderKeys } from './order-keys.ts';

/**
 * An order as it was accepted: PENDING, as its content says it. It is stored with the first change, by whoever makes
 * that; until then nobody needs it.
 */
export function newOrder(content: OrderContent): Order {
  const { id, number, storefront, customerId, currency, total, totals, payment, paymentTries = 1, createdAt } = content;
  return {
    id,
    number,
    storefront,
    ...(customerId !== undefined && { customerId }),
    status: 'PENDING',
    currency,
    total,
    ...(totals && totals.due !== total && { due: totals.due }),
    ...(payment && { payment }),
    ...(paymentTries > 1 && { paymentTries }),
    createdAt,
    timeline: [{ at: createdAt, event: 'ORDER_ACCEPTED' }],
    heldSkus: 0,
    version: 1,
    holdVersion: 0,
  };
}

/** The item of a new order, in `orders-of-customers` if the storefront named the customer. */
export function newOrderItem({ customerId, ...order }: Order) {
  const { id, storefront } = order;
  return {
    ...orderKeys.order(id),
    ...order,
    ...(customerId !== undefined && { customer: orderKeys.customer(storefront, customerId) }),
  };
}
