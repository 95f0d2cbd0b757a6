import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../lambdas/order-tracking/list-orders.handler.ts';
import { OrderPage } from '../../lambdas/order-tracking/order-summary.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import type { OrderContent } from '../../lambdas/orders/order.ts';
import { orderKeys } from '../../lambdas/orders/order-keys.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { aContext, anHttpRequest, anOrderContent, anOrderId, anOrderItem } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

const staff = { storefront: 'back-office', scope: 'orders:read orders:staff' };

describe('GET /orders?number=', () => {
  it('finds an order by its number in one read of it, as customers say and type it', async () => {
    const id = anOrderId(1);
    const number = await numberOf(id);
    await place({ id, number: `NL-${number}` });

    for (const said of [
      number,
      number.toLowerCase(),
      ` ${number.split('').join(' ')} `,
      `nl${number}`,
      `OLD${number}`,
    ]) {
      const { reads } = db.counts;
      expect(await found({ number: said }, staff)).toEqual([id]);
      // One of the order, one of the numbers that storefronts give themselves.
      expect(db.counts.reads - reads).toBe(2);
    }
  });

  it('says when a character is wrong, and nothing when there is no such order', async () => {
    const number = await numberOf(anOrderId(1));
    const wrong = number.slice(0, -1) + (number.endsWith('0') ? '1' : '0');

    expect(await ask({ number: wrong }, staff)).toMatchObject({ statusCode: 422 });
    expect((await ask({ number: wrong }, staff)).body).toContain('A character of the number is wrong');
    expect(await found({ number }, staff)).toEqual([]);
    expect(await found({ number: '1042' }, staff)).toEqual([]);
  });

  it('says how an order from before order numbers is found', async () => {
    const { statusCode, body } = await ask({ number: '7c9e6679' }, staff);

    expect(statusCode).toBe(422);
    expect(body).toContain('npm run ops -- find');
  });

  it('shows a storefront its own orders only', async () => {
    const id = anOrderId(1);
    await place({ id, number: '1042', storefront: 'north-lane' }, '1042');
    await place({ id: anOrderId(2), number: '1042', storefront: 'south-lane' }, '1042');

    expect(await found({ number: '1042' })).toEqual([id]);
    expect(await found({ number: '1042' }, { storefront: 'east-lane' })).toEqual([]);
    expect(await found({ number: await numberOf(id) }, { storefront: 'east-lane' })).toEqual([]);
    expect((await found({ number: '1042' }, staff)).toSorted()).toEqual([id, anOrderId(2)].toSorted());
  });

  it.each([
    {},
    { number: '' },
    { number: 'x'.repeat(101) },
    { customerId: ' ' },
    { status: 'SHIPPED' },
    { status: 'LOST' },
    { customerId: 'c', limit: '0' },
    { customerId: 'c', limit: '201' },
    { customerId: 'c', cursor: 'x' },
    { customerId: 'c', cursor: Buffer.from('{"partition":-1}').toString('base64url') },
    { customerId: 'c', cursor: cursorAt('now', 'x') },
    ...['', 'a'.repeat(101), '\ud83d', 'a\u0000'].map((sort) => ({ customerId: 'c', cursor: cursorAt(sort) })),
    { status: 'CONFIRMED', cursor: cursorAt('') },
  ])('refuses a query that asks for nothing or something else: %j', async (query) => {
    expect(await ask(query)).toMatchObject({ statusCode: 400 });
  });
});

describe('GET /orders?customerId=', () => {
  it('lists the customer’s orders at this storefront, newest first, page by page, each once', async () => {
    const ids = [1, 2, 3, 4, 5].map(anOrderId);
    for (const [hour, id] of ids.entries()) await place({ id, customerId: 'c', createdAt: at(hour) });
    await place({ id: anOrderId(6), customerId: 'd' });
    await place({ id: anOrderId(7) });
    await place({ id: anOrderId(8), customerId: 'c', storefront: 'south-lane' });

    expect(await pages({ customerId: 'c', limit: '2' })).toEqual([[ids[4], ids[3]], [ids[2], ids[1]], [ids[0]]]);
    expect(await pages({ customerId: 'c' }, { storefront: 'south-lane' })).toEqual([[anOrderId(8)]]);
    expect(await pages({ customerId: 'c' }, { storefront: 'east-lane' })).toEqual([[]]);
  });

  it('is not led to another’s orders by their cursor', async () => {
    for (const key of [1, 2]) await place({ id: anOrderId(key), customerId: 'c', createdAt: at(key) });
    const { next = '' } = await page({ customerId: 'c', limit: '1' });
    await place({ id: anOrderId(3), customerId: 'c', storefront: 'south-lane', createdAt: at(0) });

    const foreign = await page({ customerId: 'c', cursor: next }, { storefront: 'south-lane' });

    expect(foreign.orders.map(({ id }) => id)).toEqual([anOrderId(3)]);
  });

  it('lists those of a status only, where one is named', async () => {
    for (const key of [1, 2, 3]) await place({ id: anOrderId(key), customerId: 'c', createdAt: at(key) });
    await orderTable().cancel(anOrderId(2), { by: 'CUSTOMER', at: at(9), reason: 'CHANGED_MIND' });

    expect(await pages({ customerId: 'c', status: 'CANCELLED', limit: '1' })).toEqual([[anOrderId(2)], []]);
  });

  it('costs an order without a customer no entry in the index', async () => {
    await place({ id: anOrderId(1) });
    await place({ id: anOrderId(2), customerId: 'c' });

    const items = db.items('orders').filter(({ customer }) => customer !== undefined);
    expect(items.map(({ pk, sk }) => [pk, sk])).toEqual([[`ORDER#${anOrderId(2)}`, 'ORDER']]);
  });
});

describe('GET /orders?status=', () => {
  const ids = Array.from({ length: 30 }, (_, key) => anOrderId(key));

  it.each(['PENDING', 'RESERVED', 'CONFIRMED'] as const)('lists every order that is %s, once', async (status) => {
    for (const [key, id] of ids.entries()) {
      db.put('orders', {
        ...anOrderItem({
          id,
          status: key % 3 === 0 ? 'SHIPPED' : status,
          storefront: key % 2 ? 'north-lane' : 'south-lane',
        }),
        ...orderKeys.open({ id, createdAt: at(0) }),
        heldShard: orderKeys.heldShard(id),
      });
    }
    const wanted = (_: unknown, key: number) => key % 3 !== 0 && key % 2 === 1;

    const listed = (await pages({ status, limit: '3' })).flat();

    expect(listed.toSorted()).toEqual(ids.filter(wanted).toSorted());
    expect((await pages({ status, limit: '4' }, staff)).flat()).toHaveLength(20);
  });

  it('ends a page in time where nearly all is another’s', async () => {
    for (const id of ids) {
      db.put('orders', {
        ...anOrderItem({ id, storefront: 'south-lane' }),
        ...orderKeys.open({ id, createdAt: at(0) }),
      });
    }
    const { reads } = db.counts;
    const { orders, next } = await page({ status: 'PENDING', limit: '1' });

    expect(orders).toEqual([]);
    expect(next).toBeDefined();
    expect(db.counts.reads - reads).toBeLessThan(30);
  });
});

const at = (hour: number) => `2026-11-23T0${hour}:00:00.000Z`;

/** The number whose order has this id. */
async function numberOf(id: string): Promise<string> {
  const { orderIdOf, orderNumberFor } = await import('../../lambdas/orders/order-id.ts');
  const numbers = [1, 2].map((key) => orderNumberFor({ storefront: 'builders', idempotencyKey: String(key) }));
  return numbers.find((number) => orderIdOf(number) === id) ?? '';
}

async function place(order: Partial<OrderContent>, ownNumber?: string): Promise<void> {
  const content = anOrderContent(order);
  await orderTable().addContent(content, ownNumber);
  await orderTable().addOrder(newOrder(content));
}

async function ask(
  queryStringParameters: Record<string, string>,
  caller: { storefront?: string; scope?: string } = {},
): Promise<APIGatewayProxyStructuredResultV2> {
  return (await handler(anHttpRequest({ queryStringParameters, ...caller }), aContext())) as never;
}

async function page(query: Record<string, string>, caller: { storefront?: string; scope?: string } = {}) {
  const { statusCode, body = '' } = await ask(query, caller);
  expect(statusCode).toBe(200);
  return OrderPage.parse(JSON.parse(body));
}

/** The ids of every page, one after another. */
async function pages(query: Record<string, string>, caller?: { storefront?: string; scope?: string }) {
  const all: string[][] = [];
  let cursor: string | undefined;
  do {
    const { orders, next } = await page({ ...query, ...(cursor !== undefined && { cursor }) }, caller);
    all.push(orders.map(({ id }) => id));
    cursor = next;
  } while (cursor !== undefined);
  return all;
}

async function found(query: Record<string, string>, caller: { storefront?: string; scope?: string } = {}) {
  const { statusCode, body = '' } = await ask(query, caller);
  expect(statusCode).toBe(200);
  return (JSON.parse(body) as { orders: { id: string }[] }).orders.map(({ id }) => id);
}

/** A cursor that was made up. */
function cursorAt(sort: string, id: string = anOrderId(1)): string {
  return Buffer.from(JSON.stringify({ partition: 0, last: { sort, id } })).toString('base64url');
}
