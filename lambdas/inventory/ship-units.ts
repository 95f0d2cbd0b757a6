import { countsWith, type LineUnits } from '../orders/line-counts.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import type { OrderTable } from '../orders/order-table.ts';
import type { TransactionItem } from '../runtime/dynamodb.ts';
import { holdingsOf, holdsOf, isSpread, splitHolding } from './holdings.ts';
import type { MovementTable } from './movement-table.ts';
import type { Holding } from './stock.ts';
import type { StockTable } from './stock-table.ts';

/** What shipping units touches. */
export interface ShipUnitsPorts {
  readonly orders: Pick<OrderTable, 'partShippedWrite'>;
  readonly stock: Pick<StockTable, 'releaseWrites'>;
  readonly movements: Pick<MovementTable, 'append'>;
}

/**
 * The writes that take a part of a confirmed order out of the warehouse, for one transaction: the counts of its lines,
 * its holdings without these units, the stock from reserved and on hand, a movement each. No more of a SKU than the
 * order holds.
 */
export function shipUnits(
  order: Order,
  { lines }: Pick<OrderContent, 'lines'>,
  { id, at, lines: units }: { readonly id: string; readonly at: string; readonly lines: readonly LineUnits[] },
  { orders, stock, movements }: ShipUnitsPorts,
): TransactionItem[] {
  const leaving = unitsPerSku(lines, units);
  const split = holdingsOf(order, lines).map((holding) => splitHolding(holding, leaving.get(holding.sku) ?? 0));
  const holds = holdsOf(
    order,
    split.map(([, rest]) => rest),
  );
  return [
    orders.partShippedWrite(order, holds, countsWith(order, 'fulfilled', units), at),
    ...split.flatMap(([gone]) => [
      ...stock.releaseWrites(gone, { isSpread: isSpread(order, gone), to: 'issued' }),
      ...issued(gone, { id, at }, movements),
    ]),
  ];
}

/** The movements of units that leave the warehouse. */
export function issued(
  { sku, units }: Holding,
  { id, at }: { readonly id: string; readonly at: string },
  movements: Pick<MovementTable, 'append'>,
): TransactionItem[] {
  return units.map(({ shard, units }) =>
    movements.append({ sku, shard, at, id, reason: 'SHIPPED', onHand: -units, by: 'service' }),
  );
}

/** Units of lines, summed by SKU. */
export function unitsPerSku(lines: OrderContent['lines'], units: readonly LineUnits[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { line, quantity } of units) {
    const sku = lines[line - 1]?.sku;
    if (sku !== undefined) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  }
  return sums;
}
