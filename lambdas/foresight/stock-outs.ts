import * as z from 'zod/mini';

/** The products that will be gone before what is ordered now can come, as the morning's report has found them. */
export const StockOuts = z.object({
  /** When it looked, ISO 8601 UTC. */
  at: z.string(),
  products: z.int(),
  soonest: z.array(z.object({ sku: z.string(), daysLeft: z.number() })),
});
export type StockOuts = Readonly<z.output<typeof StockOuts>>;
