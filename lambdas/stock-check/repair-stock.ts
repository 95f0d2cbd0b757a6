import { type BackorderTable, backorderTable } from '../inventory/backorder-table.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type TransactionItem, transact } from '../runtime/dynamodb.ts';
import { countersOf, type StockReport } from './check-stock.ts';

/** What a repair touches. */
export interface RepairStockPorts {
  readonly stock: Pick<StockTable, 'repairWrite'>;
  readonly backorders: Pick<BackorderTable, 'put' | 'remove'>;
  readonly transact: typeof transact;
}

const production = (): RepairStockPorts => ({ stock: stockTable(), backorders: backorderTable(), transact });

/** One thing that a repair would change, in words, and the write that does so; none where a person must act first. */
export interface Repair {
  readonly sku: string;
  readonly explanation: string;
  readonly write: TransactionItem | undefined;
}

/**
 * What would make the stock add up again: stock items take over what the ledger and the orders say, and the queues what
 * the orders wait for. The ledger itself is never repaired; what lies in the warehouse is counted (`POST
 * …/stock/movements` of type `count`).
 */
export function repairsOf(
  report: StockReport,
  { stock, backorders }: RepairStockPorts = production(),
): readonly Repair[] {
  return [
    ...report.stock.map(({ item, right, missing }): Repair => {
      const is = new Map(Object.entries(countersOf(item)));
      const changes = Object.entries(right).flatMap(([name, units]) =>
        units === (is.get(name) ?? 0) ? [] : [`${name} ${is.get(name) ?? 0} → ${units}`],
      );
      const where = item.shard === 0 ? item.sku : `${item.sku}, shard ${item.shard}`;
      if (missing > 0) {
        const explanation = `${where}: orders hold ${right.reserved}, but the ledger has ${right.onHand}. Call off orders for ${missing} (reason STOCK) or receive as many first.`;
        return { sku: item.sku, explanation, write: undefined };
      }
      const explanation = `${where}: ${changes.join(', ')}`;
      return { sku: item.sku, explanation, write: stock.repairWrite(item, right) };
    }),
    ...report.queue.map(({ backorder, quantity }): Repair => {
      const explanation = `${backorder.sku}: order ${backorder.orderId} waits for ${quantity}, its queue says ${backorder.quantity}`;
      const write = quantity === 0 ? backorders.remove(backorder) : backorders.put({ ...backorder, quantity });
      return { sku: backorder.sku, explanation, write };
    }),
  ];
}

/**
 * Makes one repair, unless the item changed since it was looked at.
 * @returns false when it changed; check again
 */
export async function repair({ write }: Repair, { transact }: RepairStockPorts = production()): Promise<boolean> {
  return write !== undefined && (await transact([write])) === undefined;
}
