import { beforeEach, describe, expect, it } from 'vitest';
import { handler as getAvailability } from '../../lambdas/availability/get-availability.handler.ts';
import { handler as askBackInStock } from '../../lambdas/back-in-stock/ask-back-in-stock.handler.ts';
import { handler as changeStockSettings } from '../../lambdas/stock-keeping/change-stock-settings.handler.ts';
import { handler as getStock } from '../../lambdas/stock-keeping/get-stock.handler.ts';
import { handler as listMovements } from '../../lambdas/stock-keeping/list-movements.handler.ts';
import { handler as moveStock } from '../../lambdas/stock-keeping/move-stock.handler.ts';
import { aContext, anHttpRequest } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let reads: () => number;

beforeEach(() => {
  stubServiceEnvironment();
  const db = inMemoryDynamoDb();
  reads = () => db.counts.reads + db.counts.writes;
});

const routes = [
  ['GET availability', getAvailability, undefined],
  ['GET stock', getStock, undefined],
  ['GET stock/movements', listMovements, undefined],
  ['POST stock/movements', moveStock, { type: 'receive', quantity: 1 }],
  ['PATCH stock/settings', changeStockSettings, { lowStockThreshold: 1 }],
  ['POST back-in-stock-requests', askBackInStock, { email: 'ada@example.com' }],
] as const;

const noSkus = [
  ['longer than a key of DynamoDB', 'A'.repeat(2_100)],
  ['longer than a key in bytes, not in characters', '中'.repeat(700)],
  ['of 65 characters', 'A'.repeat(65)],
  ['a lost character', 'A\ufffd'],
  ['half a surrogate pair', 'A\ud83d'],
  ['a control character', 'A%00B'],
  ['another key of the table', 'A#STOCK'],
  ['empty', ''],
] as const;

describe.each(routes)('%s of a path that names no SKU', (_route, handler, json) => {
  it.each(noSkus)('(%s) answers 404, and asks no table', async (_case, sku) => {
    const answer = await handler(anHttpRequest({ pathParameters: { sku }, ...(json && { json }) }), aContext());

    expect(answer.statusCode).toBe(404);
    expect(reads()).toBe(0);
  });
});

describe('stock that is not kept', () => {
  it.each([
    ['stock', getStock],
    ['movements', listMovements],
  ])('has no %s: 404', async (_case, handler) => {
    expect(await handler(anHttpRequest({ pathParameters: { sku: 'NOPE' } }), aContext())).toMatchObject({
      statusCode: 404,
    });
  });
});
