import * as z from 'zod/mini';
import { Movement } from '../inventory/movement.ts';
import { BackorderPolicy, type Stock } from '../inventory/stock.ts';

const Figures = z.object({
  onHand: z.int(),
  available: z.int(),
  reserved: z.int(),
  unsellable: z.int(),
});

/** The stock of a SKU as staff see it. */
export const StockView = z.object({
  sku: z.string(),
  ...Figures.shape,
  backordered: z.int(),
  settings: z.object({
    lowStockThreshold: z.optional(z.int()),
    leadTimeDays: z.optional(z.number()),
    leadTimeStdDevDays: z.optional(z.number()),
    serviceLevel: z.optional(z.number()),
    packSize: z.optional(z.int()),
    onOrder: z.optional(z.int()),
    backorder: z.optional(BackorderPolicy),
    shards: z.int(),
  }),
  shards: z.array(z.object({ shard: z.int(), ...Figures.shape })),
});

/** A page of the ledger, newest first; `next` is the cursor of the page after it. */
export const MovementPage = z.object({ movements: z.array(Movement), next: z.optional(z.string()) });

/** The stock of a SKU as staff see it. */
export function stockView(stock: Stock): z.output<typeof StockView> {
  // What the schemas do not name is not shown.
  return z.parse(StockView, { ...stock, settings: { ...stock.main, shards: stock.main.shards ?? 1 } });
}
