import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../lambdas/order-recovery/note-failure.handler.ts';
import { orderStatuses } from '../../lambdas/orders/order-status.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { aContext, anOrder, anOrderContent, anOrderId } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const key = { pk: `ORDER#${id}`, sk: 'ORDER' };
const event = { time: '2026-11-23T12:00:05Z', detail: { name: id, status: 'FAILED' } };

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('the failure of an execution', () => {
  it.each(orderStatuses)('is noted on an order that is %s only while it has no answer', async (status) => {
    db.put('orders', { ...key, ...anOrder({ status }) });

    await handler(event, aContext());
    await handler(event, aContext());

    const isOpen = status === 'PENDING' || status === 'RESERVED';
    expect(db.item('orders', key.pk, key.sk)).toEqual({
      ...key,
      ...anOrder({ status }),
      ...(isOpen && {
        failedAt: '2026-11-23T12:00:05.000Z',
        version: 3,
        openShard: expect.stringMatching(/^OPEN#/),
        openSince: anOrder().createdAt,
      }),
    });
  });

  it('is noted on an order that failed before anything had changed about it, which is open from then on', async () => {
    await orderTable().addContent(anOrderContent({ id }));

    await handler(event, aContext());
    await handler(event, aContext());

    expect(db.item('orders', key.pk, key.sk)).toMatchObject({
      ...anOrder(),
      version: 3,
      failedAt: '2026-11-23T12:00:05.000Z',
      openShard: expect.stringMatching(/^OPEN#/),
    });
  });

  it('makes no order of one that is not there', async () => {
    await handler(event, aContext());

    expect(db.items('orders')).toEqual([]);
  });
});
