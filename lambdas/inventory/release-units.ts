import type { Holds } from '../orders/holds.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import type { TransactionItem } from '../runtime/dynamodb.ts';
import type { BackorderTable } from './backorder-table.ts';
import { holdingsOf, holdsOf, isSpread, splitHolding } from './holdings.ts';
import type { StockTable } from './stock-table.ts';

/** What giving back a part of what an order holds touches. */
export interface ReleaseUnitsPorts {
  readonly stock: Pick<StockTable, 'releaseWrites'>;
  readonly backorders: Pick<BackorderTable, 'put' | 'remove'>;
}

/** What an order holds once it has given something back, and the writes that move the stock. */
export interface Release {
  readonly holds: Holds;
  readonly writes: readonly TransactionItem[];
}

/**
 * Gives back units of what an order holds: those first that it still waits for, then those that lie in the warehouse.
 * It becomes true with the transaction that makes these writes and marks the order.
 * @param released units by SKU, of each no more than is held of it
 */
export function releaseUnits(
  order: Order,
  { lines, createdAt: since }: Pick<OrderContent, 'lines' | 'createdAt'>,
  released: ReadonlyMap<string, number>,
  { stock, backorders }: ReleaseUnitsPorts,
): Release {
  const writes: TransactionItem[] = [];
  const left = holdingsOf(order, lines).map((holding) => {
    const { sku } = holding;
    const units = released.get(sku) ?? 0;
    const late = Math.min(units, holding.backordered?.quantity ?? 0);
    const [givenBack, kept] = splitHolding(holding, units - late, late);
    writes.push(...stock.releaseWrites(givenBack, { isSpread: isSpread(order, holding), to: 'available' }));
    if (givenBack.backordered) {
      const waiting = { sku, orderId: order.id, since };
      const quantity = kept.backordered?.quantity;
      writes.push(quantity === undefined ? backorders.remove(waiting) : backorders.put({ ...waiting, quantity }));
    }
    return kept;
  });
  return { holds: holdsOf(order, left), writes };
}
