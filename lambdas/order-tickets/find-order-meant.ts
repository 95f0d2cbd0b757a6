import { always } from '../order-search/search-table.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { orderIdOf } from '../orders/order-id.ts';
import { OrderNumber, readOrderNumber } from '../orders/order-number.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { leadsTo, pageGrantOf } from '../orders/page-link.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { findingLatestOrder, isPlacedWith, type LatestOrderPorts, latestOrderOf } from './latest-order.ts';

/** What finding an order touches. */
export interface FindOrderMeantPorts extends LatestOrderPorts {
  readonly orders: Pick<OrderTable, 'find' | 'findByOwnNumber'>;
  readonly pageGrantOf: typeof pageGrantOf;
  readonly clock: Clock;
}

const production = (): FindOrderMeantPorts => ({
  ...findingLatestOrder(),
  ...{ orders: orderTable(), pageGrantOf, clock: systemClock },
});

/** What somebody writes, and from which address; only where that is known to be theirs does it show anything. */
export interface Said {
  readonly text: string;
  readonly address?: string | undefined;
  readonly isAuthenticated: boolean;
}

/** The order that somebody means and has shown to be theirs; or else what they call it. */
export interface OrderMeant {
  readonly order?: Order;
  readonly content?: OrderContent;
  /** A number in what they say, of whatever order: nobody tells them whether there is one. */
  readonly claimed?: string;
  /** That nothing but their address was left to find it by. */
  readonly isByAddress?: true;
}

/** So many numbers and links are looked at: a mail may hold any number of them. */
const mostLooks = 5;

/** What may be a number of an order, of ours or a storefront's own, between spaces and signs. */
const wordsOfNumbers = /\b(?:[A-Z0-9]{3} [A-Z0-9]{3} [A-Z0-9]{3}|[A-Z0-9][A-Z0-9-]{4,18}[A-Z0-9])\b/gi;
const pageToken = /\/o\/([A-Za-z0-9_-]{20,60})/g;

/**
 * Finds the order that somebody writes about: by the link to its page, which is shown by nobody but who has it; by its
 * number, where they write from its address; or by the address alone, the latest.
 */
export async function findOrderMeant(said: Said, ports: FindOrderMeantPorts = production()): Promise<OrderMeant> {
  const { orders, pageGrantOf, clock } = ports;
  for (const [, token = ''] of [...said.text.matchAll(pageToken)].slice(0, mostLooks)) {
    const grant = await pageGrantOf(token);
    if (grant === undefined) continue;
    const { order, content } = await orders.find(grant.orderId);
    if (order !== undefined && content !== undefined && leadsTo(grant, order, clock())) return { order, content };
  }
  const words = [...new Set(said.text.match(wordsOfNumbers) ?? [])].filter(
    (word) => /\d/.test(word) || word.includes('-'),
  );
  const ours = words.filter((word) => OrderNumber.safeParse(readOrderNumber(word)).success);
  const named = [...ours, ...words.filter((word) => !ours.includes(word))].slice(0, mostLooks);
  const isTheirs = (content: OrderContent) =>
    said.isAuthenticated && said.address !== undefined && isPlacedWith(said.address, content);
  for (const word of named) {
    const read = OrderNumber.safeParse(readOrderNumber(word));
    const ids = [...(read.success ? [orderIdOf(read.data)] : []), ...(await orders.findByOwnNumber(word))];
    for (const id of ids.slice(0, mostLooks)) {
      const { order, content } = await orders.find(id);
      if (order !== undefined && content !== undefined && isTheirs(content)) return { order, content };
    }
  }
  const claimed = ours[0];
  if (claimed !== undefined) return { claimed };
  if (!said.isAuthenticated || said.address === undefined) return {};

  return { ...(await latestOrderOf(said.address, always.before, ports)), isByAddress: true };
}
