import { beforeEach, describe, expect, it } from 'vitest';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { productTable } from '../../lambdas/products/product-table.ts';
import { moveStock } from '../../lambdas/stock-keeping/move-stock.ts';
import { putOnSale } from '../../lambdas/stock-keeping/put-on-sale.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const tea = { sku: 'TEA', name: 'Tea', prices: [{ currency: 'GBP', unitPrice: 765 }], quantity: 40 };

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
});

describe('putting products on sale', () => {
  it('writes the product and receives its first units once, however often it is repeated', async () => {
    expect(await putOnSale([tea])).toBe(1);
    expect(await putOnSale([{ ...tea, name: 'Green tea', quantity: 90 }])).toBe(0);

    const products = await productTable().findProducts([tea.sku]);
    expect(products.get(tea.sku)).toMatchObject({ name: 'Green tea', prices: tea.prices });
    expect(await stockTable().findMain(tea.sku)).toMatchObject({ onHand: 40, available: 40 });
  });

  it('receives the first units once, too, when two begin before either has stock', async () => {
    const stock = { findMain: async () => undefined };
    const ports = { products: productTable(), stock, moveStock };

    await Promise.all([putOnSale([tea], ports), putOnSale([tea], ports)]);

    expect(await stockTable().findMain(tea.sku)).toMatchObject({ onHand: 40 });
  });

  it('receives nothing of a product of which there is nothing yet', async () => {
    expect(await putOnSale([{ ...tea, quantity: 0 }])).toBe(0);

    expect(await stockTable().findMain(tea.sku)).toBeUndefined();
  });
});
