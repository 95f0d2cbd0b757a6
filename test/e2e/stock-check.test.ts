import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import type { StockReport } from '../../lambdas/stock-check/check-stock.ts';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { documents, execution, invoke, outputs } from './cloud.ts';
import { eventually } from './eventually.ts';
import { accepted, accessToken, call, ended } from './storefront.ts';

const { dataFolder } = inject('service');

describe('the check of the stock', () => {
  it('finds stock that adds up after sales and a shipment, and what was tampered with; a repair mends it when told to', async () => {
    const sku = await onSale({ stock: 10 });
    const spread = await onSale({ stock: 10, kept: { shards: 1, allShards: 1, restocks: 0 } });
    const [first, second] = await Promise.all([
      accepted(anOrderOf(sku, { lines: [{ sku, quantity: 3 }] })),
      accepted(anOrderOf(sku, { lines: [sku, spread].map((each) => ({ sku: each, quantity: 2 })) })),
    ]);
    for (const orderId of [first, second]) expect((await ended(orderId)).status).toBe('CONFIRMED');
    await execution(first);
    const token = await accessToken('back-office', 'orders:staff');
    expect((await call('POST', `/orders/${first}/shipment`, { token })).body).toMatchObject({ status: 'SHIPPED' });
    await eventually('the shipped units to leave the books', async () => (await stockOf(sku)).onHand === 7);
    expect(await differing(sku, spread)).toEqual([]);

    await documents.send(
      new UpdateCommand({
        TableName: outputs.StockTable,
        Key: { pk: `SKU#${sku}`, sk: 'STOCK' },
        UpdateExpression: 'ADD available :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );

    expect(await differing(sku, spread)).toEqual([sku]);
    expect(await repairStock(sku)).toMatchObject({ code: 1, said: expect.stringContaining(`${sku}: available 6 → 5`) });
    expect(await stockOf(sku)).toMatchObject({ available: 6 });
    expect(await repairStock(sku, '--apply')).toMatchObject({ code: 0, said: expect.stringContaining('mended') });
    expect(await stockOf(sku)).toMatchObject({ onHand: 7, available: 5, reserved: 2 });
    expect(await repairStock(sku)).toMatchObject({ code: 0, said: expect.stringContaining('0 differences') });
  });
});

/** Which of these SKUs the nightly check finds wrong. */
async function differing(...skus: string[]): Promise<string[]> {
  const { result, error } = await invoke('CheckStockFunction');
  expect(error).toBeUndefined();
  return (result as StockReport).stock.map(({ item }) => item.sku).filter((sku) => skus.includes(sku));
}

async function repairStock(...options: string[]): Promise<{ readonly code: number; readonly said: string }> {
  const run = promisify(execFile)('node', ['bin/repair-stock.ts', '--data', dataFolder, ...options]);
  return run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
  );
}
