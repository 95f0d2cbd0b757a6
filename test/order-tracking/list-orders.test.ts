import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../lambdas/order-tracking/list-orders.handler.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import type { OrderContent } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { aContext, anHttpRequest, anOrderContent, anOrderId } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { serviceEnvironment, stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

const staff = { storefront: 'back-office', scope: `orders:read ${serviceEnvironment.STAFF_SCOPE}` };

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
    expect(body).toContain('npm run find-order');
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

  it.each([{}, { number: 'x'.repeat(101) }])('refuses a query that asks for nothing: %j', async (query) => {
    expect(await ask(query)).toMatchObject({ statusCode: 400 });
  });
});

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

async function found(query: Record<string, string>, caller: { storefront?: string; scope?: string } = {}) {
  const { statusCode, body = '' } = await ask(query, caller);
  expect(statusCode).toBe(200);
  return (JSON.parse(body) as { orders: { id: string }[] }).orders.map(({ id }) => id);
}
