import { currentSwitches } from '../contingency/current-switches.ts';
import { isInFlashSale } from '../contingency/demand-open.ts';
import type { Switch } from '../contingency/switch.ts';
import type { Stock } from '../inventory/stock.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type PublishEvent, publishEvent } from '../runtime/event-bus.ts';
import { logger } from '../runtime/logger.ts';

/** What watching for low stock touches. */
export interface LowStockPorts {
  readonly stock: Pick<StockTable, 'claimLow' | 'recordLowTold' | 'clearLow'>;
  readonly publish: PublishEvent;
  /** What operators have switched. */
  readonly switches: () => Promise<readonly Switch[]>;
  readonly clock: Clock;
}

const production = (): LowStockPorts => ({
  ...{ stock: stockTable(), publish: publishEvent, switches: currentSwitches },
  clock: systemClock,
});

/** No function that tells runs as long: a claim of that age belongs to nobody. */
const claimSeconds = 60;

/**
 * Raises one event "Stock Low" when the units of a SKU, all shards together, have come down to its threshold, and no
 * other until they were above it again; none as long as it is sold in a flash sale. Claim, tell, record: beside others it is raised once; after a crash in the
 * middle, perhaps twice, never not at all.
 * @param seen the stock as it was read; shard 0 first
 */
export async function watchLowStock(
  seen: Stock,
  { stock, publish, switches, clock }: LowStockPorts = production(),
): Promise<void> {
  const { sku, available, main } = seen;
  const { lowStockThreshold: threshold, lowSince, lowClaimedAt, lowToldAt } = main;
  if (threshold === undefined) return;
  const isLow = available <= threshold;
  if (lowToldAt !== undefined && lowClaimedAt !== undefined) {
    if (!isLow) await stock.clearLow(sku, lowClaimedAt);
    return;
  }
  // What was claimed and never told is told, also when units have come since.
  if (!isLow && lowSince === undefined) return;

  const now = clock();
  // It is to sell out: said again once it is over, should it be low then, by who looks through all stock by the clock.
  if (isLow && lowSince === undefined && isInFlashSale(await switches(), sku, now)) return;
  const at = now.toISOString();
  const gone = new Date(now.getTime() - claimSeconds * 1000).toISOString();
  if (!(await stock.claimLow(seen, at, gone))) return;
  try {
    await publish('Stock Low', { sku, available, threshold, since: lowSince ?? at });
  } catch (error) {
    // Let go, so that a repeat tells it at once; one that was taken over waits until it is taken over again.
    if (lowSince === undefined) await stock.clearLow(sku, at);
    throw error;
  }
  logger.info('stock is low', { sku, available, threshold });
  await stock.recordLowTold(sku, at, clock().toISOString());
}
