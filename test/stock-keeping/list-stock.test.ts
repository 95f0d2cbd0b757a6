import { expect, it } from 'vitest';
import { type Stock, StockItem, stockOf } from '../../lambdas/inventory/stock.ts';
import { listStock } from '../../lambdas/stock-keeping/list-stock.ts';

const item = (sku: string, available: number, more: object = {}) =>
  StockItem.parse({ sku, onHand: available + 1, available, reserved: 1, ...more });

it('lists the stock of products, all shards together, and says which is low', async () => {
  const spread = item('HOT', 2, { allShards: 2, lowStockThreshold: 5 });
  const mains = [
    item('TEA', 20, { lowStockThreshold: 20 }),
    item('CUP', 21, { lowStockThreshold: 20 }),
    item('POT', 0),
    spread,
  ];
  const stock = {
    mainsFrom: async () => ({ mains, end: 'HOT' }),
    find: async (): Promise<Stock> => stockOf([spread, item('HOT', 40, { shard: 1 })]),
  };

  const { products, next } = await listStock(50, undefined, { stock });

  expect(products.map(({ sku, available, isLow }) => ({ sku, available, isLow }))).toEqual([
    { sku: 'TEA', available: 20, isLow: true },
    { sku: 'CUP', available: 21, isLow: false },
    // One that has no threshold is never low.
    { sku: 'POT', available: 0, isLow: false },
    { sku: 'HOT', available: 42, isLow: false },
  ]);
  expect(next).toBe('HOT');
});
