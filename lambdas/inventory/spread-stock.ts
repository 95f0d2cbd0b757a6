import { v4 as uuid } from 'uuid';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { transact } from '../runtime/dynamodb.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import type { Movement } from './movement.ts';
import { type MovementTable, movementTable } from './movement-table.ts';
import { stockConflict } from './problems.ts';
import { maxShards, type Stock } from './stock.ts';
import { StockContention } from './stock-contention.ts';
import { type StockTable, stockTable } from './stock-table.ts';

/** What spreading stock touches. */
export interface SpreadStockPorts {
  readonly stock: StockTable;
  readonly movements: MovementTable;
  readonly transact: typeof transact;
  readonly clock: Clock;
}

const production = (): SpreadStockPorts => ({
  stock: stockTable(),
  movements: movementTable(),
  transact,
  clock: systemClock,
});

/** A stock that others change under every look is rebalanced another time. */
const maxRounds = 100;

/**
 * Spreads the stock of a SKU over so many shards, so that as many orders at once do not meet at one item; 1 brings it
 * together again. Sales go on meanwhile. Safe to run twice.
 * @throws Problem not-found, or stock-conflict for a SKU that may be backordered, or for a number of shards that is not
 * possible
 * @throws StockContention worth a retry
 */
export async function spreadStock(
  sku: string,
  shards: number,
  by: string,
  ports: SpreadStockPorts = production(),
): Promise<void> {
  const { stock, transact } = ports;
  if (!Number.isInteger(shards) || shards < 1 || shards > maxShards) {
    throw new Problem(stockConflict, `Stock is spread over 1 to ${maxShards} shards.`);
  }
  const main = await stock.findMain(sku);
  if (main === undefined) throw new Problem(notFound, 'There is no such product in stock keeping.');
  if (main.backorder !== undefined) {
    throw new Problem(stockConflict, 'A product that may be backordered has one queue, so its stock is in one place.');
  }
  if (main.shards === undefined && shards === 1) return;
  if (main.shards !== shards) {
    const refusals = await transact(stock.spreadWrites(main, shards));
    if (refusals !== undefined) throw new StockContention(`SKU ${sku}`);
  }
  await rebalanceStock(sku, by, ports);
}

/**
 * Brings the shards of a SKU to equal parts of what is available, and empties those that are no longer used. What is
 * reserved stays where it lies. Does nothing for a SKU whose stock is not spread. Safe to run twice, and beside sales.
 * @throws StockContention when sales are quicker than it; worth a retry
 */
export async function rebalanceStock(
  sku: string,
  by = 'service',
  { stock, movements, transact, clock }: SpreadStockPorts = production(),
): Promise<void> {
  for (let round = 0; round < maxRounds; round++) {
    const spread = await stock.find(sku);
    const move = spread && nextMove(spread);
    if (move === undefined) return;
    const { from, to, units } = move;
    const movement = { sku, at: clock().toISOString(), id: uuid(), reason: 'REBALANCED', by } as const;
    const ledger: readonly Movement[] = [
      { ...movement, shard: from, onHand: -units },
      { ...movement, shard: to, onHand: units },
    ];
    await transact([
      ...stock.changeWrites(
        sku,
        new Map([
          [from, { onHand: -units, available: -units }],
          [to, { onHand: units, available: units }],
        ]),
        true,
      ),
      ...ledger.map(movements.append),
    ]);
    // Refused or not, the next look says what is left to do.
  }
  throw new StockContention(`SKU ${sku}`);
}

/**
 * The largest move that brings the shards nearer to equal parts. Differences of less than a tenth of a part are left
 * alone: each move disturbs the sales that it is for.
 */
export function nextMove({ main, shards, available }: Stock): { from: number; to: number; units: number } | undefined {
  const used = main.shards ?? 1;
  const share = Math.floor(available / used);
  const wanted = shards.map(({ shard, available: units }) => ({
    shard,
    surplus: units - (shard < used ? share : 0),
    isUsed: shard < used,
  }));
  const closed = wanted.find(({ isUsed, surplus }) => !isUsed && surplus > 0);
  const fullest = closed ?? wanted.reduce((a, b) => (b.surplus > a.surplus ? b : a));
  // Always one that is used: the others want nothing, and one of the used has no more than its part.
  const emptiest = wanted.reduce((a, b) => (b.surplus < a.surplus ? b : a));
  const units = closed
    ? Math.max(1, Math.min(closed.surplus, -emptiest.surplus))
    : Math.min(fullest.surplus, -emptiest.surplus);
  const worth = closed !== undefined || units > share / 10;
  return worth ? { from: fullest.shard, to: emptiest.shard, units } : undefined;
}
