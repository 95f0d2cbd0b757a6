import type { MovementTable } from '../inventory/movement-table.ts';
import type { StockItem } from '../inventory/stock.ts';
import type { DailySales } from './forecast.ts';

/**
 * The whole days before today whose sales are taken for the demand. Sixteen weeks: each weekday counts the same, and what
 * sells rarely has been sold a few times.
 */
export const windowDays = 112;

const dayMilliseconds = 86_400_000;

/**
 * What a product sold on each of the last whole days (UTC), by its ledger: the units that were shipped. A day is not
 * known when nothing was in the warehouse from its beginning to its end: nobody could buy, or it was not on sale yet.
 * Where a product may be backordered, every day is known: its customers can buy all the same.
 * @param onHand what is on hand now, all shards together: the ledger is read back from there
 */
export async function dailySales(
  { sku, backorder }: Pick<StockItem, 'sku' | 'backorder'>,
  onHand: number,
  now: Date,
  movements: Pick<MovementTable, 'since'>,
): Promise<DailySales> {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const first = today - windowDays * dayMilliseconds;
  const days = Array.from({ length: windowDays }, () => ({ sold: 0, come: 0, change: 0 }));
  let since = 0;
  for await (const { at, reason, onHand: units } of movements.since(sku, new Date(first).toISOString())) {
    since += units;
    const day = days[Math.floor((Date.parse(at) - first) / dayMilliseconds)];
    if (day === undefined) continue;
    day.change += units;
    if (reason === 'SHIPPED') day.sold -= units;
    else if (reason !== 'REBALANCED' && units > 0) day.come += units;
  }
  let stock = onHand - since;
  return days.map(({ sold, come, change }) => {
    const couldSell = backorder !== undefined || stock > 0 || come > 0 || sold > 0;
    stock += change;
    return couldSell ? sold : undefined;
  });
}
