import { beforeEach, describe, expect, it, vi } from 'vitest';
import { skusPerTransaction } from '../../lambdas/inventory/hold-attempt.ts';
import type { OutOfStock } from '../../lambdas/inventory/out-of-stock.ts';
import { releaseInventory, reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import type { Order, OrderContent } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrderContent, anOrderId, anOrderLine, noon } from '../builders.ts';
import { interleave } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb, transactionConflict } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('reserving', () => {
  it('moves what the order asks for from available to reserved, and the order to RESERVED', async () => {
    inStock({ A: 10, B: 5 });
    await accepted([anOrderLine({ sku: 'A', quantity: 3 }), anOrderLine({ sku: 'B', quantity: 5 })]);

    await reserveInventory(id);

    expect(stockOf('A')).toMatchObject({ available: 7, reserved: 3, onHand: 10 });
    expect(stockOf('B')).toMatchObject({ available: 0, reserved: 5, onHand: 5 });
    expect(order()).toMatchObject({
      status: 'RESERVED',
      heldSkus: 2,
      timeline: [{ event: 'ORDER_ACCEPTED' }, { event: 'INVENTORY_RESERVED' }],
    });
    expect(Date.parse(order().holdExpiresAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('stores the order, of which only the content was stored, with what it holds', async () => {
    inStock({ A: 10 });
    await orderTable().addContent(anOrderContent({ id, lines: [anOrderLine({ sku: 'A', quantity: 3 })] }));

    await reserveInventory(id);
    await reserveInventory(id);

    expect(stockOf('A')).toMatchObject({ available: 7, reserved: 3 });
    expect(order()).toMatchObject({
      storefront: 'north-lane',
      status: 'RESERVED',
      timeline: [{ event: 'ORDER_ACCEPTED' }, { event: 'INVENTORY_RESERVED' }],
      heldSkus: 1,
      version: 2,
      holdVersion: 1,
      heldShard: expect.stringMatching(/^HELD#/),
    });
    // It goes on at once.
    expect(order()).not.toHaveProperty('openShard');
  });

  it('stores the order, of which only the content was stored, with what it is short of', async () => {
    inStock({ A: 2 });
    await orderTable().addContent(anOrderContent({ id, lines: [anOrderLine({ sku: 'A', quantity: 3 })] }));

    await expect(reserveInventory(id)).rejects.toMatchObject({ name: 'OutOfStock' });

    expect(order()).toMatchObject({ status: 'PENDING', shortages: [{ sku: 'A', requested: 3, available: 2 }] });
  });

  it('stores the order, of which only the content was stored, with the first of many SKUs, and goes on from there', async () => {
    const skus = manySkus(skusPerTransaction + 1);
    inStock(Object.fromEntries(skus.map((sku) => [sku, 1])));
    await orderTable().addContent(anOrderContent({ id, lines: skus.map((sku) => anOrderLine({ sku, quantity: 1 })) }));

    await interleave(
      db,
      [() => reserveInventory(id)],
      [
        { pick: 0, fault: 'none' },
        { pick: 0, fault: 'killed-after' },
      ],
    );
    expect(order()).toMatchObject({
      ...{ status: 'PENDING', heldSkus: skusPerTransaction, timeline: [{ event: 'ORDER_ACCEPTED' }] },
      openShard: expect.stringMatching(/^OPEN#/),
    });
    await reserveInventory(id);

    expect(order()).toMatchObject({ status: 'RESERVED', heldSkus: skus.length, heldShard: expect.any(String) });
  });

  it('sums a SKU that the order repeats', async () => {
    inStock({ A: 5 });
    await accepted([anOrderLine({ sku: 'A', quantity: 2 }), anOrderLine({ sku: 'A', quantity: 3 })]);

    await reserveInventory(id);

    expect(stockOf('A')).toMatchObject({ available: 0, reserved: 5 });
  });

  it('takes all lines or none, and names every SKU that is short with what is left of it', async () => {
    inStock({ A: 10, B: 4 });
    await accepted(['A', 'B', 'C'].map((sku) => anOrderLine({ sku, quantity: 5 })));

    const refusal = await reserveInventory(id).catch((error: unknown) => error);

    const shortages = [
      { sku: 'B', requested: 5, available: 4 },
      { sku: 'C', requested: 5, available: 0 },
    ];
    expect(refusal).toMatchObject({ name: 'OutOfStock', shortages } satisfies Partial<OutOfStock>);
    expect(order()).toMatchObject({ status: 'PENDING', heldSkus: 0, shortages });
    expect(stockOf('A')).toMatchObject({ available: 10, reserved: 0 });
  });

  it('of an order that takes what there is takes of each line as much, and says what it then comes to', async () => {
    inStock({ A: 4, B: 5, C: 0 });
    const lines = [
      anOrderLine({ sku: 'A', quantity: 3, unitPrice: 100 }),
      anOrderLine({ sku: 'B', quantity: 5, unitPrice: 10 }),
      anOrderLine({ sku: 'C', quantity: 1, unitPrice: 1 }),
      anOrderLine({ sku: 'A', quantity: 3, unitPrice: 90 }),
    ];
    await acceptedPartly(lines);

    await reserveInventory(id);
    await reserveInventory(id);

    expect(stockOf('A')).toMatchObject({ available: 0, reserved: 4 });
    expect(order()).toMatchObject({
      status: 'RESERVED',
      heldSkus: 3,
      // Where a SKU stands in several lines, the last ones go first.
      lineCounts: [
        { line: 3, cancelled: 1 },
        { line: 4, cancelled: 2 },
      ],
      total: 3 * 100 + 5 * 10 + 90,
    });
    await orderTable().cancel(id, { by: 'STAFF', at: noon, reason: 'STOCK' });
    await releaseInventory(id);
    expect([stockOf('A'), stockOf('B')]).toMatchObject([
      { available: 4, reserved: 0 },
      { available: 5, reserved: 0 },
    ]);
  });

  it('of an order that takes what there is asks for no more money than it comes to', async () => {
    inStock({ A: 1 });
    const credits = [{ type: 'GIFT_CARD' as const, reference: '1', amount: 150 }];
    const shipping = { method: 'PARCEL', title: 'Parcel', amount: 40 };
    const totals = { subtotal: 300, shipping, credits, due: 190 };
    await acceptedPartly([anOrderLine({ sku: 'A', quantity: 3, unitPrice: 100 })], { total: 340, totals });

    await reserveInventory(id);

    // The provider is asked for nothing any more, and the gift card pays 10 less.
    expect(order()).toMatchObject({ total: 140, due: 0 });
  });

  it('counts what may be backordered as there', async () => {
    db.put('stock', {
      pk: 'SKU#LATE',
      sk: 'STOCK',
      sku: 'LATE',
      onHand: 2,
      available: 2,
      reserved: 0,
      backorder: { limit: 3 },
      backordered: 0,
    });
    await acceptedPartly([anOrderLine({ sku: 'LATE', quantity: 9 })]);

    await reserveInventory(id);

    expect(order()).toMatchObject({ lineCounts: [{ line: 1, cancelled: 4 }], late: [{ sku: 'LATE', quantity: 3 }] });
  });

  it('refuses an order that takes what there is when that is nothing', async () => {
    inStock({ A: 0 });
    await acceptedPartly(['A', 'B'].map((sku) => anOrderLine({ sku, quantity: 2 })));

    await expect(reserveInventory(id)).rejects.toMatchObject({
      name: 'OutOfStock',
      shortages: ['A', 'B'].map((sku) => ({ sku, requested: 2, available: 0 })),
    });
    expect(order()).toMatchObject({ status: 'PENDING', heldSkus: 0, total: 1020 });
    expect(order()).not.toHaveProperty('lineCounts');
  });

  it('of an order of many SKUs takes what there is, cut off between two transactions too', async () => {
    const skus = manySkus(2 * skusPerTransaction + 10);
    inStock(Object.fromEntries(skus.map((sku, index) => [sku, index % 2])));
    await acceptedPartly(skus.map((sku) => anOrderLine({ sku, quantity: 2, unitPrice: 10 })));

    const cutOff = await interleave(
      db,
      [() => reserveInventory(id)],
      [...Array.from({ length: 4 }, () => ({ pick: 0, fault: 'none' as const })), { pick: 0, fault: 'killed-after' }],
    );
    expect([cutOff[0]?.kind, order().status]).toEqual(['killed', 'PENDING']);
    await reserveInventory(id);

    expect(order()).toMatchObject({ status: 'RESERVED', heldSkus: skus.length, total: (skus.length / 2) * 10 });
    expect(db.items('stock').reduce((sum, { reserved }) => sum + Number(reserved), 0)).toBe(skus.length / 2);
  });

  it('of an order of many SKUs takes what was there of the first, where there is nothing of the last', async () => {
    const skus = manySkus(skusPerTransaction + 1);
    inStock(Object.fromEntries(skus.slice(0, -1).map((sku) => [sku, 1])));
    await acceptedPartly(skus.map((sku) => anOrderLine({ sku, quantity: 2 })));

    await reserveInventory(id);

    expect(order()).toMatchObject({ status: 'RESERVED', total: 255 * skusPerTransaction });
    expect(stockOf(skuAt(0))).toMatchObject({ available: 0, reserved: 1 });
  });

  it('of an order of many SKUs refuses it when there is nothing of any, though the first are looked at before the last', async () => {
    const skus = manySkus(skusPerTransaction + 1);
    inStock(Object.fromEntries(skus.map((sku) => [sku, 0])));
    await acceptedPartly(skus.map((sku) => anOrderLine({ sku, quantity: 2 })));

    await expect(reserveInventory(id)).rejects.toMatchObject({ name: 'OutOfStock' });
    expect(order()).toMatchObject({ status: 'PENDING', heldSkus: 0 });
    expect(order().shortages).toHaveLength(skus.length);
  });

  it('of many SKUs names what is short, also what is not kept at all and was not asked for yet', async () => {
    const skus = manySkus(skusPerTransaction + 1);
    inStock(Object.fromEntries(skus.slice(1, -1).map((sku) => [sku, 1])));
    await accepted(skus.map((sku) => anOrderLine({ sku, quantity: 1 })));

    await expect(reserveInventory(id)).rejects.toMatchObject({
      shortages: [0, skusPerTransaction].map((index) => ({ sku: skuAt(index), requested: 1, available: 0 })),
    });
  });

  it('of many SKUs gives back the earlier groups when a later one is short, and names all that is short', async () => {
    const skus = manySkus(3 * skusPerTransaction);
    inStock({
      ...Object.fromEntries(skus.map((sku) => [sku, 1])),
      [skuAt(skusPerTransaction)]: 0,
      [skuAt(2 * skusPerTransaction)]: 0,
    });
    await accepted(skus.map((sku) => anOrderLine({ sku, quantity: 1 })));

    const refusal = await reserveInventory(id).catch((error: unknown) => error);

    expect(refusal).toMatchObject({
      shortages: [{ sku: skuAt(skusPerTransaction) }, { sku: skuAt(2 * skusPerTransaction) }],
    });
    expect(order()).toMatchObject({ status: 'PENDING', heldSkus: 0 });
    expect(db.items('stock').filter(({ reserved }) => reserved !== 0)).toEqual([]);
  });

  it.each([
    [1, 1],
    [skusPerTransaction, 1],
    [skusPerTransaction + 1, 2],
    [2 * skusPerTransaction, 2],
    [675, 7],
  ])('takes an order of %i SKUs in %i transactions', async (count, transactions) => {
    const skus = manySkus(count);
    inStock(Object.fromEntries(skus.map((sku) => [sku, 1])));
    await accepted(skus.map((sku) => anOrderLine({ sku, quantity: 1 })));
    const before = { ...db.counts };

    await reserveInventory(id);

    expect(db.counts.writes - before.writes).toBe(transactions);
    // A look at the order ahead of each, and none behind the last.
    expect(db.counts.reads - before.reads).toBe(transactions);
    expect(order()).toMatchObject({ status: 'RESERVED', heldSkus: count });
  });

  it('takes fewer SKUs at once where each needs more writes than one', async () => {
    const skus = manySkus(60).map((sku) => `LATE-${sku}`);
    for (const sku of skus) inStockFor(sku, { onHand: 0, available: 0, backorder: { limit: 1 }, backordered: 0 });
    await accepted(skus.map((sku) => anOrderLine({ sku, quantity: 1 })));

    // The first look tells which are sold beyond their stock; then two writes each.
    await reserveInventory(id);

    expect(order()).toMatchObject({ status: 'RESERVED', heldSkus: 60 });
    expect(db.items('backorders')).toHaveLength(60);
  });

  it('goes on where a write that was made twice has got to, not beyond', async () => {
    const skus = manySkus(skusPerTransaction + 1);
    inStock(Object.fromEntries(skus.map((sku) => [sku, 1])));
    await accepted(skus.map((sku) => anOrderLine({ sku, quantity: 1 })));

    const outcomes = await interleave(
      db,
      [() => reserveInventory(id)],
      [
        { pick: 0, fault: 'none' },
        { pick: 0, fault: 'repeated' },
      ],
    );

    expect(outcomes).toMatchObject([{ kind: 'done' }]);
    expect(order()).toMatchObject({ status: 'RESERVED', heldSkus: skus.length });
  });

  it('goes to another shard of one product where others are at it, though another product has none', async () => {
    inStockFor('PLAIN', { onHand: 5, available: 5 });
    inStockFor('SPREAD', { onHand: 5, available: 5, shards: 2, allShards: 2, restocks: 0 });
    db.put('stock', { pk: 'SKU#SPREAD#1', sk: 'STOCK', sku: 'SPREAD', onHand: 5, available: 5, reserved: 0 });
    await accepted(['PLAIN', 'SPREAD'].map((sku) => anOrderLine({ sku, quantity: 1 })));
    const meetsOthers = vi.fn(() => {
      throw transactionConflict(2);
    });
    // The first write learns that one is spread; the next meets others.
    const writes: (() => unknown)[] = [() => undefined, meetsOthers];
    db.intercept = async ({ name }, commit) => {
      if (name === 'TransactWriteCommand') writes.shift()?.();
      return commit();
    };

    await reserveInventory(id);

    expect(meetsOthers).toHaveBeenCalledOnce();
    expect(order()).toMatchObject({ status: 'RESERVED', heldFrom: { SPREAD: [{ units: 1 }] } });
    expect(Object.keys(order().heldFrom ?? {})).toEqual(['SPREAD']);
  });

  it('asks for a product that is short no more than once', async () => {
    inStock({ SCARCE: 1 });
    await accepted([anOrderLine({ sku: 'SCARCE', quantity: 2 })]);
    const { reads } = db.counts;

    await expect(reserveInventory(id)).rejects.toMatchObject({ name: 'OutOfStock' });

    // The order, and once more as what it holds is given back.
    expect(db.counts.reads - reads).toBe(2);
  });

  it('again changes nothing', async () => {
    inStock({ A: 10 });
    await accepted([anOrderLine({ sku: 'A', quantity: 3 })]);
    await reserveInventory(id);
    const before = [...db.items('orders'), ...db.items('stock')];

    await reserveInventory(id);

    expect([...db.items('orders'), ...db.items('stock')]).toEqual(before);
  });

  it('of an order that has left holds nothing again', async () => {
    inStock({ A: 10 });
    await accepted([anOrderLine({ sku: 'A', quantity: 3 })]);
    db.put('orders', { ...order(), status: 'SHIPPED' });

    await reserveInventory(id);

    expect(stockOf('A')).toMatchObject({ available: 10, reserved: 0 });
  });

  it.each(['REJECTED', 'CANCELLED'])('is refused for an order that is %s', async (status) => {
    inStock({ A: 10 });
    await accepted([anOrderLine({ sku: 'A' })]);
    db.put('orders', { ...order(), status });

    await expect(reserveInventory(id)).rejects.toMatchObject({ name: 'OrderCancelled' });
    expect(stockOf('A')).toMatchObject({ reserved: 0 });
  });

  it('says StockContention, not OutOfStock, when another order is at the same stock', async () => {
    inStock({ A: 10 });
    await accepted([anOrderLine({ sku: 'A' })]);

    const outcomes = await interleave(
      db,
      [() => reserveInventory(id)],
      [
        { pick: 0, fault: 'none' },
        { pick: 0, fault: 'conflict' },
      ],
    );

    expect(outcomes).toMatchObject([{ kind: 'threw', error: { name: 'StockContention' } }]);
    expect(stockOf('A')).toMatchObject({ reserved: 0 });
  });

  it('says OutOfStock at once when another order is at the same stock, and there is too little anyway', async () => {
    // Names of their own: a product that was met spread, or sold beyond its stock, is looked at differently.
    inStock({ FEW: 2, ENOUGH: 3 });
    await accepted(['FEW', 'ENOUGH'].map((sku) => anOrderLine({ sku, quantity: 3 })));

    const outcomes = await interleave(
      db,
      [() => reserveInventory(id)],
      [
        { pick: 0, fault: 'none' },
        { pick: 0, fault: 'conflict' },
      ],
    );

    expect(outcomes).toMatchObject([{ error: { shortages: [{ sku: 'FEW', requested: 3, available: 2 }] } }]);
  });

  it('whose write was made twice, because its answer was lost, is done once', async () => {
    inStock({ A: 10 });
    await accepted([anOrderLine({ sku: 'A', quantity: 3 })]);

    const outcomes = await interleave(
      db,
      [() => reserveInventory(id)],
      [
        { pick: 0, fault: 'none' },
        { pick: 0, fault: 'repeated' },
      ],
    );

    expect(outcomes).toMatchObject([{ kind: 'done' }]);
    expect(stockOf('A')).toMatchObject({ available: 7, reserved: 3 });
  });

  it('of an order that is not there is a fault', async () => {
    await expect(reserveInventory(id)).rejects.toMatchObject({ name: 'OrderNotFound' });
  });
});

describe('releasing', () => {
  it('gives back what was reserved, once', async () => {
    inStock({ A: 10 });
    await accepted([anOrderLine({ sku: 'A', quantity: 3 })]);
    await reserveInventory(id);
    db.put('orders', { ...order(), status: 'REJECTED' });

    await releaseInventory(id);
    await releaseInventory(id);

    expect(stockOf('A')).toMatchObject({ available: 10, reserved: 0 });
    expect(order()).toMatchObject({ heldSkus: 0 });
    expect(order()).not.toHaveProperty('holdExpiresAt');
    expect(order()).not.toHaveProperty('heldShard');
  });

  it.each([
    [1, 1],
    [99, 1],
    [100, 2],
    [250, 3],
  ])('gives back %i SKUs in %i transactions', async (count, transactions) => {
    const skus = manySkus(count);
    inStock(Object.fromEntries(skus.map((sku) => [sku, 1])));
    await accepted(skus.map((sku) => anOrderLine({ sku, quantity: 1 })));
    await reserveInventory(id);
    db.put('orders', { ...order(), status: 'CANCELLED' });
    const { writes } = db.counts;

    await releaseInventory(id);

    expect(db.counts.writes - writes).toBe(transactions);
    expect(db.items('stock').every(({ available, reserved }) => available === 1 && reserved === 0)).toBe(true);
  });

  it('of an order whose lines are not there is a fault', async () => {
    inStock({ A: 10 });
    await accepted([anOrderLine({ sku: 'A', quantity: 3 })]);
    for (const { pk, sk } of db.items('orders'))
      if (String(sk).startsWith('CONTENT#')) db.drop('orders', String(pk), String(sk));

    await expect(releaseInventory(id)).rejects.toMatchObject({ name: 'OrderNotFound' });
    await expect(reserveInventory(id)).rejects.toMatchObject({ name: 'OrderNotFound' });
  });

  it.each(['RESERVED', 'CONFIRMED'])('is a fault for an order that is %s, and gives nothing back', async (status) => {
    inStock({ A: 10 });
    await accepted([anOrderLine({ sku: 'A', quantity: 3 })]);
    await reserveInventory(id);
    db.put('orders', { ...order(), status });

    await expect(releaseInventory(id)).rejects.toThrow('is not to be released');
    expect(stockOf('A')).toMatchObject({ available: 7, reserved: 3 });
  });

  it('of an order that is not there is a fault', async () => {
    await expect(releaseInventory(id)).rejects.toMatchObject({ name: 'OrderNotFound' });
  });

  it('says StockContention when another order is at the same stock', async () => {
    inStock({ A: 10 });
    await accepted([anOrderLine({ sku: 'A', quantity: 3 })]);
    await reserveInventory(id);
    db.put('orders', { ...order(), status: 'REJECTED' });

    const outcomes = await interleave(
      db,
      [() => releaseInventory(id)],
      [
        { pick: 0, fault: 'none' },
        { pick: 0, fault: 'conflict' },
      ],
    );

    expect(outcomes).toMatchObject([{ kind: 'threw', error: { name: 'StockContention' } }]);
    expect(stockOf('A')).toMatchObject({ available: 7, reserved: 3 });
  });

  it('is a fault when less is reserved than the order holds, and takes nothing below zero', async () => {
    inStock({ A: 10 });
    await accepted([anOrderLine({ sku: 'A', quantity: 3 })]);
    await reserveInventory(id);
    db.put('orders', { ...order(), status: 'REJECTED' });
    db.put('stock', { ...stockOf('A'), available: 8, reserved: 2 });

    await expect(releaseInventory(id)).rejects.toThrow('less is reserved');
    expect(stockOf('A')).toMatchObject({ available: 8, reserved: 2 });
  });

  it('begins again where the order has moved on since it was read', async () => {
    inStock({ A: 10 });
    await accepted([anOrderLine({ sku: 'A', quantity: 3 })]);
    await reserveInventory(id);
    db.put('orders', { ...order(), status: 'REJECTED' });
    let overtaken = 0;
    db.intercept = async ({ name }, commit) => {
      if (name === 'TransactWriteCommand' && overtaken++ === 0) {
        db.put('orders', { ...order(), holdVersion: Number(order().holdVersion) + 1 });
      }
      return commit();
    };

    await releaseInventory(id);

    expect(stockOf('A')).toMatchObject({ available: 10, reserved: 0 });
  });

  it('is a fault when that is so of one product of several', async () => {
    inStock({ A: 10, B: 10 });
    await accepted([anOrderLine({ sku: 'A', quantity: 3 }), anOrderLine({ sku: 'B', quantity: 3 })]);
    await reserveInventory(id);
    db.put('orders', { ...order(), status: 'REJECTED' });
    db.put('stock', { ...stockOf('B'), available: 8, reserved: 2 });

    await expect(releaseInventory(id)).rejects.toThrow('less is reserved');
    expect([stockOf('A'), stockOf('B')]).toMatchObject([{ reserved: 3 }, { reserved: 2 }]);
  });
});

function inStock(units: Readonly<Record<string, number>>): void {
  for (const [sku, onHand] of Object.entries(units)) {
    inStockFor(sku, { onHand, available: onHand });
  }
}

function inStockFor(sku: string, stock: Readonly<Record<string, unknown>>): void {
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, reserved: 0, ...stock });
}

/** Takes an order that takes what there is. */
async function acceptedPartly(lines: OrderContent['lines'], content: Partial<OrderContent> = {}): Promise<void> {
  await accepted(lines, { acceptPartial: true, ...content });
}

async function accepted(lines: OrderContent['lines'], more: Partial<OrderContent> = {}): Promise<void> {
  const content = anOrderContent({ id, lines, ...more });
  await orderTable().addContent(content);
  await orderTable().addOrder(newOrder(content));
}

function order(): Order {
  return db.item('orders', `ORDER#${id}`, 'ORDER') as unknown as Order;
}

function stockOf(sku: string) {
  return db.item('stock', `SKU#${sku}`, 'STOCK');
}

function skuAt(index: number): string {
  return `SKU-${String(index).padStart(3, '0')}`;
}

function manySkus(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => skuAt(index));
}
