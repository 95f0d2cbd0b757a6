import { partitionOf } from '../order-search/search-entry.ts';
import { searchKey } from '../order-search/search-key.ts';
import { always, type SearchTable, searchTable } from '../order-search/search-table.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';

/** What finding the latest order of an address touches. */
export interface LatestOrderPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly index: Pick<SearchTable, 'newest'>;
  readonly searchKey: () => Promise<string>;
}

/** As production has them. */
export const findingLatestOrder = (): LatestOrderPorts => ({ orders: orderTable(), index: searchTable(), searchKey });

/** So many orders that are listed for an address are looked at: of some they may only have had copies. */
const mostLooks = 5;

/** The latest order that was placed with an address before a place in the list; one of a moment ago may be missing. */
export async function latestOrderOf(
  address: string,
  before: string,
  { orders, index, searchKey }: LatestOrderPorts = findingLatestOrder(),
): Promise<{ readonly order?: Order; readonly content?: OrderContent }> {
  const partition = partitionOf('email', address, await searchKey());
  for (const { orderId } of await index.newest(partition, { ...always, before }, mostLooks)) {
    const { order, content } = await orders.find(orderId);
    if (order !== undefined && content !== undefined && isPlacedWith(address, content)) return { order, content };
  }
  return {};
}

/** Whether an order was placed with this address. */
export function isPlacedWith(address: string, { contact: { email } }: OrderContent): boolean {
  return email?.toLowerCase() === address.toLowerCase();
}
