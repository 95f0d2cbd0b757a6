import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/orders/order.ts';
import type { StoredReturn } from '../../lambdas/orders/order-return.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { StoredReturnCase } from '../../lambdas/orders/return-case.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';
import { anOrder, anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const later = '2026-12-01T12:00:00.000Z';
const muchLater = '2026-12-02T12:00:00.000Z';
const asked: StoredReturnCase = {
  ...{ id: 'c1', kind: 'RETURN', state: 'APPROVED', remedy: 'REFUND', keeps: false, postage: 'SHOP' },
  ...{ version: 1, requestHash: 'hash', dueAt: later },
  lines: [{ line: 1, quantity: 2 }],
  history: [
    { at: noon, state: 'REQUESTED', by: 'customer' },
    { at: later, state: 'APPROVED', by: 'service' },
  ],
};
const received: StoredReturnCase = {
  ...asked,
  ...{ state: 'RECEIVED', version: 2 },
  history: [...asked.history, { at: muchLater, state: 'RECEIVED', by: 'keeper' }],
};

let db: InMemoryDynamoDb;
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  await orderTable().addContent(anOrderContent());
});

const seen = (order: Partial<Order> = {}) => anOrder({ status: 'SHIPPED', holdVersion: 3, ...order });
const stored = (order: Partial<Order> = {}) => db.put('orders', anOrderItem(seen(order)));
const isWritten = async (...args: Parameters<ReturnType<typeof orderTable>['caseWrites']>) =>
  (await transact(orderTable().caseWrites(...args))) === undefined;
const item = () => db.item('orders', `ORDER#${id}`, 'ORDER');
const news = async () => (await orderTable().find(id)).order?.timeline.slice(1);

describe('a return case', () => {
  it('that is new tells of each of its steps, and puts its order among those that did not go well', async () => {
    stored();

    expect(await isWritten(seen(), undefined, asked)).toBe(true);

    expect((await orderTable().find(id)).cases).toEqual([asked]);
    expect(await news()).toEqual([
      { at: noon, event: 'RETURN_REQUESTED', detail: 'RETURN' },
      { at: later, event: 'RETURN_APPROVED', detail: 'RETURN' },
    ]);
    expect(item()).toMatchObject({ troubledShard: expect.any(String), holdVersion: 4, version: 2 });
    expect(item()).not.toHaveProperty('lineCounts');
  });

  it('that goes on tells of what is new', async () => {
    stored();
    db.put('orders', { pk: `ORDER#${id}`, sk: 'CASE#c1', ...asked });

    expect(await isWritten(seen(), asked, received)).toBe(true);

    expect((await orderTable().find(id)).cases).toEqual([received]);
    expect(await news()).toEqual([{ at: muchLater, event: 'RETURN_RECEIVED', detail: 'RETURN' }]);
    expect(item()).not.toHaveProperty('troubledShard');
  });

  it('that is put right without a step tells of nothing', async () => {
    stored();
    db.put('orders', { pk: `ORDER#${id}`, sk: 'CASE#c1', ...asked });

    expect(await isWritten(seen(), asked, { ...asked, version: 2, trackingNumber: 'T1' })).toBe(true);

    expect(await news()).toEqual([]);
    expect((await orderTable().find(id)).cases).toMatchObject([{ version: 2, trackingNumber: 'T1' }]);
  });

  it('brings what came back with it, which is counted, and booked once', async () => {
    stored();
    db.put('orders', { pk: `ORDER#${id}`, sk: 'CASE#c1', ...asked });
    const back: StoredReturn = {
      ...{ id: 'r1', at: later, by: 'keeper', restock: true, requestHash: 'hash' },
      lines: [{ line: 1, quantity: 2 }],
    };
    const booked = { returns: [back], lineCounts: [{ line: 1, fulfilled: 6, returned: 2 }] };

    expect(await isWritten(seen(), asked, received, booked)).toBe(true);
    expect(await orderTable().find(id)).toMatchObject({ returns: [back], order: { lineCounts: booked.lineCounts } });

    const again = { ...received, version: 3 };
    expect(await isWritten(seen({ holdVersion: 4 }), received, again, booked)).toBe(false);
    expect((await orderTable().find(id)).cases).toEqual([received]);
  });

  it.each<Partial<Order>>([{ holdVersion: 4 }, { status: 'CONFIRMED' }])(
    'is not written over an order that stands otherwise than it was read: %j',
    async (now) => {
      stored(now);

      expect(await isWritten(seen(), undefined, asked)).toBe(false);
      expect((await orderTable().find(id)).cases).toEqual([]);
    },
  );

  it('is written once, and changed only from how it was read', async () => {
    stored();
    db.put('orders', { pk: `ORDER#${id}`, sk: 'CASE#c1', ...received });

    expect(await isWritten(seen(), undefined, asked)).toBe(false);
    expect(await isWritten(seen(), asked, { ...received, state: 'EXPIRED' })).toBe(false);
    expect((await orderTable().find(id)).cases).toEqual([received]);
  });

  it('is looked at later, unless it went on meanwhile', async () => {
    stored();
    db.put('orders', { pk: `ORDER#${id}`, sk: 'CASE#c1', ...asked });

    expect(await tryWrite(orderTable().caseDueWrite(id, asked, muchLater))).toBe(true);
    expect(await tryWrite(orderTable().caseDueWrite(id, asked, later))).toBe(false);
    expect((await orderTable().find(id)).cases).toEqual([{ ...asked, dueAt: muchLater, version: 2 }]);
  });
});
