import { beforeEach, describe, expect, it, vi } from 'vitest';
import { issueInventory } from '../../lambdas/inventory/issue-inventory.ts';
import { movementTable } from '../../lambdas/inventory/movement-table.ts';
import { holdingPorts, reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { spreadStock } from '../../lambdas/inventory/spread-stock.ts';
import { confirmOrder } from '../../lambdas/order-workflow/confirm-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { type CheckStockPorts, checkingStock, checkStock, stockReport } from '../../lambdas/stock-check/check-stock.ts';
import { repair, repairsOf } from '../../lambdas/stock-check/repair-stock.ts';
import { anOrder, anOrderContent, anOrderId, anOrderLine, noon } from '../builders.ts';
import { shipWhole } from '../orders/ship-whole.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

let db: InMemoryDynamoDb;
/** What an execution environment remembers of a SKU must not reach into the next test. */
let sku: string;
let skus = 0;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  sku = `CHECK-${skus++}`;
});

describe('the check of the stock', () => {
  it('finds nothing where orders hold, wait, ship and take from shards', async () => {
    inStock(10);
    await held(0, 3);
    await held(1, 2);
    await confirmOrder(anOrderId(1));
    await shipWhole(anOrderId(1), noon);
    await issueInventory(anOrderId(1));
    await spreadStock(sku, 4, 'keeper');
    await held(2, 4);
    const backordered = `${sku}-BACKORDERED`;
    inStock(1, backordered, { backorder: { limit: 5 }, backordered: 0 });
    await held(3, 3, backordered);

    expect(await check()).toMatchObject({ checked: 5, stock: [], queue: [], moving: [] });
  });

  it.each([
    ['reserved', { available: 5, reserved: 5 }, { available: 7, reserved: 3 }],
    ['available', { available: 8 }, { available: 7 }],
    ['onHand', { onHand: 12, available: 9 }, { onHand: 10, available: 7 }],
    ['unsellable', { unsellable: 1 }, { unsellable: 0 }],
  ])(
    'finds a wrong figure (%s), explains what it would change, and mends it only then',
    async (_what, wrong, right) => {
      inStock(10);
      await held(0, 3);
      db.put('stock', { ...stock(), ...wrong });

      const report = await check();

      expect(report.stock).toMatchObject([{ item: { sku, ...wrong }, right, missing: 0 }]);
      expect(stock()).toMatchObject(wrong);
      const [only] = repairsOf(report);
      expect(only?.explanation).toContain(`${sku}: `);
      for (const name of Object.keys(right)) expect(only?.explanation).toContain(`${name} `);
      expect(only?.explanation).toContain('→');
      expect(only && (await repair(only))).toBe(true);
      expect(stock()).toMatchObject({ onHand: 10, available: 7, reserved: 3 });
      expect((await reported()).stock).toEqual([]);
    },
  );

  it('calls somebody for each item that is wrong, and for nobody else', async () => {
    vi.mocked(count).mockClear();
    inStock(10);
    await check();
    expect(count).not.toHaveBeenCalled();

    db.put('stock', { ...stock(), available: 12 });
    await check();
    expect(vi.mocked(count).mock.calls).toEqual([['StockDifference']]);
  });

  it('finds a wrong shard', async () => {
    inStock(8);
    await spreadStock(sku, 4, 'keeper');
    db.put('stock', { ...stock(2), available: 1 });

    expect((await reported()).stock).toMatchObject([{ item: { sku, shard: 2 }, right: { available: 2 } }]);
  });

  it('finds an order that the queue forgot, or remembers wrongly', async () => {
    inStock(0, sku, { backorder: { limit: 5 }, backordered: 0 });
    await held(0, 2);
    await held(1, 1);
    const [first, second] = db.items('backorders');
    db.drop('backorders', String(first?.pk), String(first?.sk));
    db.put('backorders', { ...second, quantity: 4 });

    const report = await check();
    for (const each of repairsOf(report)) expect(await repair(each)).toBe(true);

    expect(report.queue.map(({ quantity }) => quantity).toSorted()).toEqual([1, 2]);
    expect((await reported()).queue).toEqual([]);
  });

  it('does not mend what is not there, but says how many orders are to be called off', async () => {
    inStock(3);
    await held(0, 3);
    db.put('stock-movements', { ...opening(sku, -2), sk: 'MOVEMENT#2026#loss#0' });

    const report = await reported();

    expect(report.stock).toMatchObject([{ missing: 2, right: { onHand: 1, reserved: 3, available: 0 } }]);
    const [only] = repairsOf(report);
    expect(only).toMatchObject({ write: undefined, explanation: expect.stringContaining('Call off orders for 2') });
    expect(only && (await repair(only))).toBe(false);
  });

  it('does not mend an item that changed since', async () => {
    inStock(10);
    db.put('stock', { ...stock(), available: 8 });
    const [only] = repairsOf(await reported());
    db.put('stock', { ...stock(), available: 6, reserved: 2 });

    expect(only && (await repair(only))).toBe(false);
    expect(stock()).toMatchObject({ available: 6, reserved: 2 });
  });

  it('beside sales that go on judges nothing that moved meanwhile, and is right about the rest', async () => {
    inStock(100);
    const wrong = `${sku}-WRONG`;
    inStock(5, wrong);
    db.put('stock', { ...stock(0, wrong), available: 4 });
    let order = 0;
    let busy = false;
    db.intercept = async ({ name }, commit) => {
      const answer = commit();
      if (name === 'ScanCommand' && !busy) {
        busy = true;
        await held(order++, 1);
        busy = false;
      }
      return answer;
    };

    const report = await reported();

    expect(report.stock).toMatchObject([{ item: { sku: wrong }, right: { available: 5 } }]);
    expect(report.moving).toEqual([{ sku, shard: 0 }]);
  });
});

describe('what the check of the stock reads', () => {
  it('does not grow with the orders that have ended, nor with the age of the ledger', async () => {
    const readsOfACheck = async (ended: number, movements: number) => {
      db.clear();
      db.pageSize = 10;
      inStock(10);
      for (let number = 0; number < 3; number++) await held(number, 1);
      for (let number = 100; number < 100 + ended; number++) {
        const id = anOrderId(number);
        db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ id, status: 'SHIPPED' }) });
      }
      for (let number = 0; number < movements; number++) moved(number % 2 === 0 ? 1 : -1, `old-${number}`);
      await check();
      const { reads } = db.counts;
      expect(await check()).toMatchObject({ checked: 1, stock: [], moving: [] });
      return db.counts.reads - reads;
    };

    const few = await readsOfACheck(0, 0);
    expect(await readsOfACheck(300, 500)).toBe(few);
  });

  it('is the whole ledger where a sum that was kept of it would find something wrong; that sum is put right', async () => {
    inStock(10);
    for (let number = 0; number < 100; number++) moved(number % 2 === 0 ? 1 : -1, `old-${number}`);
    await check();
    // A movement of that time is booked only now.
    moved(5, 'late');
    db.put('stock', { ...stock(), onHand: 15, available: 15 });

    expect(await check()).toMatchObject({ stock: [], moving: [] });
    const whole = vi.fn(movementTable().until);
    expect(await check({ movements: { ...movementTable(), until: whole } })).toMatchObject({ stock: [], moving: [] });
    expect(whole).not.toHaveBeenCalled();
  });

  it('are the orders of an earlier version too, which are indexed first, over several nights if need be', async () => {
    db.pageSize = 2;
    inStock(10);
    for (let number = 0; number < 5; number++) {
      await held(number, 1);
      const { heldShard: _, ...old } = db.item('orders', `ORDER#${anOrderId(number)}`, 'ORDER') ?? {};
      db.put('orders', old);
    }
    let pages = 0;
    await expect(check({}, () => pages++ < 1)).rejects.toThrow('not all indexed yet');

    expect(await check()).toMatchObject({ checked: 1, stock: [] });
    expect(db.item('orders', `ORDER#${anOrderId(0)}`, 'ORDER')).toHaveProperty('heldShard');
  });

  it('finds nothing wrong because its index is a moment behind', async () => {
    inStock(10);
    await held(0, 3);
    const orders = orderTable();
    let looks = 0;
    const pauses: number[] = [];

    const report = await check({
      orders: { ...orders, holding: () => (looks++ === 0 ? nobody() : orders.holding()) },
      pause: async (milliseconds) => void pauses.push(milliseconds),
    });

    expect(report).toMatchObject({ stock: [], moving: [] });
    expect(pauses).toEqual([5_000]);
  });
});

describe('an order without an answer that is on no list', () => {
  it.each([
    ['its hold is over', '2000-01-01T00:00:00.000Z', true],
    ['its hold lasts', '2999-01-01T00:00:00.000Z', false],
  ])('is listed as open only where %s', async (_when, holdExpiresAt, isListed) => {
    inStock(10);
    await held(0, 3);
    await held(1, 3);
    await confirmOrder(anOrderId(1));
    for (const number of [0, 1])
      db.put('orders', { ...db.item('orders', `ORDER#${anOrderId(number)}`, 'ORDER'), holdExpiresAt });
    const openOrders = () => orderTable().findOpenSince('9999');
    expect(await openOrders()).toEqual([]);

    await check();
    await check();

    expect(await openOrders()).toEqual(isListed ? [anOrderId(0)] : []);
  });

  it('is left where it is by a report', async () => {
    inStock(10);
    await held(0, 3);
    const before = { ...db.item('orders', `ORDER#${anOrderId()}`, 'ORDER'), holdExpiresAt: noon };
    db.put('orders', before);

    await reported();

    expect(db.item('orders', `ORDER#${anOrderId()}`, 'ORDER')).toEqual(before);
  });
});

async function* nobody(): AsyncGenerator<never> {}

/** A movement of 2020, some time after the opening. */
function moved(onHand: number, id: string): void {
  const at = '2020-06-01T00:00:00.000Z';
  db.put('stock-movements', { ...opening(sku, onHand), sk: `MOVEMENT#${at}#${id}#0`, at, id });
}

/** The nightly check, without its pauses. */
function check(ports: Partial<CheckStockPorts> = {}, timeIsLeft?: () => boolean) {
  return checkStock(timeIsLeft, { ...checkingStock(), pause: async () => {}, ...ports });
}

function reported() {
  return stockReport({ ...checkingStock(), pause: async () => {} });
}

function inStock(units: number, of = sku, settings: object = {}): void {
  const item = { sku: of, onHand: units, available: units, reserved: 0, ...settings };
  db.put('stock', { pk: `SKU#${of}`, sk: 'STOCK', ...item });
  db.put('stock-movements', opening(of, units));
}

function opening(of: string, onHand: number) {
  const movement = { sku: of, shard: 0, at: '2020-01-01T00:00:00.000Z', id: 'opening', reason: 'OPENING', by: 'seed' };
  return { pk: `SKU#${of}`, sk: 'MOVEMENT#2020-01-01T00:00:00.000Z#opening#0', ...movement, onHand };
}

async function held(number: number, quantity: number, of = sku): Promise<void> {
  const content = anOrderContent({ id: anOrderId(number), lines: [anOrderLine({ sku: of, quantity })] });
  await orderTable().addContent(content);
  await reserveInventory(content.id, { ...holdingPorts(), clock: () => new Date(noon), holdSeconds: 3600 });
}

function stock(shard = 0, of = sku) {
  return db.item('stock', shard === 0 ? `SKU#${of}` : `SKU#${of}#${shard}`, 'STOCK');
}
