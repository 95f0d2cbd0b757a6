import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/orders/order.ts';
import type { StoredReturn } from '../../lambdas/orders/order-return.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { anOrder, anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const at = '2026-12-01T12:00:00.000Z';
const counts = [{ line: 1, fulfilled: 6, returned: 2 }];
const back: StoredReturn = {
  ...{ id: 'r1', at, by: 'keeper', restock: true, requestHash: 'hash' },
  lines: [{ line: 1, quantity: 2 }],
};

let db: InMemoryDynamoDb;
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  await orderTable().addContent(anOrderContent());
});

const seen = (order: Partial<Order> = {}) => anOrder({ status: 'SHIPPED', holdVersion: 3, ...order });
const isBooked = async (from = seen()) => (await transact(orderTable().returnWrites(from, counts, back))) === undefined;

describe('what came back of an order', () => {
  it('stands beside it, is counted, and is a line of its timeline', async () => {
    db.put('orders', anOrderItem(seen()));

    expect(await isBooked()).toBe(true);

    const { order, returns } = await orderTable().find(id);
    expect(returns).toEqual([back]);
    expect(order).toMatchObject({ lineCounts: counts, version: 2, holdVersion: 4 });
    expect(order?.timeline).toEqual([
      { at: noon, event: 'ORDER_ACCEPTED' },
      { at, event: 'ITEMS_RETURNED' },
    ]);
  });

  it('is booked once', async () => {
    db.put('orders', anOrderItem(seen()));

    expect(await isBooked()).toBe(true);
    expect(await isBooked(seen({ holdVersion: 4 }))).toBe(false);
    expect((await orderTable().find(id)).order?.version).toBe(2);
  });

  it.each<Partial<Order>>([{ holdVersion: 4 }, { status: 'CONFIRMED' }])(
    'is not booked over an order that stands otherwise than it was read: %j',
    async (now) => {
      db.put('orders', anOrderItem(seen(now)));

      expect(await isBooked()).toBe(false);
      expect((await orderTable().find(id)).returns).toEqual([]);
    },
  );
});
