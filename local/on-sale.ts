import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Currency, Sku } from '../lambdas/orders/order.ts';
import { eachOf } from '../lambdas/runtime/each-of.ts';
import type { OperatedStage } from './operated-stage.ts';

/** A product with its prices, in minor units, and how many units of it there are at first. */
export const ProductOnSale = z.strictObject({
  sku: Sku,
  name: z.string().trim().min(1).max(200),
  prices: z
    .array(
      z.strictObject({
        currency: Currency,
        unitPrice: z.int().min(1),
      }),
    )
    .min(1),
  quantity: z.int().min(0).max(1_000_000_000).default(0),
});
export type ProductOnSale = z.output<typeof ProductOnSale>;

const atOnce = 10;

/**
 * Writes names and prices anew, and receives the first units of what has no stock yet; repeated, it receives nothing twice.
 * @returns how many products got their first units
 */
export async function putOnSale({ actInIt }: OperatedStage, products: readonly ProductOnSale[]): Promise<number> {
  actInIt();
  const { productTable } = await import('../lambdas/products/product-table.ts');
  const { moveStock } = await import('../lambdas/stock-keeping/move-stock.ts');
  const { stockTable } = await import('../lambdas/inventory/stock-table.ts');

  let received = 0;
  await eachOf(products, atOnce, async ({ quantity, ...product }) => {
    const { sku } = product;
    await productTable().put(product);
    if (quantity === 0 || (await stockTable().findMain(sku)) !== undefined) return;
    // The key makes two runs at once receive it once.
    const key = createHash('sha256').update(`first units of ${sku}`).digest('hex');
    await moveStock(
      { sku, key, by: 'put-on-sale' },
      { type: 'receive', quantity, reason: 'PURCHASE', confirmed: true },
    );
    received++;
  });
  return received;
}
