import { beforeEach, describe, expect, it } from 'vitest';
import { holdingPorts, releaseInventory, reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { confirmOrder } from '../../lambdas/order-workflow/confirm-order.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderFromItem } from '../../lambdas/orders/order-item.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { allocateBackorders } from '../../lambdas/stock-watch/allocate-backorders.ts';
import { anOrderContent, anOrderId, anOrderLine, noon } from '../builders.ts';
import { shipWhole } from '../orders/ship-whole.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const clock = () => new Date(noon);
const nextWeek = '2026-11-30T00:00:00.000Z';

let db: InMemoryDynamoDb;
let sku: string;
let skus = 0;
let told: string[];
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  // What an execution environment remembers of a SKU must not hide anything.
  sku = `BACKORDERED-${skus++}`;
  told = [];
});

describe('an order of a SKU that may be backordered', () => {
  it('gets from the stock what is there, and the rest backordered until the next supply', async () => {
    inStock(2, { limit: 10, expectedAt: nextWeek });

    await reserved(0, 5);

    expect(order(0)).toMatchObject({
      status: 'RESERVED',
      backorderedLines: [{ sku, quantity: 3, expectedAt: nextWeek }],
    });
    expect(stock()).toMatchObject({ available: 0, reserved: 2, backordered: 3 });
    // One queue, and its stock in one place.
    expect(order(0)).not.toHaveProperty('heldFrom');
  });

  it('is expected after the lead time where no date is known, or the known one is over', async () => {
    inStock(0, { limit: 10, leadTimeDays: 3, expectedAt: '2026-11-01T00:00:00.000Z' });

    await reserved(0, 1);

    expect(order(0).backorderedLines).toEqual([{ sku, quantity: 1, expectedAt: '2026-11-26T12:00:00.000Z' }]);
  });

  it('has nothing backordered when the stock has it all', async () => {
    inStock(5, { limit: 10 });

    await reserved(0, 5);

    expect(order(0).backorderedLines).toBeUndefined();
    expect(stock()).toMatchObject({ available: 0, reserved: 5, backordered: 0 });
  });

  it('waits behind those who wait already, even if units have just arrived', async () => {
    inStock(4, { limit: 10 }, 2);

    await reserved(0, 3);

    expect(order(0).backorderedLines).toMatchObject([{ quantity: 3 }]);
    expect(stock()).toMatchObject({ available: 4, backordered: 5 });
  });

  it('is out of stock beyond the limit, which names all that could be promised', async () => {
    inStock(1, { limit: 2 });
    await accepted(0, 4);

    await expect(reserve(0)).rejects.toMatchObject({ shortages: [{ sku, requested: 4, available: 3 }] });
    expect(stock()).toMatchObject({ available: 1, backordered: 0 });
    expect(db.items('backorders')).toEqual([]);
  });

  it('called off leaves the queue, and gives back what it held', async () => {
    inStock(2, { limit: 10 });
    await reserved(0, 5);

    await orderTable().cancel(anOrderId(0), { by: 'CUSTOMER', at: noon, reason: 'TOO_SLOW' });
    await releaseInventory(anOrderId(0));

    expect(stock()).toMatchObject({ available: 2, reserved: 0, backordered: 0 });
    expect(db.items('backorders')).toEqual([]);
  });

  it('is not shipped before all of it is there', async () => {
    inStock(2, { limit: 10 });
    await reserved(0, 5);
    await confirmOrder(anOrderId(0));

    expect(await shipWhole(anOrderId(0), noon)).toBe(false);
  });
});

describe('a preorder', () => {
  it('is backordered until the release, whatever has arrived', async () => {
    inStock(5, { limit: 10, releaseAt: nextWeek });

    await reserved(0, 2);

    expect(order(0).backorderedLines).toEqual([{ sku, quantity: 2, expectedAt: nextWeek }]);
    expect(stock()).toMatchObject({ available: 5, backordered: 2 });
    await allocate();
    expect(stock()).toMatchObject({ available: 5, backordered: 2 });
  });

  it('gets its units on the day of the release', async () => {
    inStock(5, { limit: 10, releaseAt: nextWeek });
    await reserved(0, 2);

    await allocate(() => new Date(nextWeek));

    expect(order(0).backorderedLines).toBeUndefined();
    expect(stock()).toMatchObject({ available: 3, reserved: 2, backordered: 0 });
  });
});

describe('arrived stock', () => {
  it('goes to those who wait, first come, first served, the last of them in part', async () => {
    inStock(0, { limit: 10 });
    for (const [number, quantity] of [2, 3, 4].entries()) await reserved(number, quantity);
    await confirmOrder(anOrderId(0));
    arrive(4);

    await allocate();

    expect(order(0).backorderedLines).toBeUndefined();
    expect(order(1).backorderedLines).toMatchObject([{ quantity: 1 }]);
    expect(order(2).backorderedLines).toMatchObject([{ quantity: 4 }]);
    expect(stock()).toMatchObject({ available: 0, reserved: 4, backordered: 5 });
    expect(order(0).timeline.at(-1)).toEqual({ at: noon, event: 'BACKORDERED_ITEMS_ARRIVED' });
  });

  it('is told once the order is confirmed and all of it is there; asked for ahead, in case the call is cut off', async () => {
    inStock(0, { limit: 10 });
    await reserved(0, 2);
    await confirmOrder(anOrderId(0));
    await reserved(1, 1);
    arrive(1);
    await allocate();
    expect(told).toEqual([]);

    arrive(2);
    await allocate();

    expect(told).toEqual(['backordered-items-arrived after 60 s', 'backordered-items-arrived after 0 s']);
    expect(order(1)).toMatchObject({ status: 'RESERVED' });
  });

  it('is served by a later call where more wait than one has time for; the change of the stock brings that', async () => {
    inStock(0, { limit: 20 });
    for (const number of [0, 1, 2, 3, 4, 5, 6, 7]) await reserved(number, 1);
    arrive(8);
    // Each look at the time is ten seconds later.
    let now = Date.parse(noon);
    const slow = () => {
      now += 10_000;
      return new Date(now);
    };

    const available = () => stock()?.available as number;
    for (let calls = 0; available() > 0; calls++) {
      const before = available();
      const begun = now;
      await allocate(slow);
      // The function has 55 seconds.
      expect(now - begun).toBeLessThan(55_000);
      expect(available()).toBeLessThan(before);
      expect(calls).toBeLessThan(8);
    }

    expect(stock()).toMatchObject({ available: 0, reserved: 8, backordered: 0 });
    expect(order(7).backorderedLines).toBeUndefined();
  });

  it('is not held back by an order that was called off but not released yet', async () => {
    inStock(0, { limit: 10 });
    await reserved(0, 2);
    await reserved(1, 2);
    await orderTable().cancel(anOrderId(0), { by: 'CUSTOMER', at: noon, reason: 'TOO_SLOW' });
    arrive(2);

    await allocate();

    expect(order(1).backorderedLines).toBeUndefined();
    expect(stock()).toMatchObject({ available: 0, reserved: 2, backordered: 0 });
  });
});

function inStock(units: number, backorder: object, backordered = 0): void {
  const item = { sku, onHand: units, available: units, reserved: 0, backorder, backordered };
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', ...item });
}

function arrive(units: number): void {
  const { available, onHand, ...item } = stock() as { available: number; onHand: number };
  db.put('stock', { ...item, available: available + units, onHand: onHand + units });
}

async function reserved(number: number, quantity: number): Promise<void> {
  await accepted(number, quantity);
  await reserve(number);
}

async function accepted(number: number, quantity: number): Promise<void> {
  const content = anOrderContent({
    id: anOrderId(number),
    createdAt: new Date(Date.parse(noon) + number * 1000).toISOString(),
    lines: [anOrderLine({ sku, quantity })],
  });
  await orderTable().addContent(content);
  await orderTable().addOrder(newOrder(content));
}

function reserve(number: number): Promise<void> {
  return reserveInventory(anOrderId(number), { ...holdingPorts(), clock, holdSeconds: 3600 });
}

function allocate(now = clock): Promise<void> {
  return allocateBackorders(sku, {
    ...holdingPorts(),
    clock: now,
    requestNotice: async ({ event }, delaySeconds = 0) => {
      told.push(`${event} after ${delaySeconds} s`);
    },
  });
}

function stock() {
  return db.item('stock', `SKU#${sku}`, 'STOCK');
}

function order(number: number): Order {
  return orderFromItem(db.item('orders', `ORDER#${anOrderId(number)}`, 'ORDER') ?? {});
}
