import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../lambdas/availability/get-availability.handler.ts';
import { aContext, anHttpRequest } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  for (const sku of ['85123A', 'BANK CHARGES']) {
    db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: 10, available: 7, reserved: 3 });
  }
});

describe('GET /products/{sku}/availability', () => {
  it.each([
    ['85123A', '85123A'],
    ['BANK%20CHARGES', 'BANK CHARGES'],
    ['BANK CHARGES', 'BANK CHARGES'],
  ])('of %s tells what may be promised now, not what is on hand', async (parameter, sku) => {
    const answer = await handler(anHttpRequest({ pathParameters: { sku: parameter } }), aContext());

    expect(answer).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'no-store' } });
    expect(JSON.parse(answer.body ?? '')).toEqual({ sku, available: 7 });
  });

  it.each(['85123a', 'NOPE', '', '%', '%E0%A4%A', 'ORDER#1'])(
    'of %j, which is not stocked, answers 404',
    async (sku) => {
      const answer = await handler(anHttpRequest({ pathParameters: { sku } }), aContext());

      expect(JSON.parse(answer.body ?? '')).toMatchObject({
        type: 'urn:order-confirmation:problem:not-found',
        status: 404,
      });
    },
  );
});
