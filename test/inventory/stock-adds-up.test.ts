import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { skusPerTransaction } from '../../lambdas/inventory/hold-attempt.ts';
import { holdingsOf } from '../../lambdas/inventory/holdings.ts';
import { OutOfStock } from '../../lambdas/inventory/out-of-stock.ts';
import { holdingPorts, releaseInventory, reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { rebalanceStock, spreadStock } from '../../lambdas/inventory/spread-stock.ts';
import type { StockItem } from '../../lambdas/inventory/stock.ts';
import { cancelLines, cancelLinesPorts } from '../../lambdas/order-cancellation/cancel-lines.ts';
import { applyOrderEffects } from '../../lambdas/order-effects/apply-order-effects.ts';
import { releaseExpiredHolds } from '../../lambdas/order-holds/release-expired-holds.ts';
import { returnItems, returning } from '../../lambdas/order-returns/return-items.ts';
import { shipOrder, shipping, wholeOrder } from '../../lambdas/order-shipment/ship-order.ts';
import type { ShipmentRequest } from '../../lambdas/order-shipment/shipment-request.ts';
import { confirmOrder } from '../../lambdas/order-workflow/confirm-order.ts';
import { rejectOrder } from '../../lambdas/order-workflow/reject-order.ts';
import { acceptedSale, shortagesOf, unitsOff } from '../../lambdas/orders/current-sale.ts';
import { countedLines, type LineUnits, openQuantities } from '../../lambdas/orders/line-counts.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import type { Order, OrderContent, OrderLine } from '../../lambdas/orders/order.ts';
import { requestNotice, requestOrderEffects } from '../../lambdas/orders/order-effects-queue.ts';
import { OrderCancelled } from '../../lambdas/orders/order-errors.ts';
import { orderFromItem } from '../../lambdas/orders/order-item.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { moveStock, movingStock } from '../../lambdas/stock-keeping/move-stock.ts';
import type { StockMovementRequest } from '../../lambdas/stock-keeping/stock-movement-request.ts';
import { allocateBackorders } from '../../lambdas/stock-watch/allocate-backorders.ts';
import { aCaller, anOrderContent, anOrderId, anOrderLine, aProduct, noon } from '../builders.ts';
import { histories } from '../histories.ts';
import { faults, interleave, type Turn } from '../interleaving.ts';
import { type InMemoryDynamoDb, type Item, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

/*
 * A model of the whole of stock: generated orders over a generated stock, generated calls of the real functions at the
 * same time, every single access to a table interleaved with all others and struck by generated faults. The store in
 * memory interprets the conditions that the real tables write.
 */

// What is asked for through the queues, the histories do themselves at their end.
vi.mock('../../lambdas/runtime/sqs.ts', () => ({ queues: { sendMessage: async () => {} } }));
// Nobody has paid.
vi.mock('../../lambdas/payments/payment-providers.ts', async () => {
  const { aProviderPayment } = await import('../payments/a-provider.ts');
  const provider = {
    query: async () => aProviderPayment(),
    void: async () => aProviderPayment({ status: 'VOIDED' }),
  };
  return { providerNamed: () => provider };
});
vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: () => {} }));

interface History {
  readonly stock: readonly { readonly onHand: number; readonly kept: 'plain' | 'spread' | 'backordered' }[];
  readonly orders: readonly (readonly { readonly sku: number; readonly quantity: number }[])[];
  /** Which of them take what there is. */
  readonly partial?: readonly number[];
  /** Calls that run at the same time, round after round. */
  readonly rounds: readonly (readonly Call[])[];
  readonly turns: readonly Turn[];
}

interface Call {
  readonly step: keyof typeof steps;
  readonly order: number;
  readonly sku: number;
  readonly units: number;
}

const backorderLimit = 6;
const clock = () => new Date(noon);

const steps = {
  reserve: ({ order }) => reserveInventory(anOrderId(order)),
  release: ({ order }) => releaseInventory(anOrderId(order)),
  confirm: ({ order }) => confirmOrder(anOrderId(order)),
  rejectOutOfStock: ({ order }) => rejectOrder(anOrderId(order), 'OutOfStock'),
  rejectDeclined: ({ order }) => rejectOrder(anOrderId(order), 'PaymentDeclined'),
  /** What a cancellation does before anything else, at any moment. */
  callOff: async ({ order }) => {
    await orderTable().cancel(anOrderId(order), { by: 'STAFF', at: noon, reason: 'STOCK' });
  },
  /** The sweeper, long after every hold has ended. */
  expire: () =>
    releaseExpiredHolds({
      orders: orderTable(),
      switches: { find: async () => ({ version: 0, switches: [] }) },
      requestOrderEffects,
      requestNotice,
      clock: () => new Date(Date.now() + 86_400_000),
      holdSeconds: 3600,
    }),
  ship: ({ order }) => ship(order, wholeOrder, {}),
  /** Of an order's first lines so many units; a call of the same units for the same order is a repeat. */
  shipPart: ({ order, units }) => {
    const lines = [
      { line: 1, quantity: 1 + (units % 2) },
      { line: 2, quantity: 1 },
    ];
    return ship(order, `part-${units}`, { lines: units > 5 ? lines : lines.slice(0, 1) });
  },
  shipRest: ({ order }) => ship(order, 'rest', {}),
  /** So many units of one of an order's first lines; a call of the same units for the same order is a repeat. */
  cancelLine: async ({ order, units }) => {
    const line = { line: 1 + (units % 2), ...(units % 3 > 0 && { quantity: units % 3 }) };
    const request = { reason: 'STOCK', lines: [line] } as const;
    const caller = aCaller({ client: 'staff', scopes: ['orders:staff'] });
    const asked = { caller, key: `cancel-${units}`, request: { ...request, lines: [...request.lines] } };
    await cancelLines(anOrderId(order), asked, { ...cancelLinesPorts(), pause: async () => {} });
  },
  /** So many units of an order's first line; a call of the same units for the same order is a repeat. */
  takeBack: async ({ order, units }) => {
    const request = { lines: [{ line: 1, quantity: 1 + (units % 2) }], restock: units > 4 };
    const asked = { id: anOrderId(order), key: `back-${units}`, by: 'keeper' };
    await returnItems(asked, request, { ...returning(), pause: async () => {} });
  },
  spread: ({ sku, units }) => spreadStock(skuNamed(sku), Math.max(1, units), 'staff'),
  rebalance: ({ sku }) => rebalanceStock(skuNamed(sku)),
  receive: ({ sku, order, units }) =>
    keep({ sku, order }, { type: 'receive', quantity: units + 1, reason: 'PURCHASE' }),
  adjust: ({ sku, order, units }) =>
    keep({ sku, order }, { type: 'adjust', change: units - 5 || 1, reason: 'CORRECTION' }),
  setAside: ({ sku, order, units }) =>
    keep({ sku, order }, { type: 'set-aside', quantity: 1 + (units % 3), reason: 'DAMAGED' }),
  restore: ({ sku, order }) => keep({ sku, order }, { type: 'restore', quantity: 1 }),
  count: ({ sku, order, units }) => keep({ sku, order }, { type: 'count', counted: units }),
  allocate: ({ sku }) => allocateBackorders(skuNamed(sku), { ...holdingPorts(), requestNotice, clock }),
} as const satisfies Record<string, (call: Call) => Promise<void>>;

async function ship(order: number, key: string, request: ShipmentRequest): Promise<void> {
  await shipOrder(anOrderId(order), key, request, { ...shipping(), pause: async () => {} });
}

/** What staff book; a call of the same kind for the same order number is a repeat of the request. */
async function keep(
  { sku, order }: { readonly sku: number; readonly order: number },
  request: StockMovementRequest,
): Promise<void> {
  const key = `${request.type}-${order}`;
  await moveStock({ sku: skuNamed(sku), key, by: 'keeper' }, request, { ...movingStock(), pause: async () => {} });
}

let db: InMemoryDynamoDb;
let historyNumber = 0;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('stock', () => {
  it('adds up at every moment of any history, and no unit is promised twice', async () => {
    await fc.assert(fc.asyncProperty(history({ skus: 4, lines: 5, turns: 150 }), holds), { numRuns: histories(3_000) });
  });

  it('of a hot SKU adds up while it is sold out, given back, spread and rebalanced', async () => {
    await fc.assert(fc.asyncProperty(hotHistory('spread'), holds), { numRuns: histories(2_000) });
  });

  it('beyond the stock is promised first come, first served', async () => {
    await fc.assert(fc.asyncProperty(hotHistory('backordered'), holds), { numRuns: histories(2_000) });
  });

  it(`adds up for orders of more SKUs than one transaction takes (${skusPerTransaction})`, async () => {
    await fc.assert(fc.asyncProperty(bigHistory(), holds), { numRuns: histories(100) });
  });

  it.each([1, 8, 32])('on %i shards is sold to exactly as many of the competing orders as there is', async (shards) => {
    const buyers = 60;
    const race: History = {
      stock: [{ onHand: 20, kept: 'plain' }],
      orders: Array.from({ length: buyers }, () => [{ sku: 0, quantity: 1 }]),
      rounds: [
        [{ step: 'spread', order: 0, sku: 0, units: shards }],
        Array.from({ length: buyers }, (_, order) => ({ step: 'reserve', order, sku: 0, units: 0 })),
      ],
      turns: Array.from({ length: 400 }, (_, index) => ({ pick: index * 7, fault: 'none' })),
    };

    await holds(race);

    expect(orders().filter(({ status }) => status === 'CONFIRMED')).toHaveLength(20);
    expect(total(stocks())).toEqual({ available: 0, reserved: 20, onHand: 20 });
  });
});

async function holds({ stock, orders: wanted, partial = [], rounds, turns }: History): Promise<void> {
  db.clear();
  historyNumber++;
  for (const [index, { onHand, kept }] of stock.entries()) {
    const sku = skuNamed(index);
    const settings = {
      plain: {},
      spread: { shards: 1, allShards: 1, restocks: 0 },
      backordered: { backorder: { limit: backorderLimit }, backordered: 0 },
    }[kept];
    db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand, available: onHand, reserved: 0, ...settings });
    db.put('products', { pk: `SKU#${sku}`, sk: 'PRODUCT', ...aProduct({ sku }) });
    const opening = {
      sku,
      shard: 0,
      at: '2020-01-01T00:00:00.000Z',
      id: 'opening',
      reason: 'OPENING',
      by: 'seed',
      onHand,
    };
    db.put('stock-movements', { pk: `SKU#${sku}`, sk: `MOVEMENT#${opening.at}#opening#0`, ...opening });
  }
  const contents = wanted.map((lines, index) =>
    anOrderContent({
      id: anOrderId(index),
      createdAt: new Date(Date.parse(noon) + index * 1000).toISOString(),
      lines: lines.map(({ sku, quantity }) => anOrderLine({ sku: skuNamed(sku), quantity })),
      ...(partial.includes(index) && { acceptPartial: true }),
    }),
  );
  for (const [index, content] of contents.entries()) {
    await orderTable().addContent(content);
    // The first hold stores the others.
    if (index % 2 === 1) await orderTable().addOrder(newOrder(content));
  }
  const lines = new Map(contents.map((content) => [content.id as string, content.lines]));

  let parted: ReadonlySet<string | undefined> = new Set();
  const ended = new Map<string, string>();
  const left = [...turns];
  for (const round of rounds) {
    const calls = round.map(
      ({ step, order, sku, units }) =>
        () =>
          steps[step]({ step, order: order % wanted.length, sku: sku % stock.length, units }),
    );
    const least = leastAvailable();
    let before = waitingOrders();
    const outcomes = await interleave(db, calls, left.splice(0, 40), () => {
      assertStockAddsUp(lines);
      assertShipmentsAddUp(lines);
      assertEndsAreKept(ended);
      before = assertFirstComeFirstServed(before, lines);
      least.look();
    });
    for (const [index, outcome] of outcomes.entries()) {
      assertNoFaultOfOurs(outcome);
      const { step, order = 0 } = round[index] ?? {};
      const content = contents[order % wanted.length];
      if (outcome.kind === 'threw') least.assertTrue(outcome.error, content);
      if (outcome.kind === 'done' && step === 'reserve' && !parted.has(content?.id)) least.assertGoneWithout(content);
    }
    parted = new Set(orders().flatMap(({ id, status }) => (status === 'PENDING' ? [] : [id])));
  }

  // Every fault over, the machine and the queues run each order to its end, whatever had been done of it.
  for (const { id } of contents) await finish(id);
  for (const [sku, { kept }] of stock.entries()) {
    if (kept === 'backordered') await steps.allocate({ step: 'allocate', order: 0, sku, units: 0 });
  }
  assertStockAddsUp(lines);
  assertShipmentsAddUp(lines);
  for (const { id, status, heldSkus } of orders()) {
    expect(heldSkus, `${id} ${status}`).toBe(
      status === 'CONFIRMED' ? openQuantities({}, lines.get(id) ?? []).length : 0,
    );
    expect(['CONFIRMED', 'SHIPPED', 'REJECTED', 'CANCELLED']).toContain(status);
  }
  for (const order of orders().filter(({ status }) => status === 'CONFIRMED' || status === 'SHIPPED')) {
    const content = contents.find(({ id }) => id === order.id);
    expect(order.total).toBe(content && acceptedSale(order, content).total);
  }
  for (const { sku, available, backordered } of stocks()) {
    if (backordered) expect(available, `${sku} is given to those who wait`).toBe(0);
  }
}

async function finish(id: OrderContent['id']): Promise<void> {
  const refusal = await reserveInventory(id).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof OutOfStock || error instanceof OrderCancelled) return error.name;
      throw error;
    },
  );
  await (refusal === undefined ? confirmOrder(id) : rejectOrder(id, refusal));
  await applyOrderEffects(id);
}

/**
 * Of every stock item: available + reserved = on hand, what orders hold is what is reserved, the ledger sums to what is
 * on hand, and nothing is below zero. Of every SKU: what orders have backordered is what waits and what is backordered,
 * within the limit; and it says "sold out" only when it is.
 */
function assertStockAddsUp(lines: ReadonlyMap<string, readonly OrderLine[]>): void {
  const held = new Map<string, number>();
  const missingUnits = new Map<string, number>();
  for (const order of orders()) {
    const holdings = holdingsOf(order, lines.get(order.id) ?? []);
    if (order.heldSkus !== holdings.length) throw new Error(`order ${order.id} holds ${order.heldSkus} SKUs`);
    for (const { sku, quantity, units, backordered: missing } of holdings) {
      const sum = units.reduce((taken, { units }) => taken + units, missing?.quantity ?? 0);
      if (sum !== quantity) throw new Error(`order ${order.id} holds ${sum} of ${quantity} ${sku}`);
      for (const { shard, units: taken } of units) count(held, `${sku}#${shard}`, taken);
      count(missingUnits, sku, missing?.quantity ?? 0);
    }
  }
  const moved = new Map<string, number>();
  const aside = new Map<string, number>();
  for (const { sku, shard, onHand, unsellable = 0 } of db.items('stock-movements')) {
    count(moved, `${sku}#${shard}`, Number(onHand));
    count(aside, `${sku}#${shard}`, Number(unsellable));
  }
  const queued = new Map<string, number>();
  for (const { sku, quantity } of db.items('backorders')) count(queued, String(sku), Number(quantity));

  for (const item of stocks()) {
    const { sku, shard = 0, onHand, available, reserved, backordered = 0, unsellable = 0 } = item;
    const promised = held.get(`${sku}#${shard}`) ?? 0;
    const sums =
      available + reserved === onHand && reserved === promised && onHand === (moved.get(`${sku}#${shard}`) ?? 0);
    const isAside = unsellable === (aside.get(`${sku}#${shard}`) ?? 0);
    if (!sums || !isAside || available < 0 || reserved < 0 || unsellable < 0) {
      throw new Error(`${JSON.stringify(item)}: orders hold ${promised}, moved ${moved.get(`${sku}#${shard}`)}`);
    }
    if (shard > 0) continue;
    const waiting = [missingUnits.get(sku) ?? 0, queued.get(sku) ?? 0];
    if (waiting.some((units) => units !== backordered) || backordered > backorderLimit) {
      throw new Error(`${sku}: ${backordered} backordered, orders wait for ${waiting}`);
    }
    if (item.soldOut && available === 0 && total(stocks().filter((other) => other.sku === sku)).available > 0) {
      throw new Error(`${sku} is not sold out`);
    }
  }
}

/**
 * What has left an order is what its shipments say, what came back of it what its returns and the ledger say, and what was cancelled of its lines what its cancellations say, no
 * line more than was bought, besides what an order went without that takes what there is; and once its stock has left the
 * books too, it is what the ledger says.
 */
function assertShipmentsAddUp(lines: ReadonlyMap<string, readonly OrderLine[]>): void {
  const shipped = unitsIn('SHIPMENT#');
  const cameBack = unitsIn('RETURN#');
  const taken = new Map<string, number>();
  const left = new Map<string, number>();
  for (const order of orders()) {
    for (const { line, sku, quantity, cancelled, fulfilled, returned } of countedLines(
      order,
      lines.get(order.id) ?? [],
    )) {
      const gone = shipped.get(`ORDER#${order.id} ${line}`) ?? 0;
      const counted = order.status === 'SHIPPED' ? quantity - cancelled : fulfilled;
      if (quantity < cancelled + fulfilled) throw new Error(`${order.id}: more of line ${line} than there is`);
      const off = unitsOff(lines.get(order.id) ?? [], order.lineCancellations ?? [])[line - 1];
      const isPartial = db.item('orders', `ORDER#${order.id}`, 'CONTENT#000')?.acceptPartial === true;
      if (off === undefined || (isPartial ? off > cancelled : off !== cancelled))
        throw new Error(`${order.id}: ${off} of line ${line} cancelled, counted ${cancelled}`);
      if (gone !== counted) throw new Error(`${order.id}: ${gone} of line ${line} shipped, counted ${counted}`);
      count(left, sku, gone);
      const back = cameBack.get(`ORDER#${order.id} ${line}`) ?? 0;
      if (back !== returned || back > gone)
        throw new Error(`${order.id}: ${back} of line ${line} came back, counted ${returned}, shipped ${gone}`);
      count(taken, sku, back);
    }
  }
  const issued = new Map<string, number>();
  const received = new Map<string, number>();
  for (const { sku, reason, onHand, unsellable = 0 } of db.items('stock-movements')) {
    if (reason === 'SHIPPED') count(issued, String(sku), -Number(onHand));
    if (reason === 'RETURN') count(received, String(sku), Number(onHand) + Number(unsellable));
  }
  for (const [sku, units] of taken) {
    if (units !== (received.get(sku) ?? 0))
      throw new Error(`${sku}: ${units} came back, received ${received.get(sku)}`);
  }
  const isUnderWay = orders().some(({ status, heldSkus }) => status === 'SHIPPED' && heldSkus > 0);
  for (const [sku, units] of left) {
    const moved = issued.get(sku) ?? 0;
    if (moved > units || (!isUnderWay && moved < units)) throw new Error(`${sku}: ${units} shipped, ${moved} issued`);
  }
}

/** By order and line, the units in what is kept under such a key: shipments, or returns. */
function unitsIn(prefix: 'SHIPMENT#' | 'RETURN#'): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { pk, sk, lines } of db.items('orders')) {
    if (!String(sk).startsWith(prefix)) continue;
    for (const { line, quantity } of lines as LineUnits[]) count(units, `${pk} ${line}`, quantity);
  }
  return units;
}

function count(sums: Map<string, number>, key: string, units: number): void {
  sums.set(key, (sums.get(key) ?? 0) + units);
}

function total(items: readonly StockItem[]) {
  const sum = (units: (item: StockItem) => number) => items.reduce((units_, item) => units_ + units(item), 0);
  return { available: sum((i) => i.available), reserved: sum((i) => i.reserved), onHand: sum((i) => i.onHand) };
}

/** Nobody is refused who could have been served at every moment of the time it took, wherever the units lay. */
function leastAvailable() {
  const least = new Map<string, number>();
  const look = () => {
    for (const [sku, all] of Map.groupBy(stocks(), (item) => item.sku)) {
      const [{ backorder, backordered = 0 } = all[0] as StockItem] = all;
      const free = backorder === undefined ? total(all).available : backorder.limit - backordered;
      least.set(sku, Math.min(least.get(sku) ?? Number.POSITIVE_INFINITY, free));
    }
  };
  const assertTrue = (error: Error, content?: OrderContent) => {
    if (!(error instanceof OutOfStock)) return;
    const wrong = error.shortages.filter(
      ({ sku, requested }) => (least.get(sku) ?? 0) >= (content?.acceptPartial ? 1 : requested),
    );
    if (wrong.length > 0) throw new Error(`refused for want of ${JSON.stringify(wrong)}, which was there`);
  };
  /** Nor does an order that takes what there is go without units that were there all the time. */
  const assertGoneWithout = (content?: OrderContent) => {
    const order = orders().find(({ id }) => id === content?.id);
    if (order === undefined || content === undefined) return;
    for (const { sku, requested, available } of shortagesOf(order, content.lines)) {
      const there = Math.min(requested, least.get(sku) ?? 0);
      if (available < there)
        throw new Error(`${content.id} took ${available} of ${requested} ${sku}, ${there} were there`);
    }
  };
  look();
  return { look, assertTrue, assertGoneWithout };
}

/** Who waits for which SKU, the first one first; who was ever the first; and what orders held. */
function waitingOrders(before?: { readonly firsts: ReadonlySet<string> }) {
  const queue = db.items('backorders').toSorted((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
  const first = queue.filter(({ sku }, index) => queue.findIndex((entry) => entry.sku === sku) === index);
  return {
    queue,
    firsts: new Set([...(before?.firsts ?? []), ...first.map(({ sku, orderId }) => `${sku} ${orderId}`)]),
    orders: new Map(orders().map((order) => [order.id as string, order])),
  };
}

/** While orders wait for a SKU, units go only to one that was the first of them when it was its turn. */
function assertFirstComeFirstServed(
  before: ReturnType<typeof waitingOrders>,
  lines: ReadonlyMap<string, readonly OrderLine[]>,
): ReturnType<typeof waitingOrders> {
  const now = waitingOrders(before);
  for (const sku of new Set(before.queue.map((entry) => entry.sku))) {
    for (const order of now.orders.values()) {
      const units = unitsOf(order, String(sku), lines);
      const earlier = before.orders.get(order.id);
      const more = units - (earlier === undefined ? 0 : unitsOf(earlier, String(sku), lines));
      if (more > 0 && !before.firsts.has(`${sku} ${order.id}`)) {
        throw new Error(`${order.id} got ${more} ${sku} out of turn`);
      }
    }
  }
  return now;
}

function unitsOf(order: Order, sku: string, lines: ReadonlyMap<string, readonly OrderLine[]>): number {
  const held = holdingsOf(order, lines.get(order.id) ?? []).find((holding) => holding.sku === sku);
  return held?.units.reduce((sum, { units }) => sum + units, 0) ?? 0;
}

/** What was rejected or called off stays so. */
function assertEndsAreKept(ended: Map<string, string>): void {
  for (const { id, status } of orders()) {
    const end = ended.get(id);
    if (end !== undefined && status !== end && status !== 'CANCELLED') throw new Error(`${id}: ${end}, then ${status}`);
    if (status === 'REJECTED' || status === 'CANCELLED') ended.set(id, status);
  }
}

/** What a call may say in such a history; anything else would be a fault in the code or in a condition. */
function assertNoFaultOfOurs(outcome: Awaited<ReturnType<typeof interleave>>[number]): void {
  const expected = /AggregateError|OutOfStock|OrderCancelled|StockContention|ConnectionLost|Problem/;
  const ourselves = /is not to be released|has no stock reserved/;
  const fine = outcome.kind !== 'threw' || expected.test(outcome.error.name) || ourselves.test(outcome.error.message);
  if (!fine) throw (outcome as { error: Error }).error;
}

function history({ skus, lines, turns }: { skus: number; lines: number; turns: number }): fc.Arbitrary<History> {
  const line = fc.record({ sku: fc.nat(skus - 1), quantity: fc.integer({ min: 1, max: 4 }) });
  const item = fc.record({ onHand: fc.nat(9), kept: fc.constantFrom('plain', 'spread', 'backordered') });
  return fc.record({
    stock: fc.array(item, { minLength: skus, maxLength: skus }),
    orders: fc.array(fc.array(line, { minLength: 1, maxLength: lines }), { minLength: 1, maxLength: 6 }),
    partial: fc.subarray([0, 1, 2, 3, 4, 5]),
    rounds: rounds(),
    turns: fc.array(turn(), { maxLength: turns }),
  });
}

/** Many small orders of one SKU. */
function hotHistory(kept: 'spread' | 'backordered'): fc.Arbitrary<History> {
  const step = fc.constantFrom(
    ...(['reserve', 'reserve', 'reserve', 'callOff', 'release'] as const),
    ...(['receive', 'adjust', 'count'] as const),
    ...(['cancelLine', 'cancelLine'] as const),
    ...(kept === 'spread' ? (['spread', 'rebalance'] as const) : (['allocate', 'allocate'] as const)),
  );
  const call = fc.record({ step, order: fc.nat(11), sku: fc.constant(0), units: fc.nat(5) });
  return fc.record({
    stock: fc.record({ onHand: fc.nat(12), kept: fc.constant(kept) }).map((item) => [item]),
    orders: fc.array(
      fc.integer({ min: 1, max: 3 }).map((quantity) => [{ sku: 0, quantity }]),
      { minLength: 6, maxLength: 12 },
    ),
    partial: fc.subarray([0, 2, 4, 6, 8]),
    rounds: fc.array(fc.array(call, { minLength: 1, maxLength: 5 }), { minLength: 3, maxLength: 10 }),
    turns: fc.array(turn(), { maxLength: 200 }),
  });
}

/** Orders of 95 to 250 SKUs, each over its own window of the catalogue, so that they overlap. */
function bigHistory(): fc.Arbitrary<History> {
  const order = fc
    .record({ from: fc.nat(30), skus: fc.integer({ min: 95, max: 250 }), quantity: fc.integer({ min: 1, max: 3 }) })
    .map(({ from, skus, quantity }) => Array.from({ length: skus }, (_, index) => ({ sku: from + index, quantity })));
  return fc.record({
    stock: fc
      .record({
        units: fc.integer({ min: 1, max: 6 }),
        scarce: fc.array(fc.nat(279), { maxLength: 2 }),
        kept: fc.array(fc.constantFrom('plain', 'plain', 'spread', 'backordered'), { minLength: 280, maxLength: 280 }),
      })
      .map(({ units, scarce, kept }) =>
        kept.map((kept, index) => ({ onHand: scarce.includes(index) ? 1 : units, kept })),
      ),
    orders: fc.array(order, { minLength: 1, maxLength: 3 }),
    partial: fc.subarray([0, 1, 2]),
    rounds: rounds(),
    turns: fc.array(turn(), { maxLength: 100 }),
  });
}

function rounds(): fc.Arbitrary<History['rounds']> {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant('reserve' as const) },
    { weight: 3, arbitrary: fc.constant('confirm' as const) },
    { weight: 2, arbitrary: fc.constantFrom('rejectOutOfStock' as const, 'rejectDeclined' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...(['release', 'callOff', 'expire'] as const)) },
    { weight: 4, arbitrary: fc.constantFrom(...(['ship', 'shipPart', 'shipPart', 'shipRest'] as const)) },
    { weight: 3, arbitrary: fc.constant('cancelLine' as const) },
    { weight: 2, arbitrary: fc.constant('takeBack' as const) },
    { weight: 3, arbitrary: fc.constantFrom('spread' as const, 'rebalance' as const, 'allocate' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...(['receive', 'adjust', 'setAside', 'restore', 'count'] as const)) },
  );
  const call = fc.record({ step, order: fc.nat(5), sku: fc.nat(3), units: fc.nat(9) });
  return fc.array(fc.array(call, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
}

function turn(): fc.Arbitrary<Turn> {
  const fault = fc.oneof(
    { weight: 8, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...faults) },
  );
  return fc.record({ pick: fc.nat(7), fault });
}

/** SKUs that no earlier history knew: what an execution environment remembers of a SKU must not hide a fault. */
function skuNamed(index: number): string {
  return `SKU-${historyNumber}-${String(index).padStart(3, '0')}`;
}

function orders(): readonly Order[] {
  return db
    .items('orders')
    .filter(({ sk }) => sk === 'ORDER')
    .map(orderOf);
}

/** What an item says, read once: it is looked at after each access to any table, and never changed in place. */
const ordersRead = new WeakMap<Item, Order>();
function orderOf(item: Item): Order {
  const order = ordersRead.get(item) ?? orderFromItem(item);
  ordersRead.set(item, order);
  return order;
}

function stocks(): readonly StockItem[] {
  return db.items('stock') as unknown as readonly StockItem[];
}
