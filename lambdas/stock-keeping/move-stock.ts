import { setTimeout } from 'node:timers/promises';
import type { MovementReason } from '../inventory/movement.ts';
import { type MovementTable, movementTable } from '../inventory/movement-table.ts';
import { stockConflict } from '../inventory/problems.ts';
import { type Stock, type StockItem, spread, stockOf } from '../inventory/stock.ts';
import type { StockChange } from '../inventory/stock-counters.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import type { ShardUnits } from '../orders/holds.ts';
import { type ProductTable, productTable } from '../products/product-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { transact } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';
import { keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound, serviceUnavailable } from '../runtime/problems.ts';
import { invalidStockChange } from './problems.ts';
import type { MovedStock, StockMovementRequest } from './stock-movement-request.ts';
import { type StockRequestTable, stockRequestTable } from './stock-request-table.ts';

/** What moving stock touches. */
export interface MoveStockPorts {
  readonly products: ProductTable;
  readonly stock: StockTable;
  readonly movements: MovementTable;
  readonly requests: StockRequestTable;
  readonly transact: typeof transact;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** The age of the oldest count that is taken, in days. */
  readonly countDays: () => number;
}

/** The tables and clock of production. */
export const movingStock = (): MoveStockPorts => ({
  products: productTable(),
  stock: stockTable(),
  movements: movementTable(),
  requests: stockRequestTable(),
  transact,
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
  countDays: () => Number(environment('COUNT_DAYS')),
});

/** The namespace (RFC 9562) of the request ids. Changing it would let every repeated request move units again. */
const requestIds = '5f0b7f0e-3a52-4c3b-9d1c-64c6de1f6a08';

const dayMilliseconds = 86_400_000;

/**
 * Above so many units, and above this share of what is on hand, a movement is more likely a slip of the keyboard than
 * meant.
 */
const beyondReason = { units: 10_000, share: 0.1 };

/**
 * Moves units of a SKU as staff say, once per key: a repeat with the same key gets the same answer. What orders hold
 * stays theirs.
 * @throws Problem not-found, stock-conflict (not that many available), idempotency-key-reused, invalid-stock-change,
 *   service-unavailable when sales were quicker each time
 */
export async function moveStock(
  { sku, key, by }: { readonly sku: string; readonly key: string; readonly by: string },
  request: StockMovementRequest,
  ports: MoveStockPorts = movingStock(),
): Promise<MovedStock> {
  const { products, stock, requests, movements, transact, clock, pause } = ports;
  const id = keyedId(requestIds, by, key);
  const content = JSON.stringify([sku, request]);
  if (!(await products.findProducts([sku])).has(sku)) throw new Problem(notFound, 'There is no such product.');

  const attempt = async (): Promise<MovedStock | undefined> => {
    const done = await requests.find(id);
    if (done?.content === content) return done.answer;
    if (done !== undefined) {
      throw keyReused('another movement of stock');
    }
    const found = await stock.find(sku);
    const kept = found ?? stockOf([{ sku, shard: 0, onHand: 0, available: 0, reserved: 0, unsellable: 0 }]);
    const move = await planOf(request, kept, clock(), ports);
    const { changes, reason, at } = move;
    const sum = (of: 'onHand' | 'unsellable') => [...changes.values()].reduce((total, by) => total + (by[of] ?? 0), 0);
    demandReason(request, kept, sum('onHand'), sum('unsellable'));
    const { reference } = request;
    const noted = { sku, at, id, reason, by, ...(reference !== undefined && { reference }) };
    const answer = {
      ...noted,
      onHand: sum('onHand'),
      unsellable: sum('unsellable'),
      ...(move.count && { count: move.count }),
    };
    const refusals = await transact([
      requests.mark({ id, content, answer }),
      ...(found === undefined ? [stock.createWrite(sku, answer.onHand)] : stock.moveWrites(kept.main, changes)),
      ...[...changes].map(([shard, { onHand = 0, unsellable }]) =>
        movements.append({ ...noted, shard, onHand, ...(unsellable !== undefined && { unsellable }) }),
      ),
    ]);
    return refusals === undefined ? answer : undefined;
  };
  const moved = await againIfOvertaken(attempt, pause);
  if (moved !== undefined) return moved;
  throw new Problem(serviceUnavailable, 'Sales were quicker each time. Repeat with the same Idempotency-Key.', {
    headers: { 'retry-after': '2' },
  });
}

/** What a request comes to, on the stock as it was read. */
interface Move {
  readonly changes: ReadonlyMap<number, StockChange>;
  readonly reason: MovementReason;
  readonly at: string;
  readonly count?: MovedStock['count'];
}

async function planOf(
  request: StockMovementRequest,
  stock: Stock,
  now: Date,
  { movements, countDays }: Pick<MoveStockPorts, 'movements' | 'countDays'>,
): Promise<Move> {
  const at = now.toISOString();
  switch (request.type) {
    case 'receive':
      return { changes: received(stock, request), reason: request.reason, at };
    case 'adjust':
      return { changes: sellable(stock, request.change), reason: request.reason, at };
    case 'set-aside':
      return { changes: aside(sellable(stock, -request.quantity)), reason: request.reason, at };
    case 'restore':
      return { changes: fromAside(stock, request.quantity, true), reason: 'RESTORED', at };
    case 'dispose':
      return { changes: fromAside(stock, request.quantity, false), reason: 'DISPOSED', at };
    case 'count': {
      const countedAt = new Date(request.countedAt ?? at).toISOString();
      if (countedAt > at) throw invalid('countedAt', `must not be ahead of our clock, which says ${at}`);
      const oldest = new Date(now.getTime() - countDays() * dayMilliseconds).toISOString();
      if (countedAt < oldest) throw invalid('countedAt', `must not be more than ${countDays()} days ago`);
      const book = await bookAt(stock.sku, countedAt, movements);
      const difference = request.counted - book;
      const count = { book, counted: request.counted, difference };
      return { changes: sellable(stock, difference), reason: 'STOCK_TAKE', at: countedAt, count };
    }
  }
}

/**
 * @throws Problem invalid-stock-change when more units are moved than anybody means, and nobody said that they are
 * meant
 */
function demandReason(
  { type, confirmed }: StockMovementRequest,
  { onHand }: Stock,
  moved: number,
  aside: number,
): void {
  const units = Math.max(Math.abs(moved), Math.abs(aside));
  if (confirmed || units <= Math.max(beyondReason.units, onHand * beyondReason.share)) return;
  throw invalid(
    'confirmed',
    `${type} would move ${units} units, with ${onHand} on hand: send "confirmed": true if that is meant`,
  );
}

function invalid(field: 'countedAt' | 'confirmed', detail: string): Problem {
  return new Problem(invalidStockChange, 'Some fields are invalid; see errors.', {
    errors: [{ pointer: `#/${field}`, detail }],
  });
}

/**
 * What the ledger says was on hand at a moment. What staff book meanwhile refuses this look at it, by the stock's
 * revision.
 */
async function bookAt(sku: string, countedAt: string, movements: Pick<MovementTable, 'until'>): Promise<number> {
  let book = 0;
  let opening: string | undefined;
  for await (const { at, onHand, reason } of movements.until(sku)) {
    opening ??= at;
    // What was on the shelf before the book began is no difference to it.
    if (countedAt < opening)
      throw invalid('countedAt', `must not be before the first movement of the product, at ${at}`);
    if (at <= countedAt) book += onHand;
    else if (reason === 'STOCK_TAKE') {
      throw new Problem(stockConflict, `The product was counted after that, at ${at}.`);
    }
  }
  return book;
}

/** Units that came; those that were bought are on order no more. */
function received({ main: { onOrder = 0 } }: Stock, { quantity, reason }: { quantity: number; reason: string }) {
  const ordered = reason === 'PURCHASE' ? Math.min(onOrder, quantity) : 0;
  return new Map<number, StockChange>([
    [0, { onHand: quantity, available: quantity, ...(ordered > 0 && { onOrder: -ordered }) }],
  ]);
}

/** More or fewer units to be sold. What comes lies on shard 0; what goes is taken where it is available. */
function sellable(stock: Stock, change: number): Map<number, StockChange> {
  if (change >= 0) return new Map([[0, { onHand: change, available: change }]]);
  const taken = spread(-change, stock.shards, 0);
  if (taken === undefined) {
    const { available, reserved } = stock;
    throw new Problem(
      stockConflict,
      `${-change} units are to go; ${available} are available and ${reserved} reserved. Cancel orders with the reason STOCK first to free reserved units.`,
    );
  }
  return changesOf(taken, (units) => ({ onHand: -units, available: -units }));
}

/** The same units, not gone but set aside. */
function aside(changes: ReadonlyMap<number, StockChange>): Map<number, StockChange> {
  return new Map([...changes].map(([shard, change]) => [shard, { ...change, unsellable: -(change.onHand ?? 0) }]));
}

function fromAside(stock: Stock, quantity: number, isRestored: boolean): Map<number, StockChange> {
  // Where they lie is found as for units to be sold.
  const taken = spread(quantity, stock.shards.map(withUnsellableAvailable), 0);
  if (taken === undefined) {
    throw new Problem(stockConflict, `${quantity} units are to be taken; ${stock.unsellable} are set aside.`);
  }
  return changesOf(taken, (units) => ({
    unsellable: -units,
    ...(isRestored && { onHand: units, available: units }),
  }));
}

function withUnsellableAvailable(item: StockItem): StockItem {
  return { ...item, available: item.unsellable };
}

function changesOf(taken: readonly ShardUnits[], change: (units: number) => StockChange): Map<number, StockChange> {
  return new Map(taken.map(({ shard, units }) => [shard, change(units)]));
}
