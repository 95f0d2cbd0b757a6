import { setTimeout } from 'node:timers/promises';
import { type Backorder, type BackorderTable, backorderTable } from '../inventory/backorder-table.ts';
import { holdingsOf } from '../inventory/holdings.ts';
import { movementTable } from '../inventory/movement-table.ts';
import type { StockItem } from '../inventory/stock.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import type { Order, OrderId, OrderLine } from '../orders/order.ts';
import { isOpen } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { eachOf } from '../runtime/each-of.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { type Ledger, type LedgerPorts, ledgers } from './ledger.ts';

/** What the check reads. */
export interface CheckStockPorts {
  readonly stock: Pick<StockTable, 'all'>;
  readonly movements: LedgerPorts;
  readonly orders: Pick<OrderTable, 'holding' | 'indexHolding' | 'find' | 'findOrder' | 'listAsOpen'>;
  readonly backorders: Pick<BackorderTable, 'all'>;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** The tables and clock of production. */
export const checkingStock = (): CheckStockPorts => ({
  stock: stockTable(),
  movements: movementTable(),
  orders: orderTable(),
  backorders: backorderTable(),
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
});

/** What a stock item should say. */
export type RightCounters = Pick<StockItem, 'onHand' | 'available' | 'reserved' | 'unsellable' | 'backordered'>;

/** A stock item that does not say what the ledger and the orders do. */
export interface StockDifference {
  readonly item: StockItem;
  readonly right: RightCounters;
  /**
   * Units that orders hold and the ledger does not have: no repair makes them good, those orders must be called off.
   */
  readonly missing: number;
}

/**
 * An entry of the queue for stock to come that does not say what its order does; `quantity` is what the order waits
 * for.
 */
export interface QueueDifference {
  readonly backorder: Backorder;
  readonly quantity: number;
}

/** Where the stock does not add up. */
export interface StockReport {
  /** How many stock items were looked at. */
  readonly checked: number;
  readonly stock: readonly StockDifference[];
  readonly queue: readonly QueueDifference[];
  /** Items that sales changed at every look; another check will find them still. */
  readonly moving: readonly { readonly sku: string; readonly shard: number }[];
}

/** How often it looks at items that changed meanwhile. */
const maxLooks = 5;

/** Until the next look at what seems wrong: longer than the index of holding orders is ever behind. */
const nextLookMilliseconds = 5_000;

/** So many orders or ledgers are read at once. */
const atOnce = 20;

/**
 * Recomputes from the ledger and the orders what every stock item should say, and reports each that differs: by log,
 * and by a metric that alarms. Changes no stock. An order that holds stock for longer than it may without an answer, and
 * that nobody has listed as open because that was cut off, is listed: `release-expired-holds` finds it. What it reads grows with the stock items and the orders that hold
 * stock, not with those that have ended, nor with the age of the ledger.
 * @param timeIsLeft whether a further page can be read of the orders of an earlier version, which are indexed first
 * @throws Error while those are not all indexed: the next run goes on
 */
export async function checkStock(
  timeIsLeft: () => boolean = () => true,
  ports: CheckStockPorts = checkingStock(),
): Promise<StockReport> {
  if (!(await ports.orders.indexHolding(timeIsLeft)))
    throw new Error('the orders that hold stock are not all indexed yet');
  const ledger = ledgers(ports.movements, ports.clock);
  const report = await reportOf(ledger, ports, {
    stock: ({ item, right, missing }) => {
      const { sku, shard } = item;
      logger.error('stock differs', { sku, shard, is: countersOf(item), shouldBe: right, missing });
      count('StockDifference');
    },
    queue: ({ backorder, quantity }) => {
      const { sku, orderId } = backorder;
      logger.error('backorder differs', { sku, orderId, is: backorder.quantity, shouldBe: quantity });
      count('StockDifference');
    },
    expired: async (order) => {
      if (await ports.orders.listAsOpen(order)) logger.warn('expired hold found', { orderId: order.id });
    },
  });
  await ledger.keep();
  const differences = report.stock.length + report.queue.length;
  logger.info('stock checked', { checked: report.checked, differences, moving: report.moving.length });
  return report;
}

/** Where the stock does not add up; for a command that explains and mends. */
export async function stockReport(ports: CheckStockPorts = checkingStock()): Promise<StockReport> {
  await ports.orders.indexHolding(() => true);
  return reportOf(ledgers(ports.movements, ports.clock), ports, {
    stock: () => {},
    queue: () => {},
    expired: async () => {},
  });
}

/** Who hears at the moment in which it is found: of a difference, of an order without an answer whose hold is over. */
interface Found {
  readonly stock: (difference: StockDifference) => void;
  readonly queue: (difference: QueueDifference) => void;
  readonly expired: (order: Order) => Promise<void>;
}

/**
 * Where the stock does not add up, beside sales that go on: an item is only judged when it stood still while ledger and
 * orders were read, and only found wrong when it is so at two looks.
 */
async function reportOf(ledger: ReturnType<typeof ledgers>, ports: CheckStockPorts, tell: Found): Promise<StockReport> {
  const contents = new Map<OrderId, readonly OrderLine[]>();
  let before = await itemsOf(ports);
  let suspects = new Map<string, StockDifference>();
  let queueSuspects = new Map<string, QueueDifference>();
  const unjudged = new Set(before.keys());
  const found: StockDifference[] = [];
  const queue: QueueDifference[] = [];
  for (let look = 0; look < maxLooks && (unjudged.size > 0 || queueSuspects.size > 0 || look === 0); look++) {
    if (look > 0) await ports.pause(nextLookMilliseconds);
    const held = await heldByOrders(contents, ports, tell);
    const skus = new Set([...unjudged].map((key) => before.get(key)?.sku ?? ''));
    const read = await ledgersOf(skus, ledger);
    const after = await itemsOf(ports);

    const doubted = new Map<string, StockDifference>();
    for (const key of unjudged) {
      const item = after.get(key);
      if (item === undefined || !isEqual(item, before.get(key))) continue;
      let difference = differenceOf(item, held, read.get(item.sku));
      if (difference !== undefined && read.get(item.sku)?.isWhole === false) {
        read.set(item.sku, await ledger.readWhole(item.sku));
        difference = differenceOf(item, held, read.get(item.sku));
      }
      const same = isEqual(difference, suspects.get(key));
      if (difference !== undefined && !same) doubted.set(key, difference);
      else unjudged.delete(key);
      if (difference === undefined || !same) continue;
      found.push(difference);
      tell.stock(difference);
    }
    suspects = doubted;

    const entries = await queueDifferences(held, ports);
    for (const [key, entry] of entries) {
      if (!isEqual(queueSuspects.get(key), entry)) continue;
      queue.push(entry);
      tell.queue(entry);
    }
    queueSuspects = new Map([...entries].filter(([, entry]) => !queue.some((known) => isEqual(known, entry))));
    before = after;
  }
  const moving = [...unjudged].map((key) => before.get(key)).filter((item) => item !== undefined);
  return { checked: before.size, stock: found, queue, moving: moving.map(({ sku, shard }) => ({ sku, shard })) };
}

/** The counters of a stock item, as far as ledger and orders say them. */
export function countersOf({ onHand, available, reserved, unsellable, backordered }: StockItem): RightCounters {
  return { onHand, available, reserved, unsellable, ...(backordered !== undefined && { backordered }) };
}

interface Held {
  /** Units by stock item. */
  readonly reserved: ReadonlyMap<string, number>;
  /** Units to come, by SKU. */
  readonly backordered: ReadonlyMap<string, number>;
  /** What each order waits for. */
  readonly waiting: ReadonlyMap<string, Backorder>;
}

function differenceOf(item: StockItem, held: Held, ledger: Ledger | undefined): StockDifference | undefined {
  const key = keyOf(item);
  const { onHand, unsellable } = ledger?.sums.get(item.shard) ?? { onHand: 0, unsellable: 0 };
  const reserved = held.reserved.get(key) ?? 0;
  const backordered = item.shard === 0 ? (held.backordered.get(item.sku) ?? 0) : 0;
  const right: RightCounters = {
    onHand,
    available: Math.max(0, onHand - reserved),
    reserved,
    unsellable,
    ...((item.backordered !== undefined || backordered > 0) && { backordered }),
  };
  return isEqual(countersOf(item), right) ? undefined : { item, right, missing: Math.max(0, reserved - onHand) };
}

async function itemsOf({ stock }: CheckStockPorts): Promise<Map<string, StockItem>> {
  const items = new Map<string, StockItem>();
  for await (const item of stock.all()) items.set(keyOf(item), item);
  return items;
}

async function heldByOrders(
  contents: Map<OrderId, readonly OrderLine[]>,
  { orders, clock }: CheckStockPorts,
  tell: Found,
): Promise<Held> {
  const reserved = new Map<string, number>();
  const backordered = new Map<string, number>();
  const waiting = new Map<string, Backorder>();
  const add = (sums: Map<string, number>, key: string, units: number) => sums.set(key, (sums.get(key) ?? 0) + units);
  await eachOf(await allOf(orders.holding()), atOnce, async (id) => {
    const lines = contents.get(id);
    // What an order bought never changes; it is read once.
    const { order, content } =
      lines === undefined ? await orders.find(id) : { order: await orders.findOrder(id), content: { lines } };
    if (order === undefined) return;
    const { status, holdExpiresAt } = order;
    if (isOpen(status) && holdExpiresAt !== undefined && Date.parse(holdExpiresAt) < clock().getTime())
      await tell.expired(order);
    contents.set(id, content?.lines ?? []);
    for (const { sku, units, backordered: line } of holdingsOf(order, content?.lines ?? [])) {
      for (const { shard, units: taken } of units) add(reserved, keyOf({ sku, shard }), taken);
      if (line === undefined) continue;
      add(backordered, sku, line.quantity);
      const backorder = { sku, orderId: order.id, since: order.createdAt, quantity: line.quantity };
      waiting.set(`${sku} ${order.id}`, backorder);
    }
  });
  return { reserved, backordered, waiting };
}

async function allOf<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function ledgersOf(skus: ReadonlySet<string>, ledger: ReturnType<typeof ledgers>): Promise<Map<string, Ledger>> {
  const read = new Map<string, Ledger>();
  await eachOf([...skus], atOnce, async (sku) => {
    read.set(sku, await ledger.read(sku));
  });
  return read;
}

async function queueDifferences(
  { waiting }: Held,
  { backorders }: CheckStockPorts,
): Promise<Map<string, QueueDifference>> {
  const differences = new Map<string, QueueDifference>();
  const queued = new Set<string>();
  for await (const backorder of backorders.all()) {
    const key = `${backorder.sku} ${backorder.orderId}`;
    queued.add(key);
    const quantity = waiting.get(key)?.quantity ?? 0;
    if (quantity !== backorder.quantity) differences.set(key, { backorder, quantity });
  }
  for (const [key, backorder] of waiting) {
    if (!queued.has(key))
      differences.set(key, { backorder: { ...backorder, quantity: 0 }, quantity: backorder.quantity });
  }
  return differences;
}

function keyOf({ sku, shard }: { readonly sku: string; readonly shard: number }): string {
  return `${sku}#${shard}`;
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
