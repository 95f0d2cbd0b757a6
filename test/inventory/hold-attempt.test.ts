import { beforeEach, describe, expect, it } from 'vitest';
import { backorderTable } from '../../lambdas/inventory/backorder-table.ts';
import { attemptHold, type HoldAttemptPorts, type Learnt } from '../../lambdas/inventory/hold-attempt.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import type { OrderContent } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { anOrderContent, anOrderId, anOrderLine, noon } from '../builders.ts';
import { aPolicy } from '../delivery-promise/a-policy.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb, transactionConflict } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const content = (skus: readonly string[]) =>
  anOrderContent({ lines: skus.map((sku) => anOrderLine({ sku, quantity: 2 })) });

let db: InMemoryDynamoDb;
let ports: HoldAttemptPorts;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  ports = {
    ...{ orders: orderTable(), stock: stockTable(), backorders: backorderTable(), transact },
    ...{ clock: () => new Date(noon), holdSeconds: 3600 },
  };
});

describe('an attempt to hold what an order wants', () => {
  it('holds all of it, and says so', async () => {
    inStock('ALL', 5);

    expect(await attempt(['ALL'])).toEqual({ outcome: 'held', isAll: true });
    expect(stockOf('ALL')).toMatchObject({ available: 3, reserved: 2 });
  });

  it('holds it for as long as stock is held for an order', async () => {
    inStock('ALL', 5);
    await attempt(['ALL']);

    expect(ordered()).toMatchObject({ holdExpiresAt: '2026-11-23T13:00:00.000Z' });
  });

  it('names what is short', async () => {
    inStock('FEW', 1);
    inStock('SOME', 5);

    expect(await attempt(['FEW', 'SOME'])).toEqual({
      outcome: 'short',
      shortages: [{ sku: 'FEW', requested: 2, available: 1 }],
    });
    expect(stockOf('SOME')).toMatchObject({ available: 5 });
  });

  it('was done already where the order has moved on', async () => {
    inStock('MOVED', 5);
    const whole = content(['MOVED']);
    const order = newOrder(whole);
    await orderTable().addOrder({ ...order, holdVersion: 1 });

    expect(await attemptHold({ order, isStored: true }, whole, wanted(['MOVED']), nothing(), ports)).toEqual({
      outcome: 'held',
      isAll: false,
    });
    expect(stockOf('MOVED')).toMatchObject({ available: 5 });
  });

  it('is overtaken where the stock changes while it is looked at, and writes nothing', async () => {
    inStock('SPREAD', 1, { shards: 2, allShards: 2, restocks: 1 });
    db.put('stock', { pk: 'SKU#SPREAD#1', sk: 'STOCK', sku: 'SPREAD', shard: 1, onHand: 0, available: 0, reserved: 0 });
    inStock('OTHER', 5);
    db.intercept = async ({ name }, commit) => {
      if (name === 'BatchGetCommand') db.put('stock', { ...stockOf('SPREAD'), restocks: 2 });
      return commit();
    };
    const learnt = { ...nothing(), looks: new Map([['SPREAD', 'all shards' as const]]) };

    expect(await attempt(['SPREAD', 'OTHER'], learnt)).toEqual({ outcome: 'overtaken' });
    expect(stockOf('OTHER')).toMatchObject({ available: 5 });
  });

  it('is overtaken once by stock that turns out to be spread, and then knows it', async () => {
    inStock('HOT', 5, { shards: 2, allShards: 2, restocks: 1 });
    db.put('stock', { pk: 'SKU#HOT#1', sk: 'STOCK', sku: 'HOT', shard: 1, onHand: 5, available: 5, reserved: 0 });

    expect(await attempt(['HOT'])).toEqual({ outcome: 'overtaken' });
    expect(await attempt(['HOT'])).toEqual({ outcome: 'held', isAll: true });
  });
});

describe('an attempt to hold what is still to come', () => {
  const expected = { shipBy: '2026-11-24', deliverFrom: '2026-11-25', deliverBy: '2026-11-26', warehouseZone: 'GMT' };
  const toCome = { backorder: { limit: 5, expectedAt: '2026-12-01T00:00:00.000Z' }, backordered: 0 };
  beforeEach(() => {
    ports = { ...ports, delivery: aPolicy() };
  });

  it('says when the order is expected then', async () => {
    inStock('SOON', 0, toCome);

    await attempt(['SOON'], looking('SOON'), { expected });

    expect(ordered()).toMatchObject({ reschedulings: [{ reason: 'BACKORDER', formerly: '2026-11-26' }] });
  });

  it.each([
    ['where all of it is there', {}],
    ['before all of it is held', toCome],
  ])('says nothing of that %s', async (_, settings) => {
    const skus = Array.from({ length: settings === toCome ? 100 : 1 }, (_, index) => `SKU-${100 + index}`);
    for (const sku of skus) inStock(sku, 2);
    inStock('SKU-100', settings === toCome ? 0 : 2, settings);

    expect(await attempt(skus, looking('SKU-100'), { expected })).toMatchObject({ outcome: 'held' });

    expect(ordered()).not.toHaveProperty('reschedulings');
  });
});

describe('an attempt that meets others at the same stock', () => {
  beforeEach(() => {
    db.intercept = async ({ name, items = [] }, commit) => {
      if (name === 'TransactWriteCommand') throw transactionConflict(items.length);
      return commit();
    };
  });

  it('is worth another where there is enough', async () => {
    inStock('ENOUGH', 2);

    expect(await attempt(['ENOUGH'])).toEqual({ outcome: 'contended', hasOtherShards: false });
  });

  it('is short where there is too little, or nothing is known of it', async () => {
    inStock('LITTLE', 1);

    expect(await attempt(['LITTLE', 'NEVER'])).toEqual({
      outcome: 'short',
      shortages: [
        { sku: 'LITTLE', requested: 2, available: 1 },
        { sku: 'NEVER', requested: 2, available: 0 },
      ],
    });
  });

  it.each([
    ['may go to another shard where it is spread', { shards: 2, allShards: 2 }, true],
    ['may be promised beyond it where that is allowed', { backorder: { limit: 5 }, backordered: 0 }, false],
  ])('%s, though shard 0 has too little', async (what, settings, hasOtherShards) => {
    const sku = `LOOK-${what.length}`;
    inStock(sku, 0, settings);

    expect(await attempt([sku])).toEqual({ outcome: 'contended', hasOtherShards });
  });
});

function attempt(skus: readonly string[], learnt: Learnt = nothing(), more: Partial<OrderContent> = {}) {
  const whole = { ...content(skus), ...more };
  return attemptHold({ order: newOrder(whole), isStored: false }, whole, wanted(skus), learnt, ports);
}

function wanted(skus: readonly string[]) {
  return skus.toSorted().map((sku) => ({ sku, quantity: 2 }));
}

/** What is learnt of a SKU once it was found to be sold beyond its stock. */
function looking(sku: string): Learnt {
  return { ...nothing(), looks: new Map([[sku, 'shard 0']]) };
}

function ordered() {
  return db.item('orders', `ORDER#${anOrderId()}`, 'ORDER');
}

function nothing(): Learnt {
  return { looks: new Map(), atMost: new Map(), turn: 0 };
}

function inStock(sku: string, units: number, settings: object = {}): void {
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: units, available: units, reserved: 0, ...settings });
}

function stockOf(sku: string) {
  return db.item('stock', `SKU#${sku}`, 'STOCK');
}
