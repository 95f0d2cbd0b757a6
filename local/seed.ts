import { setFunctionEnvironment } from '../bin/operations/function-environment.ts';
import type { Product } from '../lambdas/products/product-table.ts';
import { batchesOf } from '../lambdas/runtime/batches.ts';
import { eachOf } from '../lambdas/runtime/each-of.ts';
import { localStage } from './aws.ts';
import { catalogueOf, demoProducts } from './catalogue.ts';
import type { Invoice } from './invoices.ts';

/** What to put on sale. */
export interface SeedOptions {
  readonly endpoint: string;
  /** The outputs of the deployed stacks, which name the tables. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The invoices whose products are put on sale. */
  readonly invoices: readonly Invoice[];
  /** How many units of a product lie in the warehouse. */
  readonly stock?: number | ((sku: string) => number);
}

const plenty = 10_000;
const atOnce = 4;
/** Each begins with two writes, and a transaction takes 100. */
const inOneTransaction = 50;

/** Where the ledger of a SKU begins. */
const opening = { at: '2020-01-01T00:00:00.000Z', id: 'opening', shard: 0, reason: 'OPENING', by: 'seed' } as const;

/**
 * Puts products and their stock on sale. Running it again adds what is new and refreshes names and prices; stock that
 * is there already stays as the orders left it.
 *
 * @returns how many products are on sale, and how many of them got stock
 */
export async function seed({ invoices, stock = plenty, ...cloud }: SeedOptions) {
  // What the documents order is never scarce, whoever puts it on sale first.
  const shown = new Set(demoProducts.map(({ sku }) => sku));
  const unitsOf = (sku: string) => (typeof stock === 'number' ? stock : shown.has(sku) ? plenty : stock(sku));
  const products = [...catalogueOf(invoices), ...demoProducts];
  return { products: products.length, stocked: await putOnShelf(cloud, products, unitsOf) };
}

/**
 * Puts these products on sale, with so many units of each as its ledger's opening.
 * @returns how many of them got stock: the others had some
 */
export async function putOnShelf(
  cloud: Pick<SeedOptions, 'endpoint' | 'outputs'>,
  products: readonly Product[],
  unitsOf: (sku: string) => number,
): Promise<number> {
  setFunctionEnvironment(localStage(cloud));
  const { movementTable } = await import('../lambdas/inventory/movement-table.ts');
  const { stockTable } = await import('../lambdas/inventory/stock-table.ts');
  const { productTable } = await import('../lambdas/products/product-table.ts');
  const { transact } = await import('../lambdas/runtime/dynamodb.ts');

  const beginning = ({ sku }: { readonly sku: string }) => {
    const units = unitsOf(sku);
    return [stockTable().createWrite(sku, units), movementTable().append({ ...opening, sku, onHand: units })];
  };
  await productTable().putAll(products);
  let stocked = 0;
  await eachOf(batchesOf(products, inOneTransaction), atOnce, async (batch) => {
    const refusals = await transact(batch.flatMap(beginning));
    if (refusals === undefined) stocked += batch.length;
    // Some are there already: the others begin one by one.
    const others = batch.filter((_, index) => refusals !== undefined && refusals[2 * index]?.kind !== 'condition');
    for (const product of others) {
      const [refusal] = (await transact(beginning(product))) ?? [];
      if (refusal === undefined) stocked++;
      else if (refusal.kind !== 'condition') throw new Error(`${product.sku} got no stock: others were writing`);
    }
  });
  return stocked;
}
