import type { Order, OrderLine } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { type Backorder, type BackorderTable, backorderTable } from './backorder-table.ts';
import { holdingsOf } from './holdings.ts';
import { type MovementTable, movementTable } from './movement-table.ts';
import type { StockItem } from './stock.ts';
import { type StockTable, stockTable } from './stock-table.ts';

/** What the check reads. */
export interface CheckStockPorts {
  readonly stock: Pick<StockTable, 'all'>;
  readonly movements: Pick<MovementTable, 'until'>;
  readonly orders: Pick<OrderTable, 'holding' | 'find'>;
  readonly backorders: Pick<BackorderTable, 'all'>;
}

const production = (): CheckStockPorts => ({
  stock: stockTable(),
  movements: movementTable(),
  orders: orderTable(),
  backorders: backorderTable(),
});

/** What a stock item should say. */
export type RightCounters = Pick<StockItem, 'onHand' | 'available' | 'reserved' | 'unsellable' | 'backordered'>;

/** A stock item that does not say what the ledger and the orders do. */
export interface StockDifference {
  readonly item: StockItem;
  readonly right: RightCounters;
  /** Units that orders hold and the ledger does not have: no repair makes them good, those orders must be called off. */
  readonly missing: number;
}

/** An entry of the queue for stock to come that does not say what its order does; `quantity` is what the order waits for. */
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
const mostLooks = 5;

/**
 * Recomputes from the ledger and the orders what every stock item should say, and reports each that differs: by log, and by a
 * metric that alarms. Changes nothing.
 */
export async function checkStock(ports: CheckStockPorts = production()): Promise<StockReport> {
  const report = await stockReport(ports);
  for (const { item, right, missing } of report.stock) {
    const { sku, shard } = item;
    logger.error('stock differs', { sku, shard, is: countersOf(item), shouldBe: right, missing });
  }
  for (const { backorder, quantity } of report.queue) {
    const { sku, orderId } = backorder;
    logger.error('backorder differs', { sku, orderId, is: backorder.quantity, shouldBe: quantity });
  }
  const differences = report.stock.length + report.queue.length;
  if (differences > 0) count('StockDifference', differences);
  logger.info('stock checked', { checked: report.checked, differences, moving: report.moving.length });
  return report;
}

/**
 * Where the stock does not add up, beside sales that go on: an item is only judged when it stood still while ledger and orders
 * were read, and only found wrong when it is so at two looks.
 */
export async function stockReport(ports: CheckStockPorts = production()): Promise<StockReport> {
  const contents = new Map<string, readonly OrderLine[]>();
  let before = await itemsOf(ports);
  let suspects = new Map<string, StockDifference>();
  let queueSuspects = new Map<string, QueueDifference>();
  const unjudged = new Set(before.keys());
  const found: StockDifference[] = [];
  const queue: QueueDifference[] = [];
  for (let look = 0; look < mostLooks && (unjudged.size > 0 || queueSuspects.size > 0 || look === 0); look++) {
    const held = await heldByOrders(contents, ports);
    const ledger = await ledgerOf(new Set([...unjudged].map((key) => before.get(key)?.sku ?? '')), ports);
    const after = await itemsOf(ports);

    const doubted = new Map<string, StockDifference>();
    for (const key of unjudged) {
      const item = after.get(key);
      if (item === undefined || JSON.stringify(item) !== JSON.stringify(before.get(key))) continue;
      const difference = differenceOf(item, held, ledger);
      const same = JSON.stringify(difference) === JSON.stringify(suspects.get(key));
      if (difference !== undefined && !same) doubted.set(key, difference);
      else unjudged.delete(key);
      if (difference !== undefined && same) found.push(difference);
    }
    suspects = doubted;

    const entries = await queueDifferences(held, ports);
    queue.push(...[...entries].flatMap(([key, entry]) => (isEqual(queueSuspects.get(key), entry) ? [entry] : [])));
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
  readonly late: ReadonlyMap<string, number>;
  /** What each order waits for. */
  readonly waiting: ReadonlyMap<string, Backorder>;
}

function differenceOf(
  item: StockItem,
  held: Held,
  ledger: ReadonlyMap<string, { onHand: number; unsellable: number }>,
): StockDifference | undefined {
  const key = keyOf(item);
  const { onHand, unsellable } = ledger.get(key) ?? { onHand: 0, unsellable: 0 };
  const reserved = held.reserved.get(key) ?? 0;
  const late = item.shard === 0 ? (held.late.get(item.sku) ?? 0) : 0;
  const right: RightCounters = {
    onHand,
    available: Math.max(0, onHand - reserved),
    reserved,
    unsellable,
    ...((item.backordered !== undefined || late > 0) && { backordered: late }),
  };
  return isEqual(countersOf(item), right) ? undefined : { item, right, missing: Math.max(0, reserved - onHand) };
}

async function itemsOf({ stock }: CheckStockPorts): Promise<Map<string, StockItem>> {
  const items = new Map<string, StockItem>();
  for await (const item of stock.all()) items.set(keyOf(item), item);
  return items;
}

async function heldByOrders(contents: Map<string, readonly OrderLine[]>, { orders }: CheckStockPorts): Promise<Held> {
  const reserved = new Map<string, number>();
  const late = new Map<string, number>();
  const waiting = new Map<string, Backorder>();
  const add = (sums: Map<string, number>, key: string, units: number) => sums.set(key, (sums.get(key) ?? 0) + units);
  for await (const order of orders.holding()) {
    for (const { sku, units, late: line } of holdingsOf(order, await linesOf(order, contents, orders))) {
      for (const { shard, units: taken } of units) add(reserved, keyOf({ sku, shard }), taken);
      if (line === undefined) continue;
      add(late, sku, line.quantity);
      const backorder = { sku, orderId: order.id, since: order.createdAt, quantity: line.quantity };
      waiting.set(`${sku} ${order.id}`, backorder);
    }
  }
  return { reserved, late, waiting };
}

/** What an order bought never changes; it is read once. */
async function linesOf({ id }: Order, contents: Map<string, readonly OrderLine[]>, orders: CheckStockPorts['orders']) {
  const known = contents.get(id) ?? (await orders.find(id)).content?.lines ?? [];
  contents.set(id, known);
  return known;
}

async function ledgerOf(skus: ReadonlySet<string>, { movements }: CheckStockPorts) {
  const sums = new Map<string, { onHand: number; unsellable: number }>();
  for (const sku of skus) {
    for await (const movement of movements.until(sku)) {
      const sum = sums.get(keyOf(movement)) ?? { onHand: 0, unsellable: 0 };
      sum.onHand += movement.onHand;
      sum.unsellable += movement.unsellable ?? 0;
      sums.set(keyOf(movement), sum);
    }
  }
  return sums;
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
