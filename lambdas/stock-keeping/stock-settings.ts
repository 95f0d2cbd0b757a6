import * as z from 'zod/mini';
import { maxShards } from '../inventory/stock.ts';

const whole = (min: number, max: number) =>
  z.int('must be a whole number').check(z.gte(min, `must be ${min} or more`), z.lte(max, `must be ${max} or less`));
const days = z.number('must be a number').check(
  z.gte(0, 'must be 0 or more'),
  z.lte(1000, 'must be 1000 or less'),
  // Hundredths: DynamoDB refuses numbers that are smaller than it can say (below 1e-130).
  z.overwrite((given) => Math.round(given * 100) / 100),
);
// Compared as text with the clock's, so of one form.
const date = z.pipe(
  z.iso.datetime('must be a date and time such as 2026-01-31T09:00:00Z'),
  z.transform((text) => new Date(text).toISOString()),
);

/** The body of `PATCH /products/{sku}/stock/settings`: what is named is set, and null takes it away. */
export const StockSettings = z.strictObject({
  lowStockThreshold: z.optional(z.nullable(whole(0, 1_000_000_000))),
  leadTimeDays: z.optional(z.nullable(days)),
  leadTimeStdDevDays: z.optional(z.nullable(days)),
  serviceLevel: z.optional(
    z.nullable(
      z.number('must be a number').check(z.gte(0.5, 'must be 0.5 or more'), z.lte(0.9999, 'must be 0.9999 or less')),
    ),
  ),
  packSize: z.optional(z.nullable(whole(1, 1_000_000))),
  onOrder: z.optional(z.nullable(whole(0, 1_000_000_000))),
  backorder: z.optional(
    z.nullable(
      z.strictObject({
        limit: whole(0, 1_000_000_000),
        expectedAt: z.optional(date),
        releaseAt: z.optional(date),
        leadTimeDays: z.optional(whole(0, 1000)),
      }),
    ),
  ),
  shards: z.optional(whole(1, maxShards)),
});
export type StockSettings = Readonly<z.output<typeof StockSettings>>;
