import type { Order, OrderContent } from './order.ts';
import { orderKeys } from './order-keys.ts';

/**
 * An order as it was accepted: PENDING, as its content says it. It is stored with the first change, by whoever makes
 * that; until then nobody needs it.
 */
export function newOrder({ id, number, storefront, currency, total, totals, payment, createdAt }: OrderContent): Order {
  return {
    id,
    number,
    storefront,
    status: 'PENDING',
    currency,
    total,
    ...(totals && totals.due !== total && { due: totals.due }),
    ...(payment && { payment }),
    createdAt,
    timeline: [{ at: createdAt, event: 'ORDER_ACCEPTED' }],
    heldSkus: 0,
    holdVersion: 0,
  };
}

/** The item of a new order, listed in `open-orders`. */
export function newOrderItem(order: Order) {
  const { id, createdAt } = order;
  return { ...orderKeys.order(id), ...order, openShard: orderKeys.openShard(id), openSince: createdAt };
}
