import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { FoundOrders } from '../../lambdas/order-search/found-orders.ts';
import { indexEveryOrder } from '../../lambdas/order-search/index-every-order.ts';
import { indexOrder } from '../../lambdas/order-search/index-order.ts';
import { handler } from '../../lambdas/order-search/search-orders.handler.ts';
import { searchTable } from '../../lambdas/order-search/search-table.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import type { OrderContent } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { aContext, anHttpRequest, anOrderContent, anOrderId, anOrderLine, aPayment } from '../builders.ts';
import { ConnectionLost } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

const now = Date.now();
const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString();

/** An order that was accepted; so long ago, in hours. */
async function place(key: number, content: Partial<OrderContent> = {}, hours = key): Promise<OrderContent> {
  const placed = anOrderContent({ id: anOrderId(key), createdAt: ago(hours), ...content });
  await orderTable().addContent(placed);
  await indexOrder(placed.id);
  return placed;
}

async function search({ limit, ...rest }: Record<string, string>) {
  const body = JSON.stringify({ ...rest, ...(limit !== undefined && { limit: Number(limit) }) });
  const request = anHttpRequest({ body, storefront: 'back-office', scope: 'orders:staff' });
  const answer = (await handler(request, aContext())) as APIGatewayProxyStructuredResultV2;
  const { statusCode, body: text = '' } = answer;
  return statusCode === 200 ? FoundOrders.parse(JSON.parse(text)) : { statusCode, body: text };
}

async function found(query: Record<string, string>): Promise<FoundOrders['orders']> {
  const answer = await search(query);
  if ('statusCode' in answer) throw new Error(String(answer.body));
  return answer.orders;
}

const idsOf = (orders: FoundOrders['orders']) => orders.map(({ id }) => id);

/** The ids of every page, one after another. */
async function pages(query: Record<string, string>): Promise<readonly (readonly string[])[]> {
  const all: string[][] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await search({ ...query, ...(cursor !== undefined && { cursor }) });
    if ('statusCode' in page) throw new Error(String(page.body));
    all.push(idsOf(page.orders));
    if (page.next === undefined) return all;
    cursor = page.next;
  }
}

describe('an order', () => {
  it('is found by all that a customer may say of it, and says by what, masked', async () => {
    const { id } = await place(1, { contact: { email: 'ada@example.com', phone: '+447400123456' } });
    await place(2, {
      contact: { email: 'bob@example.com', phone: '+337400123456' },
      lines: [anOrderLine({ sku: 'TEA-1' })],
    });
    await paymentTable().replace(aPayment({ orderId: id }), aPayment({ orderId: id, reference: 'pi_3QabcDEF' }));

    const said = {
      'ADA@example.com': 'email',
      '07400 123456': 'phone',
      '+44 7400 123456': 'phone',
      pi_3QabcDEF: 'reference',
      '85123A': 'sku',
      [id]: 'id',
    };
    for (const [q, matched] of Object.entries(said)) {
      const orders = (await found({ q })).filter((order) => order.id === id);
      expect(orders, q).toMatchObject([
        { id, matched: [matched], customer: { email: 'a***@example.com', phone: '***56', name: 'A*** E***' } },
      ]);
    }
    expect(idsOf(await found({ q: '+44 7400 123456' })), 'of another country').toEqual([id]);
  });

  it('that nothing has changed about yet is found as it was accepted', async () => {
    const { id } = await place(1, { contact: { email: 'ada@example.com' } });

    expect(await found({ q: 'ada@example.com' })).toMatchObject([{ id, status: 'PENDING' }]);
    expect(db.item('orders', `ORDER#${id}`, 'ORDER')).toBeUndefined();
  });

  it('of release 0.2 is found by what it was called', async () => {
    const id = anOrderId(1);
    const { number: _, ...content } = anOrderContent({ id, createdAt: ago(1) });
    await orderTable().addContent(content as OrderContent);
    await indexOrder(id);

    expect(await found({ q: id.slice(0, 8) })).toMatchObject([{ id, matched: ['number'] }]);
  });

  it('is in the index once, whole, however often and wherever its indexing was cut off', async () => {
    const content = await place(1, {
      lines: Array.from({ length: 60 }, (_, line) => anOrderLine({ sku: `SKU-${line}` })),
    });
    const entries = db
      .items('order-search')
      .map(({ pk, sk }) => `${pk} ${sk}`)
      .toSorted();

    for (const lost of [0, 1, 2]) {
      for (const { pk, sk } of db.items('order-search')) db.drop('order-search', String(pk), String(sk));
      let writes = 0;
      db.intercept = async (_, commit) => {
        if (_.name === 'BatchWriteCommand' && writes++ === lost) throw new ConnectionLost();
        return commit();
      };
      await indexOrder(content.id).catch(() => {});
      db.intercept = async (_, commit) => commit();
      await Promise.all([indexOrder(content.id), indexOrder(content.id)]);
      expect(
        db
          .items('order-search')
          .map(({ pk, sk }) => `${pk} ${sk}`)
          .toSorted(),
      ).toEqual(entries);
    }
  });
});

describe('a list', () => {
  it('is read page by page, newest first, each order once', async () => {
    const ids = [];
    for (const key of [1, 2, 3, 4, 5]) ids.push((await place(key)).id);

    expect(await pages({ q: '85123A', limit: '2' })).toEqual([[ids[0], ids[1]], [ids[2], ids[3]], [ids[4]]]);
    expect(await pages({ limit: '2' })).toEqual([[ids[0], ids[1]], [ids[2], ids[3]], [ids[4]]]);
  });

  it('is of a span of time, and of 90 days where none is named', async () => {
    for (const [key, hours] of [1, 30, 24 * 40, 24 * 89, 24 * 91].entries()) await place(key, {}, hours);
    const keys = [0, 1, 2, 3, 4].map((key) => anOrderId(key));

    expect(idsOf(await found({}))).toEqual(keys.slice(0, 4));
    expect(idsOf(await found({ placedAfter: ago(24 * 100) }))).toEqual(keys);
    expect(idsOf(await found({ placedAfter: ago(24 * 41), placedBefore: ago(2) }))).toEqual(keys.slice(1, 3));
    expect(idsOf(await found({ q: '85123A', placedBefore: ago(24 * 50) }))).toEqual(keys.slice(3));
  });

  it('of a status has those that stand there, page by page, though most stand elsewhere', async () => {
    const cancelled: string[] = [];
    for (let key = 0; key < 130; key++) {
      const content = await place(key, {}, key / 10);
      await orderTable().addOrder(newOrder(content));
      if (key % 40 !== 7) continue;
      await orderTable().cancel(content.id, { by: 'CUSTOMER', at: ago(0), reason: 'CHANGED_MIND' });
      cancelled.push(content.id);
    }

    expect((await pages({ status: 'CANCELLED', limit: '3' })).flat()).toEqual(cancelled);
    expect((await pages({ q: '85123A', status: 'CANCELLED', limit: '3' })).flat()).toEqual(cancelled);
  });

  it('of those that wait for their answer begins with who waits longest', async () => {
    for (const key of [1, 2, 3]) await orderTable().addOrder(newOrder(await place(key)));
    await orderTable().cancel(anOrderId(2), { by: 'CUSTOMER', at: ago(0), reason: 'CHANGED_MIND' });

    expect(await pages({ status: 'PENDING', limit: '1' })).toEqual([[anOrderId(3)], [anOrderId(1)]]);
    expect(idsOf(await found({ status: 'PENDING', placedBefore: ago(2) }))).toEqual([anOrderId(3)]);
  });

  it('costs as much however many orders there are: a query for each meaning, and one read of what was found', async () => {
    for (const key of [1, 2, 3]) await place(key, { contact: { email: `${key}@example.com` } });
    const { reads } = db.counts;

    await found({ q: '2@example.com' });

    // By e-mail and SKU; orders and contents, of what is named and of what is listed.
    expect(db.counts.reads - reads).toBeLessThanOrEqual(6);
  });
});

describe('a search', () => {
  it('that finds nothing says what may be wrong with a number', async () => {
    expect(await search({ q: 'K7Q-4XW-2R8' })).toEqual({
      orders: [],
      hint: expect.stringContaining('a character of it is wrong'),
    });
    expect(await search({ q: 'nobody@example.com' })).toEqual({ orders: [] });
    expect(await search({ q: '???' })).toEqual({ orders: [] });
  });

  it.each([
    { q: ' ' },
    { q: 'x'.repeat(256) },
    { status: 'LOST' },
    { placedAfter: 'yesterday' },
    { placedBefore: '2026-13-01' },
    { limit: '0' },
    { cursor: 'x' },
    { cursor: `2026-11-26T14:00:00.000Z#${'x'.repeat(36)}` },
  ])('that cannot be is refused: %j', async (query) => {
    expect(await search(query)).toMatchObject({ statusCode: 422 });
  });
});

describe('orders of before there was an index', () => {
  it('are put into it page by page, from where it was cut off, and no more once all are in', async () => {
    const ids = [1, 2, 3, 4, 5].map(anOrderId);
    for (const id of ids) await orderTable().addContent(anOrderContent({ id, createdAt: ago(1) }));
    db.pageSize = 2;
    let indexed = 0;
    const cutOff = (after: number) => ({
      ...{ orders: orderTable(), progress: searchTable() },
      indexOrder: async (id: (typeof ids)[number]) => {
        if (indexed++ === after) throw new ConnectionLost();
        await indexOrder(id);
      },
    });

    await expect(indexEveryOrder(false, () => {}, cutOff(3))).rejects.toThrow();
    expect(await indexEveryOrder(false, () => {})).toBeLessThan(ids.length);

    db.pageSize = Number.POSITIVE_INFINITY;
    expect(idsOf(await found({ q: '85123A' })).toSorted()).toEqual(ids.toSorted());
    expect(await indexEveryOrder(false, () => {})).toBe(0);
    expect(await indexEveryOrder(true, () => {})).toBe(ids.length);
  });
});
