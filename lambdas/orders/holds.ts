import * as z from 'zod/mini';

/** Units of a SKU that lie on one shard. */
export const ShardUnits = z.object({ shard: z.int(), units: z.int() });
export type ShardUnits = Readonly<z.output<typeof ShardUnits>>;

/** Units of an order that were promised beyond the stock, and when they are expected (ISO 8601 UTC). */
export const BackorderedLine = z.object({ sku: z.string(), quantity: z.int(), expectedAt: z.string() });
export type BackorderedLine = Readonly<z.output<typeof BackorderedLine>>;

/** What of its quantities an order holds. */
export const Holds = z.object({
  /** How many of the order's SKUs, sorted, are on hold. */
  heldSkus: z.int(),
  /** Where the units lie, for each SKU whose stock is spread; all others lie on shard 0. */
  heldFrom: z.optional(z.record(z.string(), z.array(ShardUnits))),
  /** What of it was promised beyond the stock, and is still to come. */
  backorderedLines: z.optional(z.array(BackorderedLine)),
});
export type Holds = Readonly<z.output<typeof Holds>>;
