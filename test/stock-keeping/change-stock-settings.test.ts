import { beforeEach, describe, expect, it, vi } from 'vitest';
import { StockContention } from '../../lambdas/inventory/stock-contention.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { productTable } from '../../lambdas/products/product-table.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { changeStockSettings } from '../../lambdas/stock-keeping/change-stock-settings.ts';
import type { StockSettings } from '../../lambdas/stock-keeping/stock-settings.ts';
import { aProduct } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const sku = '85123A';
const policy = { limit: 5 };

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  db.put('products', { pk: `SKU#${sku}`, sk: 'PRODUCT', ...aProduct({ sku }) });
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: 10, available: 10, reserved: 0 });
});

describe('a stock that is to be spread while sales are quicker', () => {
  const contended = () => new StockContention(`SKU ${sku}`);

  it('is spread by the third attempt', async () => {
    const spreadStock = vi.fn().mockRejectedValueOnce(contended()).mockRejectedValueOnce(contended());

    await change({ shards: 4 }, spreadStock);

    expect(spreadStock.mock.calls).toEqual(Array(3).fill([sku, 4, 'keeper']));
  });

  it('is left after the third, and the caller hears when to come back', async () => {
    const spreadStock = vi.fn().mockImplementation(() => Promise.reject(contended()));

    await expect(change({ shards: 4 }, spreadStock)).rejects.toMatchObject({
      status: 503,
      headers: { 'retry-after': '2' },
    });
    expect(spreadStock).toHaveBeenCalledTimes(3);
  });

  it('is tried once where something else fails', async () => {
    const spreadStock = vi.fn().mockRejectedValue(new Error('no such table'));

    await expect(change({ shards: 4 }, spreadStock)).rejects.toThrow('no such table');
    expect(spreadStock).toHaveBeenCalledTimes(1);
  });
});

describe('the settings of a stock', () => {
  it('that was never spread may name its one shard beside a policy', async () => {
    await change({ shards: 1, backorder: policy });

    expect(db.item('stock', `SKU#${sku}`, 'STOCK')).toMatchObject({ backorder: policy });
  });

  it('are written without touching a stock that is there', async () => {
    const begin = vi.fn(transact);
    await change({ lowStockThreshold: 3 }, vi.fn(), begin);
    expect(begin).not.toHaveBeenCalled();
  });

  it('are not written where only its shards are named', async () => {
    const stock = stockTable();
    const changePolicy = vi.spyOn(stock, 'changePolicy');

    await change({ shards: 2 }, vi.fn(), transact, stock);
    expect(changePolicy).not.toHaveBeenCalled();

    await change({ shards: 2, packSize: 6, lowStockThreshold: undefined }, vi.fn(), transact, stock);
    expect(changePolicy).toHaveBeenCalledTimes(1);
  });
});

function change(settings: StockSettings, spreadStock = vi.fn(), begin = transact, stock = stockTable()) {
  return changeStockSettings({ sku, by: 'keeper' }, settings, {
    products: productTable(),
    stock,
    transact: begin,
    spreadStock,
  });
}
