import { type ForesightTable, foresightTable } from '../foresight/foresight-table.ts';
import { type MovementTable, movementTable } from '../inventory/movement-table.ts';
import type { StockItem } from '../inventory/stock.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { dailySales } from './daily-sales.ts';
import { foresee, lookBack } from './forecast.ts';
import { type Suggestion, suggestionFor } from './replenishment.ts';
import { type TellStockKeeper, tellStockKeeper } from './stock-keeper.ts';

/** What reporting touches. */
export interface ReportReplenishmentPorts {
  readonly stock: Pick<StockTable, 'mains' | 'find'>;
  readonly movements: Pick<MovementTable, 'since'>;
  readonly tellStockKeeper: TellStockKeeper;
  readonly count: (name: string) => void;
  readonly foresight: Pick<ForesightTable, 'keepStockOuts'>;
  readonly clock: Clock;
}

const production = (): ReportReplenishmentPorts => ({
  stock: stockTable(),
  movements: movementTable(),
  tellStockKeeper,
  count,
  foresight: foresightTable(),
  clock: systemClock,
});

/** What a message of SNS holds with ease; the most urgent ones are in it. */
const maxLines = 1_000;
const atOnce = 10;
/** So many of those that run dry are named where operators look. */
const shownSoonest = 5;

/**
 * Works out what should be ordered of every SKU, from what was shipped of it, and tells the stock keeper in one
 * message.
 */
export async function reportReplenishment(ports: ReportReplenishmentPorts = production()): Promise<void> {
  const suggestions: Suggestion[] = [];
  const off = { foreseen: 0, plain: 0 };
  let batch: StockItem[] = [];
  const work = async () => {
    for (const { suggestion, looked } of await Promise.all(batch.map((main) => lookAt(main, ports)))) {
      if (suggestion !== undefined) suggestions.push(suggestion);
      if (looked === undefined) continue;
      off.foreseen += Math.abs(looked.foreseen - looked.sold);
      off.plain += Math.abs(looked.plain - looked.sold);
    }
    batch = [];
  };
  for await (const main of ports.stock.mains()) {
    batch.push(main);
    if (batch.length === atOnce) await work();
  }
  await work();

  const dry = mostUrgentFirst(suggestions.filter(({ runsDry }) => runsDry));
  await ports.foresight.keepStockOuts({
    at: ports.clock().toISOString(),
    products: dry.length,
    soonest: dry.slice(0, shownSoonest).map(({ sku, daysLeft = 0 }) => ({ sku, daysLeft })),
  });
  // By itself, what foresees worse than the plain rule is left for each product; that it is so for all is worth a look.
  if (off.foreseen > off.plain) {
    logger.warn('the demand was foreseen worse than by the plain rule', off);
    ports.count('DemandForecastWorse');
  }
  if (suggestions.length === 0) return;
  // The message points here for what it cannot hold.
  for (const suggestion of mostUrgentFirst(suggestions).slice(maxLines)) {
    logger.warn('should be ordered', { ...suggestion });
  }
  await ports.tellStockKeeper('Replenishment report', reportOf(suggestions));
}

/** What should be ordered of a SKU now; nothing where there is enough. */
export async function suggested(main: StockItem, ports: LookPorts): Promise<Suggestion | undefined> {
  return (await lookAt(main, ports)).suggestion;
}

/** What looking at one product touches. */
export type LookPorts = Pick<ReportReplenishmentPorts, 'movements' | 'clock'> & {
  readonly stock: Pick<StockTable, 'find'>;
};

async function lookAt(main: StockItem, { stock, movements, clock }: LookPorts) {
  const { sku, backordered = 0, onOrder = 0 } = main;
  const { available, onHand } = ((main.allShards ?? 1) > 1 && (await stock.find(sku))) || main;
  const sales = await dailySales(main, onHand, clock(), movements);
  return {
    suggestion: suggestionFor({ sku, available, backordered, onOrder }, foresee(sales), main),
    looked: lookBack(sales),
  };
}

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
        line.onOrder,
        line.daysLeft?.toFixed(1),
        line.method,
      ].join(),
    );
  const more = suggestions.length - lines.length;
  return [
    `${suggestions.length} products have come down to their reorder point. How often this is right: docs/models/demand.md.`,
    '',
    'sku,order,available,backordered,reorder point,demand a day,on order,days left,foreseen by',
    ...lines,
    ...(more > 0 ? ['', `and ${more} more; the log of ReportReplenishment names them`] : []),
  ].join('\n');
}

function mostUrgentFirst(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const left = ({ daysLeft = Number.POSITIVE_INFINITY }: Suggestion) => daysLeft;
  // Of two that nobody buys, neither is gone first.
  return [...suggestions].sort((a, b) => left(a) - left(b) || b.order - a.order);
}
