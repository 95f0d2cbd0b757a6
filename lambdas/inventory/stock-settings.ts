import * as z from 'zod/mini';
import { Problem } from '../runtime/problem.ts';
import { spreadStock } from './spread-stock.ts';
import { BackorderPolicy, mostShards, Replenishment, type StockItem } from './stock.ts';
import { type StockTable, stockTable } from './stock-table.ts';

const days = z.number().check(z.minimum(0), z.maximum(365));
const moment = z.iso.datetime('must be a moment in UTC, such as 2026-12-01T00:00:00Z');

/** The body of `PUT /products/{sku}/stock/settings`: what is absent stays as it is, null takes a setting away. */
export const StockSettings = z.strictObject({
  lowStockThreshold: z.optional(z.nullable(z.int().check(z.minimum(0)))),
  backorder: z.optional(
    z.nullable(
      z.strictObject({
        limit: z.int().check(z.minimum(1)),
        expectedAt: z.optional(moment),
        leadTimeDays: z.optional(z.int().check(z.minimum(1), z.maximum(365))),
        releaseAt: z.optional(moment),
      }),
    ),
  ),
  shards: z.optional(z.int().check(z.minimum(1), z.maximum(mostShards))),
  leadTimeDays: z.optional(z.nullable(days)),
  leadTimeStdDevDays: z.optional(z.nullable(days)),
  serviceLevel: z.optional(z.nullable(z.number().check(z.minimum(0.5), z.maximum(0.9999)))),
  packSize: z.optional(z.nullable(z.int().check(z.minimum(1), z.maximum(1_000_000)))),
});
export type StockSettings = Readonly<z.output<typeof StockSettings>>;

/** The settings of a SKU, as the API shows them. */
export const KeptStock = z.object({
  sku: z.string(),
  shards: z.int(),
  lowStockThreshold: z.optional(z.int()),
  backorder: z.optional(BackorderPolicy),
  ...Replenishment.shape,
});

/** What keeping settings touches. */
export interface KeepSettingsPorts {
  readonly stock: Pick<StockTable, 'findMain' | 'keep'>;
  readonly spreadStock: (sku: string, shards: number, by: string) => Promise<void>;
}

const production = (): KeepSettingsPorts => ({ stock: stockTable(), spreadStock });

/**
 * Sets how a SKU is kept. Safe to run twice.
 * @returns the settings that stand
 * @throws Problem not-found, or stock-conflict for a SKU that would be both spread and backordered, or whose policy goes while
 *   orders wait under it
 * @throws StockContention worth a retry
 */
export async function keepSettings(
  sku: string,
  { shards, backorder, ...settings }: StockSettings,
  by: string,
  { stock, spreadStock: spread }: KeepSettingsPorts = production(),
): Promise<z.output<typeof KeptStock>> {
  const main = await stock.findMain(sku);
  if (main === undefined) throw new Problem('not-found', 'There is no such product in stock keeping.');
  const isSpread = main.shards !== undefined || (shards ?? 1) > 1;
  if (isSpread && (backorder ?? (backorder === null ? undefined : main.backorder)) !== undefined) {
    throw new Problem('stock-conflict', 'A product whose stock is or was spread over shards cannot be backordered.');
  }
  const kept = await stock.keep(sku, { ...settings, backorder: backorder && inUtc(backorder) });
  if (!kept) {
    throw new Problem(
      'stock-conflict',
      backorder === null
        ? 'Orders wait for units that were promised beyond the stock: receive them, or cancel the orders first.'
        : 'The stock was spread over shards meanwhile.',
    );
  }
  if (shards !== undefined && (isSpread || shards > 1)) await spread(sku, shards, by);
  const now = await stock.findMain(sku);
  return shown(now ?? main);
}

function shown({ shards = 1, ...main }: StockItem): z.output<typeof KeptStock> {
  return z.parse(KeptStock, { ...main, shards });
}

/** Moments are compared as text: all of them have milliseconds. */
function inUtc<Policy extends NonNullable<StockSettings['backorder']>>(policy: Policy): Policy {
  const exact = (at: string | undefined) => at && new Date(at).toISOString();
  return { ...policy, expectedAt: exact(policy.expectedAt), releaseAt: exact(policy.releaseAt) };
}
