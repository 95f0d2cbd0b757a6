import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../lambdas/stock-keeping/change-stock-settings.handler.ts';
import { aContext, anHttpRequest, aProduct } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const sku = '85123A';
const policy = { limit: 5, leadTimeDays: 7 };

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  db.put('products', { pk: `SKU#${sku}`, sk: 'PRODUCT', ...aProduct({ sku }) });
  inStock({});
});

describe('PATCH /products/{sku}/stock/settings', () => {
  it('keeps what is given, leaves what is absent, and takes away what is null', async () => {
    await patch({ lowStockThreshold: 5, packSize: 6, serviceLevel: 0.9 });

    const { status, body } = await patch({ lowStockThreshold: 7, packSize: null });

    expect([status, body.settings]).toEqual([200, { shards: 1, lowStockThreshold: 7, serviceLevel: 0.9 }]);
    expect(item()).toMatchObject({ lowStockThreshold: 7, onHand: 10, available: 10 });
    expect(item()).not.toHaveProperty('packSize');
  });

  it('keeps days by hundredths, none that is smaller than a table takes', async () => {
    const { status, body } = await patch({ leadTimeDays: 7.456, leadTimeStdDevDays: 7e-177 });

    expect([status, body.settings]).toMatchObject([200, { leadTimeDays: 7.46, leadTimeStdDevDays: 0 }]);
  });

  it('changes nothing when it is repeated', async () => {
    const settings = { lowStockThreshold: 5, shards: 4, leadTimeDays: 10 };
    await patch(settings);
    const once = db.items('stock');

    await patch(settings);

    expect(db.items('stock')).toEqual(once);
    expect(once).toHaveLength(4);
  });

  it('counts what is promised from the moment that a policy stands, and never from anew', async () => {
    await patch({ backorder: { ...policy, expectedAt: '2026-12-01T00:00:00Z' } });
    expect(item()).toMatchObject({ backordered: 0, backorder: { limit: 5, expectedAt: '2026-12-01T00:00:00.000Z' } });

    inStock({ backorder: policy, backordered: 3 });
    await patch({ backorder: { limit: 2 } });
    expect(item()).toMatchObject({ backordered: 3, backorder: { limit: 2 } });
  });

  it('takes a policy away, but not from under those who wait', async () => {
    inStock({ backorder: policy, backordered: 1 });
    expect(await patch({ backorder: null })).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('stock-conflict') },
    });

    inStock({ backorder: policy, backordered: 0 });
    expect(await patch({ backorder: null })).toMatchObject({ status: 200 });
    expect(item()).not.toHaveProperty('backorder');
    expect(item()).not.toHaveProperty('backordered');
  });

  it.each([
    ['shards for a SKU that may be backordered', { backorder: policy, backordered: 0 }, { shards: 2 }],
    ['a policy for a spread SKU', { shards: 2, allShards: 2, restocks: 0 }, { backorder: policy }],
    ['both at once', {}, { backorder: policy, shards: 2 }],
  ])('refuses %s', async (_what, kept, settings) => {
    inStock(kept);

    expect(await patch(settings)).toMatchObject({ status: 409 });
    expect(item()).toEqual({ pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: 10, available: 10, reserved: 0, ...kept });
  });

  it.each([
    { lowStockThreshold: -1 },
    { shards: 33 },
    { serviceLevel: 1 },
    { backorder: { limit: -1 } },
    { colour: 'red' },
  ])('refuses %o as invalid', async (settings) => {
    expect(await patch(settings)).toMatchObject({ status: 422 });
  });

  it('may come before the first units of a product', async () => {
    db.drop('stock', `SKU#${sku}`, 'STOCK');

    expect(await patch({ backorder: policy })).toMatchObject({ status: 200 });
    expect(item()).toMatchObject({ onHand: 0, available: 0, reserved: 0, backordered: 0, backorder: policy });
  });

  it('knows no stock of an unknown SKU', async () => {
    db.clear();

    expect(await patch({ lowStockThreshold: 1 })).toMatchObject({ status: 404 });
    expect(db.items('stock')).toEqual([]);
  });
});

function inStock(kept: object): void {
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: 10, available: 10, reserved: 0, ...kept });
}

function item() {
  return db.item('stock', `SKU#${sku}`, 'STOCK');
}

async function patch(settings: object) {
  const request = anHttpRequest({ pathParameters: { sku }, body: JSON.stringify(settings) });
  const { statusCode, body = '{}' } = await handler(request, aContext());
  return { status: statusCode, body: JSON.parse(body) };
}
