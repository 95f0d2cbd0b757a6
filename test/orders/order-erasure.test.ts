import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderId } from '../../lambdas/orders/order.ts';
import type { ErasedOrder } from '../../lambdas/orders/order-erasure.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { lastPageVersion } from '../../lambdas/orders/page-token.ts';
import type { StoredReturnCase } from '../../lambdas/orders/return-case.ts';
import { aLineCancellation, anOrder, anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const pk = `ORDER#${id}`;
const now = '2029-12-01T12:00:00.000Z';
const said = { text: 'ADA has moved' } as const;
const parcel = { state: 'DELIVERED', since: noon, at: noon, scans: [{ at: noon, state: 'DELIVERED' }] } as const;
const asked: StoredReturnCase = {
  ...{ id: 'c1', kind: 'CLAIM', state: 'RECEIVED', lines: [], remedy: 'REFUND', keeps: false, postage: 'SHOP' },
  ...{ history: [], version: 1, requestHash: 'h', carrier: 'Post' },
  ...{ ...said, declaredBy: 'ADA', remark: 'ADA was friendly', trackingNumber: 'TRACK2' },
};

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

/** An order with words of its customer in every place. @returns what was read of it */
async function told(): Promise<ErasedOrder> {
  await orderTable().addContent(anOrderContent());
  const cancellation = { by: 'CUSTOMER', at: noon, reason: 'OTHER', ...said } as const;
  const lineCancellations = [aLineCancellation({ ...said }), aLineCancellation({ id: 'c2' })];
  db.put('orders', anOrderItem({ status: 'CANCELLED', cancellation, lineCancellations, pageVersion: 1 }));
  db.put('orders', {
    pk,
    sk: 'RESEND#r1',
    id: 'r1',
    event: 'order-confirmed',
    email: 'ada@x.example',
    by: 's',
    at: noon,
  });
  const shipment = { at: noon, lines: [], requestHash: 'h', trackingNumber: 'TRACK1' };
  db.put('orders', { pk, sk: 'SHIPMENT#s1', id: 's1', ...shipment, parcel });
  db.put('orders', { pk, sk: 'SHIPMENT#s2', id: 's2', ...shipment });
  const back = { at: noon, by: 'staff', lines: [], restock: true, requestHash: 'h', reason: 'ADA says so' };
  db.put('orders', { pk, sk: 'RETURN#t1', id: 't1', ...back });
  db.put('orders', { pk, sk: 'CASE#c1', ...asked });
  db.put('orders', { pk, sk: 'DELIVERY_INSTRUCTIONS', text: 'ask for ADA', at: noon });
  const { order, content, ...beside } = await orderTable().find(id);
  if (order === undefined || content === undefined) throw new Error('the order is there');
  return { order, content, ...beside };
}

describe('an order whose personal data is erased', () => {
  it('keeps what the books are made of, and nothing that its customer has said', async () => {
    expect(await orderTable().erase(await told(), now, ['email#1'])).toBe(true);

    const { text: _t, declaredBy: _d, remark: _r, trackingNumber: _n, ...kept } = asked;
    expect(await orderTable().find(id)).toMatchObject({
      resends: [{ id: 'r1', by: 's' }],
      shipments: [{ id: 's1', parcel: { ...parcel, scans: [] } }, { id: 's2' }],
      returns: [{ id: 't1', by: 'staff' }],
      cases: [kept],
      changedInstructions: { text: '', at: noon },
      order: {
        cancellation: { by: 'CUSTOMER', at: noon, reason: 'OTHER' },
        lineCancellations: [aLineCancellation(), aLineCancellation({ id: 'c2' })],
        pageVersion: 2,
        version: 2,
      },
    });
    expect(JSON.stringify(db.items('orders'))).not.toMatch(/ADA|ada@|Sample Street|TRACK/);
    expect(await orderTable().findErased(id)).toEqual({ erasedAt: now, createdAt: noon, listedBy: ['email#1'] });
  });

  it('of which little is known has no more afterwards', async () => {
    await orderTable().addContent(anOrderContent());
    db.put('orders', anOrderItem({ status: 'SHIPPED' }));
    const [order, content] = [anOrder({ status: 'SHIPPED' }), anOrderContent()];
    const beside = { resends: [], shipments: [], returns: [], cases: [], changedInstructions: undefined };

    expect(await orderTable().erase({ order, content, ...beside }, now, [])).toBe(true);
    expect(db.item('orders', pk, 'ORDER')).toEqual(anOrderItem({ status: 'SHIPPED', pageVersion: 1, version: 2 }));
    expect(db.items('orders')).toHaveLength(2);
  });

  it('is not so where it has changed since it was read', async () => {
    const read = await told();
    db.put('orders', { ...db.item('orders', pk, 'ORDER'), pk, sk: 'ORDER', version: 2 });

    expect(await orderTable().erase(read, now, [])).toBe(false);
    expect(await orderTable().findErased(id)).toBeUndefined();
  });

  it('is not made by it: what is gone stays gone', async () => {
    const read = await told();
    db.clear();

    expect(await orderTable().erase(read, now, [])).toBe(false);
    await orderTable().recordUnlisted(id);
    expect(db.items('orders')).toEqual([]);
  });

  it('is found by nothing personal once that is noted', async () => {
    await orderTable().erase(await told(), now, ['email#1']);

    await orderTable().recordUnlisted(id);

    expect(await orderTable().findErased(id)).toEqual({ erasedAt: now, createdAt: noon });
  });

  it('has no link that works, however often they were revoked before', async () => {
    const { order, ...read } = await told();
    const last = { ...order, pageVersion: lastPageVersion };

    await orderTable().erase({ order: last, ...read }, now, []);
    expect((await orderTable().findOrder(id))?.pageVersion).toBe(lastPageVersion);
  });
});

describe('the orders whose personal data is too old', () => {
  it.each([1, 3, 100])('are met once each, by pages of %i items, unless they are erased', async (pageSize) => {
    const years = ['2023', '2024', '2025', '2026'];
    for (const [index, year] of years.entries()) {
      await orderTable().addContent(anOrderContent({ id: anOrderId(index), createdAt: `${year}-11-23T12:00:00.000Z` }));
      db.put('orders', anOrderItem({ id: anOrderId(index), createdAt: `${year}-11-23T12:00:00.000Z` }));
    }
    const erased = { ...db.item('orders', `ORDER#${anOrderId(1)}`, 'CONTENT#000'), erasedAt: now };
    db.put('orders', erased);
    db.pageSize = pageSize;

    const met: OrderId[] = [];
    let from: string | undefined;
    do {
      const page = await orderTable().oldOrders('2025-11-23T12:00:00.001Z', from);
      met.push(...page.ids);
      from = page.next;
    } while (from !== undefined);
    expect(met.toSorted()).toEqual([anOrderId(0), anOrderId(2)].toSorted());
  });

  it('are looked for from where the pass was cut off', async () => {
    expect(await orderTable().findErasing()).toBeUndefined();

    for (const pass of [{ begunAt: noon, from: '{"pk":"p"}' }, { begunAt: noon }]) {
      await orderTable().recordErasing(pass);
      expect(await orderTable().findErasing()).toEqual(pass);
    }
  });
});
