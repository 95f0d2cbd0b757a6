import { randomUUID } from 'node:crypto';
import { setFunctionEnvironment } from '../bin/operations/function-environment.ts';
import { eachOf } from '../lambdas/runtime/each-of.ts';
import { localStage } from './aws.ts';

const atOnce = 20;

/**
 * Brings what may be promised of each SKU to so many units, with a movement each; what earlier orders hold, they keep.
 */
export async function stockUp(
  cloud: { readonly endpoint: string; readonly outputs: Readonly<Record<string, string>> },
  units: ReadonlyMap<string, number>,
): Promise<void> {
  setFunctionEnvironment(localStage(cloud));
  const { stockTable } = await import('../lambdas/inventory/stock-table.ts');
  const { moveStock } = await import('../lambdas/stock-keeping/move-stock.ts');
  await eachOf([...units], atOnce, async ([sku, wanted]) => {
    const change = wanted - ((await stockTable().find(sku))?.available ?? 0);
    if (change === 0) return;
    await moveStock(
      { sku, key: randomUUID(), by: 'stock-up' },
      { type: 'adjust', change, reason: 'CORRECTION', confirmed: true },
    );
  });
}
