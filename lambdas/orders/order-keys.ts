import type { Holds } from './holds.ts';
import type { OrderNotice } from './notice-event.ts';
import { storedEvent } from './notice-event.ts';
import type { NoticeChannel } from './notice-marker.ts';
import type { Order, OrderId } from './order.ts';
import { bareNumber } from './order-number.ts';

/**
 * The keys of the Orders table. One partition per order:
 * - `ORDER`: what changes (status, hold, timeline); small, because every status change writes it whole
 * - `CONTENT#000`, `CONTENT#001`, …: what never changes (lines, contact, address), split so that no item nears 400 KB
 * - `NOTICE#<event>#<channel>`, `NOTICE#<event>#<channel>#<about>`: the idempotency record of one notice; of one that is
 *   sent again, with `#RESEND#<id>` behind it
 * - `RESEND#<id>`: a request of staff to send a notice again
 * - `SHIPMENT#<id>`: what has left at once
 * - `RETURN#<id>`: what came back at once
 * - `CASE#<id>`: what a customer wants to give back, exchange or complains about
 * - `DELIVERY_INSTRUCTIONS`: what the carrier should know, where that was changed since the order was placed
 *
 * And `NUMBER#<number>` / the storefront: which order it has given this number of its own.
 *
 * The sparse index `open-orders` holds the orders that wait for their answer (all but those that their execution takes
 * there without a halt), `holding-orders` those that hold stock, each over `indexShards` partitions; `orders-of-customers` those whose customer the storefront named; `troubled-orders`
 * those that were rejected, cancelled, late or to be returned, by the same write that says so. Orders that an earlier version wrote join `holding-orders` by `indexHolding`;
 * `HOLDING` says how far that is.
 */
export const orderKeys = {
  partition: (orderId: string) => `ORDER#${orderId}`,
  order: (orderId: string) => ({ pk: orderKeys.partition(orderId), sk: 'ORDER' }),
  content: (orderId: string, index: number) => ({
    pk: orderKeys.partition(orderId),
    sk: `CONTENT#${String(index).padStart(3, '0')}`,
  }),
  notice: (orderId: string, { event, about, resend }: OrderNotice, channel: NoticeChannel) => ({
    pk: orderKeys.partition(orderId),
    sk: `NOTICE#${storedEvent(event)}#${channel}${about === undefined ? '' : `#${about}`}${resend === undefined ? '' : `#RESEND#${resend}`}`,
  }),
  resend: (orderId: string, id: string) => ({ pk: orderKeys.partition(orderId), sk: `RESEND#${id}` }),
  shipment: (orderId: string, id: string) => ({ pk: orderKeys.partition(orderId), sk: `SHIPMENT#${id}` }),
  return: (orderId: string, id: string) => ({ pk: orderKeys.partition(orderId), sk: `RETURN#${id}` }),
  returnCase: (orderId: string, id: string) => ({ pk: orderKeys.partition(orderId), sk: `CASE#${id}` }),
  deliveryInstructions: (orderId: string) => ({ pk: orderKeys.partition(orderId), sk: 'DELIVERY_INSTRUCTIONS' }),
  customer: (storefront: string, customerId: string) => JSON.stringify([storefront, customerId]),
  ownNumbers: (said: string) => `NUMBER#${bareNumber(said)}`,
  ownNumber: (said: string, storefront: string) => ({ pk: orderKeys.ownNumbers(said), sk: storefront }),
  /** How far the look for personal data that is too old has come. */
  erasing: { pk: 'ERASING#old', sk: 'PASS' },
  holdingIndex: { pk: 'INDEX#holding-orders', sk: 'HOLDING' },
  /** The order of an item, or of an index's entry. */
  orderIdIn: (pk: unknown) => String(pk).slice('ORDER#'.length) as OrderId,
  /** The place of an order in `open-orders`. */
  open: ({ id, createdAt }: Pick<Order, 'id' | 'createdAt'>) => ({
    openShard: `OPEN#${indexShardOf(id)}`,
    openSince: createdAt,
  }),
  openShards: () => Array.from({ length: indexShards }, (_, shard) => `OPEN#${shard}`),
  heldShard: (orderId: string) => `HELD#${indexShardOf(orderId)}`,
  heldShards: () => Array.from({ length: indexShards }, (_, shard) => `HELD#${shard}`),
  /** The place of an order in `troubled-orders`, by its age. */
  troubled: (orderId: string) => ({ troubledShard: `TROUBLED#${indexShardOf(orderId)}` }),
  troubledShards: () => Array.from({ length: indexShards }, (_, shard) => `TROUBLED#${shard}`),
} as const;

/** The attributes of the item `ORDER`. Backordered lines are stored under their first name. */
export type OrderItem = Omit<Order, keyof Holds> &
  Omit<Holds, 'backorderedLines'> & {
    readonly late?: Holds['backorderedLines'];
    /** While it waits for its answer: its place in `open-orders`. */
    readonly openShard?: string;
    readonly openSince?: string;
    /** Its place in `orders-of-customers`, if the storefront named the customer. */
    readonly customer?: string;
    /** While it holds stock: its place in `holding-orders`. */
    readonly heldShard?: string;
    /** Once it was rejected, cancelled, late or to be returned: its place in `troubled-orders`. */
    readonly troubledShard?: string;
  };

/** Over so many partitions an index of orders is spread. */
export const indexShards = 10;

/** The sort key of how an order stands. */
export const standingOrderItem = orderKeys.order('').sk;

/** The sort key of the item by which an order is accepted: written once, with or ahead of all others of it. */
export const acceptedOrderItem = orderKeys.content('', 0).sk;

/**
 * Spreads the orders over an index: one partition takes 1,000 writes a second. The id is a hash, so its end is even.
 */
export function indexShardOf(orderId: string): number {
  return Number.parseInt(orderId.slice(-4), 16) % indexShards;
}
