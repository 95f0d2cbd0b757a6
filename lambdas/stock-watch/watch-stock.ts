import { requestBackInStockNotices } from '../back-in-stock/back-in-stock-queue.ts';
import { rebalanceStock } from '../inventory/spread-stock.ts';
import { isUneven, type Stock } from '../inventory/stock.ts';
import { StockContention } from '../inventory/stock-contention.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { logger } from '../runtime/logger.ts';
import { allocateBackorders } from './allocate-backorders.ts';
import { watchLowStock } from './low-stock.ts';

/** What watching stock touches. */
export interface WatchStockPorts {
  readonly stock: Pick<StockTable, 'find'>;
  readonly allocateBackorders: (sku: string) => Promise<void>;
  readonly rebalanceStock: (sku: string) => Promise<void>;
  readonly watchLowStock: (stock: Stock) => Promise<void>;
  readonly requestBackInStockNotices: (sku: string) => Promise<void>;
}

const production = (): WatchStockPorts => ({
  stock: stockTable(),
  allocateBackorders,
  rebalanceStock,
  watchLowStock,
  requestBackInStockNotices,
});

/**
 * Looks at the stock of a SKU after it changed, and does what that demands: units to those who wait for them, shards in
 * balance, the stock keeper and shoppers told. Safe to run twice, and beside itself: it goes by what stands, not by
 * what changed.
 * @throws StockContention worth a retry
 */
export async function watchStock(sku: string, ports: WatchStockPorts = production()): Promise<void> {
  const seen = await ports.stock.find(sku);
  if (seen === undefined) return;
  if (seen.backordered > 0 && seen.main.available > 0) await ports.allocateBackorders(sku);
  if (isUneven(seen)) await rebalanced(sku, ports);
  const stock = (await ports.stock.find(sku)) ?? seen;
  await ports.watchLowStock(stock);
  if (stock.main.awaited !== undefined && stock.available > 0) await ports.requestBackInStockNotices(sku);
}

/**
 * Sales that are quicker than rebalancing are no fault: they find the units on other shards, and change the stock
 * again.
 */
async function rebalanced(sku: string, { rebalanceStock: rebalance }: WatchStockPorts): Promise<void> {
  try {
    await rebalance(sku);
  } catch (error) {
    if (!(error instanceof StockContention)) throw error;
    logger.info('rebalancing left to the next change', { sku });
  }
}
