import * as z from 'zod/mini';
import { type MovementTable, movementTable } from '../inventory/movement-table.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { methodNames } from './forecast.ts';
import { suggested } from './report-replenishment.ts';

/** A page of what should be ordered, in no order; `next` is the cursor of the page after it. */
export const ReplenishmentPage = z.object({
  suggestions: z.array(
    z.object({
      sku: z.string(),
      order: z.int(),
      available: z.int(),
      backordered: z.int(),
      onOrder: z.int(),
      reorderPoint: z.number(),
      perDay: z.number(),
      daysLeft: z.optional(z.number()),
      runsDry: z.optional(z.literal(true)),
      method: z.enum(methodNames),
    }),
  ),
  next: z.optional(z.string()),
});
export type ReplenishmentPage = Readonly<z.output<typeof ReplenishmentPage>>;

/** What listing touches. */
export interface ListSuggestionsPorts {
  readonly stock: Pick<StockTable, 'mainsFrom' | 'find'>;
  readonly movements: Pick<MovementTable, 'since'>;
  readonly clock: Clock;
}

const production = (): ListSuggestionsPorts => ({
  stock: stockTable(),
  movements: movementTable(),
  clock: systemClock,
});

/**
 * What should be ordered of the products of a page of the stock: what the morning's report says of them, as it stands now.
 * @param after where the page before ended
 */
export async function listSuggestions(
  limit: number,
  after: string | undefined,
  ports: ListSuggestionsPorts = production(),
): Promise<ReplenishmentPage> {
  const { mains, end } = await ports.stock.mainsFrom(limit, after);
  const found = await Promise.all(mains.map((main) => suggested(main, ports)));
  return {
    suggestions: found.filter((suggestion) => suggestion !== undefined),
    ...(end !== undefined && { next: end }),
  };
}
