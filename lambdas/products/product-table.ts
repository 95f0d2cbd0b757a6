import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { batchWrite } from '../runtime/batch-write.ts';
import { dynamodb } from '../runtime/dynamodb.ts';
import { type Read, readTogether } from '../runtime/dynamodb-read.ts';
import { environment } from '../runtime/environment.ts';

/** A product as the catalogue sells it. Amounts in the currency's minor unit. */
export const Product = z.object({
  sku: z.string(),
  name: z.string(),
  /** Every price at which it may be sold; the first of a currency is its list price. */
  prices: z.array(z.object({ currency: z.string(), unitPrice: z.int() })),
});
export type Product = Readonly<z.output<typeof Product>>;

/** The Products table: one item a SKU. */
const productKey = (sku: string) => ({ pk: `SKU#${sku}`, sk: 'PRODUCT' });

/** The functions of the Products table. */
export type ProductTable = ReturnType<typeof productTable>;

/** The Products table; the only place that knows its keys and expressions. */
export function productTable(tableName = environment('PRODUCTS_TABLE')) {
  /** The read of a product. Its prices may be a second old. */
  function productToRead(sku: string): Read<Product> {
    return { tableName, key: productKey(sku), as: (item) => z.parse(Product, item), isEventual: true };
  }

  /** The products of these SKUs, by SKU; an unknown SKU is not in the map. Prices may be a second old. */
  async function findProducts(skus: readonly string[]): Promise<ReadonlyMap<string, Product>> {
    return bySku(await readTogether(...skus.map(productToRead)));
  }

  /** Puts a product on sale, or its new name and prices. */
  async function put(product: Product): Promise<void> {
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...productKey(product.sku), ...product } }));
  }

  /** The same for many. @throws ItemsUnwritten worth a retry */
  async function putAll(products: readonly Product[]): Promise<void> {
    await batchWrite(
      tableName,
      products.map((product) => ({ PutRequest: { Item: { ...productKey(product.sku), ...product } } })),
    );
  }

  return { productToRead, findProducts, put, putAll };
}

/** The products that were found, by SKU. */
export function bySku(found: readonly (Product | undefined)[]): ReadonlyMap<string, Product> {
  return new Map(found.flatMap((product) => (product === undefined ? [] : [[product.sku, product]])));
}
