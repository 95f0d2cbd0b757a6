import { setFunctionEnvironment } from '../bin/operations/function-environment.ts';
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
const atOnce = 20;

/** Where the ledger of a SKU begins. */
const opening = { at: '2020-01-01T00:00:00.000Z', id: 'opening', shard: 0, reason: 'OPENING', by: 'seed' } as const;

/**
 * Puts products and their stock on sale. Running it again adds what is new and refreshes names and prices; stock that
 * is there already stays as the orders left it.
 *
 * @returns how many products are on sale, and how many of them got stock
 */
export async function seed({ endpoint, outputs, invoices, stock = plenty }: SeedOptions) {
  setFunctionEnvironment(localStage({ endpoint, outputs }));
  const { movementTable } = await import('../lambdas/inventory/movement-table.ts');
  const { stockTable } = await import('../lambdas/inventory/stock-table.ts');
  const { productTable } = await import('../lambdas/products/product-table.ts');
  const { transact } = await import('../lambdas/runtime/dynamodb.ts');

  // What the documents order is never scarce, whoever puts it on sale first.
  const shown = new Set(demoProducts.map(({ sku }) => sku));
  const unitsOf = (sku: string) => (typeof stock === 'number' ? stock : shown.has(sku) ? plenty : stock(sku));

  const products = [...catalogueOf(invoices), ...demoProducts];
  let stocked = 0;
  await eachOf(products, atOnce, async (product) => {
    const { sku } = product;
    await productTable().put(product);
    const units = unitsOf(sku);
    const movement = movementTable().append({ ...opening, sku, onHand: units });
    if ((await transact([stockTable().createWrite(sku, units), movement])) === undefined) stocked++;
  });
  return { products: products.length, stocked };
}
