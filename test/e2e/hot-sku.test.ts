import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it, vi } from 'vitest';
import { rush } from '../../bench/rush.ts';
import { clientSettings } from '../../local/aws.ts';
import { allStock } from './catalogue.ts';
import { outputs } from './cloud.ts';

const { endpoint } = inject('service');

describe('1,000 buyers at once of a SKU with 500 in stock', () => {
  it.each([1, 8, 32])('on %i shards buy exactly 500, straight at the functions of the inventory', async (shards) => {
    const { region, credentials } = clientSettings(endpoint);
    const environment = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      HOLD_SECONDS: '600',
      ORDERS_TABLE: outputs.OrdersTable,
      STOCK_TABLE: outputs.StockTable,
      STOCK_MOVEMENTS_TABLE: outputs.StockMovementsTable,
      BACKORDERS_TABLE: outputs.BackordersTable,
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const { dynamodb } = await import('../../lambdas/runtime/dynamodb.ts');
    const sku = `HOT-${shards}-${randomUUID().slice(0, 8)}`;

    const figures = await rush({ sku, buyers: 1_000, units: 500, shards, withinMilliseconds: 250 }, dynamodb);

    expect(figures).toMatchObject({ sold: 500, refused: 500, gaveUp: 0 });
    const items = (await allStock()).filter((item) => item.sku === sku);
    expect(items).toHaveLength(shards);
    expect(items.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(500);
    for (const { onHand, available, reserved } of items) expect([available, reserved]).toEqual([0, onHand]);
  });
});
