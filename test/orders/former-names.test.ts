import { beforeEach, describe, expect, it } from 'vitest';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import { NoticeRequest } from '../../lambdas/orders/order-effects-queue.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrderContent, anOrderId, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { shipWhole } from './ship-whole.ts';

const id = anOrderId();
const pk = `ORDER#${id}`;
const line = { sku: '85123A', quantity: 2, expectedAt: '2026-11-30T00:00:00.000Z' };

let db: InMemoryDynamoDb;
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  await orderTable().addContent(anOrderContent({ id }));
  await orderTable().addOrder(newOrder(anOrderContent({ id })));
});

describe('what release 0.1 stored', () => {
  it('is read: an order with backordered lines, and with some that have arrived', async () => {
    const timeline = [{ at: noon, event: 'LATE_ITEMS_ARRIVED' }];
    db.put('orders', { ...db.item('orders', pk, 'ORDER'), status: 'CONFIRMED', heldSkus: 1, late: [line], timeline });

    const { order } = await orderTable().find(id);

    expect(order).toMatchObject({
      backorderedLines: [line],
      timeline: [{ at: noon, event: 'BACKORDERED_ITEMS_ARRIVED' }],
    });
    expect(await orderTable().findOrder(id)).toEqual(order);
    expect(await shipWhole(id, noon)).toBe(false);
  });

  it('keeps customers from being told again that backordered items have arrived', async () => {
    const marker = { event: 'late-items-arrived', channel: 'email', state: 'SENT', at: noon };
    db.put('orders', { pk, sk: 'NOTICE#late-items-arrived#email', ...marker });

    const standing = await orderTable().claimNotice(id, { event: 'backordered-items-arrived' }, 'email', noon);

    expect(standing).toEqual({ ...marker, event: 'backordered-items-arrived' });
    expect((await orderTable().find(id)).notices).toEqual([standing]);
  });

  it('is understood in a queued message', () => {
    expect(NoticeRequest.parse({ orderId: id, event: 'late-items-arrived' })).toEqual({
      orderId: id,
      event: 'backordered-items-arrived',
    });
  });
});
