import { stockConflict } from '../inventory/problems.ts';
import { spreadStock } from '../inventory/spread-stock.ts';
import type { Stock } from '../inventory/stock.ts';
import { StockContention } from '../inventory/stock-contention.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type ProductTable, productTable } from '../products/product-table.ts';
import { type TransactionItem, transact } from '../runtime/dynamodb.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound, serviceUnavailable } from '../runtime/problems.ts';
import type { StockSettings } from './stock-settings.ts';

/** What keeping stock touches. */
export interface ChangeStockSettingsPorts {
  readonly products: ProductTable;
  readonly stock: StockTable;
  readonly transact: (items: TransactionItem[]) => Promise<unknown>;
  readonly spreadStock: typeof spreadStock;
}

const production = (): ChangeStockSettingsPorts => ({
  products: productTable(),
  stock: stockTable(),
  transact,
  spreadStock,
});

/**
 * Changes how a SKU is kept. Safe to run twice.
 * @throws Problem not-found, or stock-conflict when the stock is spread and shall be backordered, or units are still
 * promised
 */
export async function changeStockSettings(
  { sku, by }: { readonly sku: string; readonly by: string },
  { shards, ...settings }: StockSettings,
  { products, stock, transact, spreadStock }: ChangeStockSettingsPorts = production(),
): Promise<Stock> {
  if (!(await products.findProducts([sku])).has(sku)) throw new Problem(notFound, 'There is no such product.');
  if (shards !== undefined && shards > 1 && settings.backorder) {
    throw new Problem(stockConflict, 'A product is spread over shards, or may be backordered: not both.');
  }
  // A product may be announced before its first units arrive.
  if ((await stock.findMain(sku)) === undefined) await transact([stock.createWrite(sku, 0)]);
  if (Object.values(settings).some((value) => value !== undefined) && !(await stock.changePolicy(sku, settings))) {
    throw new Problem(
      stockConflict,
      settings.backorder
        ? 'The stock of the product is or was spread over shards, so it cannot be backordered.'
        : 'Units are promised beyond the stock. Set the limit to 0, and take the policy away when they have come.',
    );
  }
  if (shards !== undefined) await spread(() => spreadStock(sku, shards, by));
  const kept = await stock.find(sku);
  if (kept === undefined) throw new Error(`the stock of ${sku} is gone`);
  return kept;
}

/** Sales are quicker at times; what is done already stays done. */
async function spread(run: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof StockContention)) throw error;
      if (attempt === 3) {
        throw new Problem(serviceUnavailable, 'Sales were quicker each time. Repeat the request.', {
          headers: { 'retry-after': '2' },
        });
      }
    }
  }
}
