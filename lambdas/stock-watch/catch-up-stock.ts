import { isReleased, type StockItem } from '../inventory/stock.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { despiteFailures } from '../runtime/despite-failures.ts';
import { eachInTime } from '../runtime/each-of.ts';
import { watchStock } from './watch-stock.ts';

/** What catching up touches. */
export interface CatchUpStockPorts {
  readonly stock: Pick<StockTable, 'mains'>;
  readonly watchStock: (sku: string) => Promise<void>;
  readonly clock: Clock;
}

const production = (): CatchUpStockPorts => ({ stock: stockTable(), watchStock, clock: systemClock });

/**
 * Looks again at every SKU for which something is still to be done, with or without a change: preorders that time has
 * released, a message to the stock keeper whose sender died, shoppers whom a mail could not reach.
 */
export async function catchUpStock(
  { stock, watchStock: watch, clock }: CatchUpStockPorts = production(),
): Promise<void> {
  const { attempt, conclude } = despiteFailures({ each: 'stock not watched', all: 'SKUs could not be watched' });
  const due: string[] = [];
  for await (const main of stock.mains()) if (isDue(main, clock())) due.push(main.sku);
  await eachInTime(due, clock(), clock, async (sku) => {
    await attempt({ sku }, () => watch(sku));
  });
  conclude();
}

function isDue(main: StockItem, now: Date): boolean {
  const { available, backordered = 0, shards = 1, awaited, lowStockThreshold, lowSince, lowToldAt } = main;
  // Units may lie on any shard of a spread SKU.
  const someAvailable = available > 0 || shards > 1;
  const waits = backordered > 0 && someAvailable && isReleased(main, now);
  const untold = lowStockThreshold !== undefined && (lowSince !== undefined) !== (lowToldAt !== undefined);
  const crossed = lowStockThreshold !== undefined && lowSince === undefined && available <= lowStockThreshold;
  return waits || untold || crossed || (awaited !== undefined && someAvailable);
}
