import { type MovementTable, movementTable } from '../inventory/movement-table.ts';
import type { StockItem } from '../inventory/stock.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { type Demand, demandOf, type Suggestion, suggestionFor } from './replenishment.ts';
import { type TellStockKeeper, tellStockKeeper } from './stock-keeper.ts';

/** What reporting touches. */
export interface ReportReplenishmentPorts {
  readonly stock: Pick<StockTable, 'mains' | 'find'>;
  readonly movements: Pick<MovementTable, 'since'>;
  readonly tellStockKeeper: TellStockKeeper;
  readonly clock: Clock;
}

const production = (): ReportReplenishmentPorts => ({
  stock: stockTable(),
  movements: movementTable(),
  tellStockKeeper,
  clock: systemClock,
});

/** The whole days before today whose sales are taken for the demand. Eight weeks: each weekday counts the same. */
export const windowDays = 56;

/** What a message of SNS holds with ease; the most urgent ones are in it. */
const maxLines = 1_000;
const atOnce = 10;

/**
 * Works out what should be ordered of every SKU, from what was shipped of it, and tells the stock keeper in one
 * message.
 */
export async function reportReplenishment(ports: ReportReplenishmentPorts = production()): Promise<void> {
  const suggestions: Suggestion[] = [];
  let batch: StockItem[] = [];
  const work = async () => {
    const found = await Promise.all(batch.map((main) => suggested(main, ports)));
    suggestions.push(...found.filter((suggestion) => suggestion !== undefined));
    batch = [];
  };
  for await (const main of ports.stock.mains()) {
    batch.push(main);
    if (batch.length === atOnce) await work();
  }
  await work();

  if (suggestions.length === 0) return;
  // The message points here for what it cannot hold.
  for (const suggestion of mostUrgentFirst(suggestions).slice(maxLines)) {
    logger.warn('should be ordered', { ...suggestion });
  }
  await ports.tellStockKeeper('Replenishment report', reportOf(suggestions));
}

/** What should be ordered of a SKU now; nothing where there is enough. */
export async function suggested(
  main: StockItem,
  {
    stock,
    movements,
    clock,
  }: Pick<ReportReplenishmentPorts, 'movements' | 'clock'> & {
    readonly stock: Pick<StockTable, 'find'>;
  },
): Promise<Suggestion | undefined> {
  const demand = await demandFor(main.sku, clock(), movements);
  const now = (main.shards ?? 1) > 1 ? await stock.find(main.sku) : undefined;
  const { sku, backordered = 0 } = main;
  return suggestionFor({ sku, backordered, available: now?.available ?? main.available }, demand, main);
}

/** What a day sells of a SKU: the units that were shipped, in UTC days. */
async function demandFor(sku: string, now: Date, movements: Pick<MovementTable, 'since'>): Promise<Demand> {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const first = today - windowDays * dayMilliseconds;
  const units = Array.from({ length: windowDays }, () => 0);
  for await (const { at, reason, onHand } of movements.since(sku, new Date(first).toISOString())) {
    const day = Math.floor((Date.parse(at) - first) / dayMilliseconds);
    if (reason === 'SHIPPED' && day < windowDays) units[day] = (units[day] ?? 0) - onHand;
  }
  return demandOf(units);
}

const dayMilliseconds = 86_400_000;

/** The message: what will be gone first comes first; comma-separated, so that a spreadsheet takes it. */
export function reportOf(suggestions: readonly Suggestion[]): string {
  const lines = mostUrgentFirst(suggestions)
    .slice(0, maxLines)
    .map((line) =>
      [
        line.sku,
        line.order,
        line.available,
        line.backordered,
        line.reorderPoint.toFixed(1),
        line.perDay.toFixed(2),
      ].join(),
    );
  const more = suggestions.length - lines.length;
  return [
    `${suggestions.length} products have come down to their reorder point. What is on order already is not known here.`,
    '',
    'sku,order,available,backordered,reorder point,demand a day',
    ...lines,
    ...(more > 0 ? ['', `and ${more} more; the log of ReportReplenishment names them`] : []),
  ].join('\n');
}

function mostUrgentFirst(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const daysLeft = ({ available, backordered, perDay }: Suggestion) => (available - backordered) / perDay;
  return [...suggestions].sort((a, b) => daysLeft(a) - daysLeft(b) || b.order - a.order);
}
