import type { OrderId } from '../orders/order.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import { entriesOf } from './search-entry.ts';
import { searchKey } from './search-key.ts';
import { type SearchTable, searchTable } from './search-table.ts';

/** What putting an order into the index touches. */
export interface IndexOrderPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly index: Pick<SearchTable, 'add'>;
  readonly searchKey: () => Promise<string>;
}

const production = (): IndexOrderPorts => ({ orders: orderTable(), index: searchTable(), searchKey });

/**
 * Puts an order into the index by which staff find it. Its entries are made of what never changes about it, and are
 * always the same: cut off in the middle and begun again, twice or beside itself, it comes to the same.
 * @returns the order as it was read
 * @throws ItemsUnwritten or an error of DynamoDB: worth a retry
 */
export async function indexOrder(
  orderId: OrderId,
  { orders, index, searchKey }: IndexOrderPorts = production(),
): Promise<OrderRecord> {
  const record = await orders.find(orderId);
  if (record.content !== undefined) await index.add(entriesOf(record.content, await searchKey()));
  return record;
}
