import * as z from 'zod/mini';
import { type Stock, type StockItem, stockOf } from '../inventory/stock.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';

/** A product in the list of stock, in units. */
const StockLevel = z.object({
  sku: z.string(),
  onHand: z.int(),
  available: z.int(),
  reserved: z.int(),
  unsellable: z.int(),
  backordered: z.int(),
  lowStockThreshold: z.optional(z.int()),
  /** Whether no more is available than its threshold. */
  isLow: z.boolean(),
});
export type StockLevel = Readonly<z.output<typeof StockLevel>>;

/** A page of the list, in no order; `next` is the cursor of the page after it. */
export const StockLevels = z.object({ products: z.array(StockLevel), next: z.optional(z.string()) });
export type StockLevels = Readonly<z.output<typeof StockLevels>>;

/**
 * A page of the stock of all products, in no order; a moment behind.
 * @param after where the page before ended
 */
export async function listStock(
  limit: number,
  after: string | undefined,
  { stock }: { readonly stock: Pick<StockTable, 'mainsFrom' | 'find'> } = { stock: stockTable() },
): Promise<StockLevels> {
  const { mains, end } = await stock.mainsFrom(limit, after);
  const products = await Promise.all(mains.map(async (main) => levelOf(await whole(main, stock))));
  return { products, ...(end !== undefined && { next: end }) };
}

/** The stock of a SKU with all its shards. */
export async function whole(main: StockItem, stock: Pick<StockTable, 'find'>): Promise<Stock> {
  return ((main.allShards ?? 1) > 1 ? await stock.find(main.sku) : undefined) ?? stockOf([main]);
}

function levelOf({ sku, onHand, available, reserved, unsellable, backordered, main }: Stock): StockLevel {
  const { lowStockThreshold } = main;
  return {
    ...{ sku, onHand, available, reserved, unsellable, backordered },
    ...(lowStockThreshold !== undefined && { lowStockThreshold }),
    isLow: lowStockThreshold !== undefined && available <= lowStockThreshold,
  };
}
