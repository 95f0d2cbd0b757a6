import { createHash } from 'node:crypto';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type ProductTable, productTable } from '../products/product-table.ts';
import { eachOf } from '../runtime/each-of.ts';
import { moveStock } from './move-stock.ts';
import type { ProductOnSale } from './product-on-sale.ts';

/** What putting products on sale touches. */
export interface PutOnSalePorts {
  readonly products: Pick<ProductTable, 'put'>;
  readonly stock: Pick<StockTable, 'findMain'>;
  readonly moveStock: (...[movement, request]: Parameters<typeof moveStock>) => Promise<unknown>;
}

const production = (): PutOnSalePorts => ({ products: productTable(), stock: stockTable(), moveStock });

const atOnce = 10;

/**
 * Writes names and prices anew, and receives the first units of what has no stock yet; repeated, it receives nothing
 * twice.
 * @returns how many products got their first units
 */
export async function putOnSale(
  onSale: readonly ProductOnSale[],
  { products, stock, moveStock }: PutOnSalePorts = production(),
): Promise<number> {
  let received = 0;
  await eachOf(onSale, atOnce, async ({ quantity, ...product }) => {
    const { sku } = product;
    await products.put(product);
    if (quantity === 0 || (await stock.findMain(sku)) !== undefined) return;
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
