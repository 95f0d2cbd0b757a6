import { beforeEach, describe, expect, it } from 'vitest';
import { confirmOrder } from '../../lambdas/orders/confirm-order.ts';
import { anOrder, anOrderId } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const key = { pk: `ORDER#${id}`, sk: 'ORDER' };

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('confirming', () => {
  it('a reserved order keeps its stock for good, takes it off the open orders, and is told on its timeline once', async () => {
    const hold = { heldGroups: 1, holdExpiresAt: '2026-11-23T13:00:00.000Z', openShard: 'OPEN#1', openSince: 'x' };
    db.put('orders', { ...key, ...anOrder({ status: 'RESERVED' }), ...hold });

    await confirmOrder(id);
    await confirmOrder(id);

    const confirmed = db.item('orders', key.pk, key.sk);
    expect(confirmed).toMatchObject({
      status: 'CONFIRMED',
      heldGroups: 1,
      timeline: [{ event: 'ORDER_ACCEPTED' }, { event: 'ORDER_CONFIRMED' }],
    });
    for (const gone of ['holdExpiresAt', 'openShard', 'openSince']) expect(confirmed).not.toHaveProperty(gone);
  });

  it.each([
    ['REJECTED', 'OrderCancelled'],
    ['CANCELLED', 'OrderCancelled'],
    ['PENDING', 'Error'],
  ] as const)('an order that is %s throws %s and changes nothing', async (status, name) => {
    db.put('orders', { ...key, ...anOrder({ status }) });

    await expect(confirmOrder(id)).rejects.toMatchObject({ name });
    expect(db.item('orders', key.pk, key.sk)).toMatchObject({ status });
  });

  it('an order that is not there is a fault', async () => {
    await expect(confirmOrder(id)).rejects.toMatchObject({ name: 'OrderNotFound' });
  });
});
