import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const [end, later] = ['2026-11-23T13:00:00.000Z', '2026-11-23T14:00:00.000Z'];

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('the hold of an order', () => {
  it.each<[Partial<Order>, string, boolean]>([
    [{ status: 'PENDING' }, later, true],
    [{ status: 'RESERVED' }, later, true],
    [{ status: 'RESERVED' }, end, false],
    [{ status: 'RESERVED' }, noon, false],
    [{ status: 'CONFIRMED' }, later, false],
    [{ status: 'REJECTED' }, later, false],
  ])('only grows, and only while the order has no answer: %j until %s %s', async (order, until, grows) => {
    db.put('orders', anOrderItem({ ...order, holdExpiresAt: end }));

    expect(await orderTable().extendHold(id, until)).toBe(grows);
    expect(db.item('orders', `ORDER#${id}`, 'ORDER')).toEqual(
      anOrderItem({ ...order, holdExpiresAt: grows ? until : end, version: grows ? 2 : 1 }),
    );
  });

  it.each([
    [2, [id]],
    [0, []],
  ])('is listed, of an order that an earlier version left holding %i SKUs: %j', async (heldSkus, listed) => {
    db.put('orders', anOrderItem({ status: 'CONFIRMED', heldSkus }));

    await orderTable().indexHolding(() => true);

    const holding: string[] = [];
    for await (const orderId of orderTable().holding()) holding.push(orderId);
    expect(holding).toEqual(listed);
  });
});
