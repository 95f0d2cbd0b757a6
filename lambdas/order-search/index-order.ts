import type { OrderId } from '../orders/order.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import { entriesOf } from './search-entry.ts';
import { searchKey } from './search-key.ts';
import { type SearchTable, searchTable } from './search-table.ts';

/** What putting orders into the index touches. */
export interface IndexOrdersPorts {
  readonly index: Pick<SearchTable, 'add'>;
  readonly searchKey: () => Promise<string>;
}

/** The same, of an order that is read for it. */
export interface IndexOrderPorts extends IndexOrdersPorts {
  readonly orders: Pick<OrderTable, 'find'>;
}

const production = (): IndexOrderPorts => ({ orders: orderTable(), index: searchTable(), searchKey });

/**
 * Puts orders, as they were read, into the index by which staff find them. Their entries are made of what never changes
 * about them, and are always the same: cut off in the middle and begun again, twice or beside itself, it comes to the
 * same.
 * @throws ItemsUnwritten or an error of DynamoDB: worth a retry
 */
export async function indexOrders(
  records: readonly Pick<OrderRecord, 'content'>[],
  { index, searchKey }: IndexOrdersPorts = production(),
): Promise<void> {
  const contents = records.flatMap(({ content }) => (content === undefined ? [] : [content]));
  if (contents.length === 0) return;
  const key = await searchKey();
  await index.add(contents.flatMap((content) => entriesOf(content, key)));
}

/** The same with one order. @returns the order as it was read */
export async function indexOrder(orderId: OrderId, ports: IndexOrderPorts = production()): Promise<OrderRecord> {
  const record = await ports.orders.find(orderId);
  await indexOrders([record], ports);
  return record;
}
