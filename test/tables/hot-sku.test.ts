import { beforeAll, expect, it, vi } from 'vitest';
import { endOrdersOf, rush } from '../../bench/rush.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';
import { histories } from '../histories.ts';
import { aNewSku, onEveryDynamoDb } from './on-every-dynamodb.ts';

onEveryDynamoDb((tables) => {
  beforeAll(() => {
    vi.stubEnv('HOLD_SECONDS', '600');
    vi.stubEnv('ORDERS_TABLE', tables.orders);
    vi.stubEnv('STOCK_TABLE', tables.stock);
    vi.stubEnv('STOCK_MOVEMENTS_TABLE', tables.stockMovements);
    vi.stubEnv('BACKORDERS_TABLE', tables.backorders);
  });

  it.each([
    [1_000, 1],
    [histories(1_000), 8],
    [histories(1_000), 32],
  ])('%i buyers at once, for half as many units on %i shards, buy exactly what there is', async (buyers, shards) => {
    const sku = aNewSku();
    const units = Math.floor(buyers / 2);

    const figures = await rush({ sku, buyers, units, shards, withinMilliseconds: 250 }, dynamodb);

    expect(figures).toMatchObject({ sold: units, refused: buyers - units, gaveUp: 0 });
    const stock = await stockTable().find(sku);
    expect(stock?.shards).toHaveLength(shards);
    expect(stock?.shards.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(units);
    for (const { onHand, available, reserved } of stock?.shards ?? [])
      expect([available, reserved]).toEqual([0, onHand]);

    await endOrdersOf({ sku, buyers });
    expect(await stockTable().find(sku)).toMatchObject({ onHand: units, available: units, reserved: 0 });
    expect(await orderTable().findListed('PENDING', { before: '9999' })).toEqual([]);
  });
});
