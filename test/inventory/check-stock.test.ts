import { beforeEach, describe, expect, it } from 'vitest';
import { checkStock, stockReport } from '../../lambdas/inventory/check-stock.ts';
import { givingUp, issueInventory } from '../../lambdas/inventory/release-inventory.ts';
import { repair, repairsOf } from '../../lambdas/inventory/repair-stock.ts';
import { reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { spreadStock } from '../../lambdas/inventory/spread-stock.ts';
import { confirmOrder } from '../../lambdas/orders/confirm-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrderContent, anOrderId, anOrderLine, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

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
    await orderTable().ship(anOrderId(1), noon);
    await issueInventory(anOrderId(1));
    await spreadStock(sku, 4, 'keeper');
    await held(2, 4);
    const late = `${sku}-LATE`;
    inStock(1, late, { backorder: { limit: 5 }, backordered: 0 });
    await held(3, 3, late);

    expect(await checkStock()).toMatchObject({ checked: 5, stock: [], queue: [], moving: [] });
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

      const report = await checkStock();

      expect(report.stock).toMatchObject([{ item: { sku, ...wrong }, right, missing: 0 }]);
      expect(stock()).toMatchObject(wrong);
      const [only] = repairsOf(report);
      expect(only?.explanation).toContain(`${sku}: `);
      for (const name of Object.keys(right)) expect(only?.explanation).toContain(`${name} `);
      expect(only?.explanation).toContain('→');
      expect(only && (await repair(only))).toBe(true);
      expect(stock()).toMatchObject({ onHand: 10, available: 7, reserved: 3 });
      expect((await stockReport()).stock).toEqual([]);
    },
  );

  it('finds a wrong shard', async () => {
    inStock(8);
    await spreadStock(sku, 4, 'keeper');
    db.put('stock', { ...stock(2), available: 1 });

    expect((await stockReport()).stock).toMatchObject([{ item: { sku, shard: 2 }, right: { available: 2 } }]);
  });

  it('finds an order that the queue forgot, or remembers wrongly', async () => {
    inStock(0, sku, { backorder: { limit: 5 }, backordered: 0 });
    await held(0, 2);
    await held(1, 1);
    const [first, second] = db.items('backorders');
    db.drop('backorders', String(first?.pk), String(first?.sk));
    db.put('backorders', { ...second, quantity: 4 });

    const report = await checkStock();
    for (const each of repairsOf(report)) expect(await repair(each)).toBe(true);

    expect(report.queue.map(({ quantity }) => quantity).toSorted()).toEqual([1, 2]);
    expect((await stockReport()).queue).toEqual([]);
  });

  it('does not mend what is not there, but says how many orders are to be called off', async () => {
    inStock(3);
    await held(0, 3);
    db.put('stock-movements', { ...opening(sku, -2), sk: 'MOVEMENT#2026#loss#0' });

    const report = await stockReport();

    expect(report.stock).toMatchObject([{ missing: 2, right: { onHand: 1, reserved: 3, available: 0 } }]);
    const [only] = repairsOf(report);
    expect(only).toMatchObject({ write: undefined, explanation: expect.stringContaining('Call off orders for 2') });
    expect(only && (await repair(only))).toBe(false);
  });

  it('does not mend an item that changed since', async () => {
    inStock(10);
    db.put('stock', { ...stock(), available: 8 });
    const [only] = repairsOf(await stockReport());
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

    const report = await stockReport();

    expect(report.stock).toMatchObject([{ item: { sku: wrong }, right: { available: 5 } }]);
    expect(report.moving).toEqual([{ sku, shard: 0 }]);
  });
});

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
  await orderTable().addOrder(content);
  await reserveInventory(content.id, { ...givingUp(), clock: () => new Date(noon), holdSeconds: 3600 });
}

function stock(shard = 0, of = sku) {
  return db.item('stock', shard === 0 ? `SKU#${of}` : `SKU#${of}#${shard}`, 'STOCK');
}
