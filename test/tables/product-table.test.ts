import { describe, expect, it } from 'vitest';
import { type Product, productTable } from '../../lambdas/products/product-table.ts';
import { aProduct } from '../builders.ts';
import { aNewSku, onEveryDynamoDb } from './on-every-dynamodb.ts';

describe('the Products table', () => {
  onEveryDynamoDb((tables) => {
    const products = () => productTable(tables.products);

    async function sold(...catalogue: readonly Product[]): Promise<void> {
      await Promise.all(catalogue.map((product) => products().put(product)));
    }

    it('finds any number of products, at most 100 a call, and leaves out what it does not have', async () => {
      const run = aNewSku();
      const catalogue = Array.from({ length: 250 }, (_, n) => aProduct({ sku: `${run}-${n}` }));
      await products().putAll(catalogue);

      const found = await products().findProducts([`${run}-none`, ...catalogue.map(({ sku }) => sku), run]);

      expect(found).toEqual(new Map(catalogue.map((product) => [product.sku, product])));
      expect(await products().findProducts([])).toEqual(new Map());
    });

    it('finds a product as it was written, told from one whose SKU differs in case', async () => {
      const sku = `84997b ${aNewSku()}`;
      const prices = [
        { currency: 'JPY', unitPrice: 0 },
        { currency: 'GBP', unitPrice: Number.MAX_SAFE_INTEGER },
      ];
      const product = aProduct({ sku, name: '台灯 "Æ" \u0000 😀', prices });
      await sold(product, aProduct({ sku: sku.toUpperCase() }));

      expect((await products().findProducts([sku])).get(sku)).toEqual(product);
      expect((await products().findProducts([sku.toUpperCase()])).size).toBe(1);
    });

    it('takes a new name and new prices for an old product', async () => {
      const sku = aNewSku();
      await sold(aProduct({ sku, name: 'old' }));
      await sold(aProduct({ sku, name: 'new', prices: [] }));

      expect((await products().findProducts([sku])).get(sku)).toEqual(aProduct({ sku, name: 'new', prices: [] }));
    });

    it('finds products of more than the 16 MB that one call answers', async () => {
      const run = aNewSku();
      const catalogue = Array.from({ length: 50 }, (_, n) =>
        aProduct({ sku: `${run}-${n}`, name: 'x'.repeat(360_000) }),
      );
      await sold(...catalogue);

      const found = await products().findProducts(catalogue.map(({ sku }) => sku));

      expect([...found.keys()].toSorted()).toEqual(catalogue.map(({ sku }) => sku).toSorted());
    });

    it('refuses to be asked for one product twice', async () => {
      const sku = aNewSku();

      await expect(products().findProducts([sku, sku])).rejects.toMatchObject({ name: 'ValidationException' });
    });
  });
});
