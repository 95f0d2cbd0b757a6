import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { clientSettings } from './aws.ts';
import { catalogueOf, demoProducts, type Product } from './catalogue.ts';
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
const inOneBatch = 25;
const atOnce = 20;

/**
 * Puts products and their stock on sale. Running it again adds what is new and refreshes names and prices; stock that is there
 * already stays as the orders left it.
 *
 * @returns how many products are on sale, and how many of them got stock
 */
export async function seed({ endpoint, outputs, invoices, stock = plenty }: SeedOptions) {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings(endpoint)));
  const { ProductsTable = '', StockTable = '', StockMovementsTable = '' } = outputs;
  const products = [...catalogueOf(invoices), ...demoProducts];
  // What the documents order is never scarce, whoever puts it on sale first.
  const shown = new Set(demoProducts.map(({ sku }) => sku));
  const unitsOf = (sku: string) => (typeof stock === 'number' ? stock : shown.has(sku) ? plenty : stock(sku));

  await each(batches(products), async (batch) => {
    const requests = batch.map((product) => ({ PutRequest: { Item: productItem(product) } }));
    const { UnprocessedItems } = await documents.send(
      new BatchWriteCommand({ RequestItems: { [ProductsTable]: requests } }),
    );
    if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error('DynamoDB did not take all products');
  });

  let stocked = 0;
  await each(products, async ({ sku }) => {
    const Item = stockItem(sku, unitsOf(sku));
    const movement = openingOf(sku, unitsOf(sku));
    try {
      await documents.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName: StockTable, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
            { Put: { TableName: StockMovementsTable, Item: movement } },
          ],
        }),
      );
      stocked++;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'TransactionCanceledException')) throw error;
    }
  });
  return { products: products.length, stocked };
}

function productItem(product: Product) {
  return { pk: `SKU#${product.sku}`, sk: 'PRODUCT', ...product };
}

function stockItem(sku: string, units: number) {
  return { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: units, available: units, reserved: 0 };
}

/** Where the ledger of a SKU begins. */
function openingOf(sku: string, units: number) {
  const [at, id, shard] = ['2020-01-01T00:00:00.000Z', 'opening', 0];
  const key = { pk: `SKU#${sku}`, sk: `MOVEMENT#${at}#${id}#${shard}` };
  return { ...key, sku, shard, at, id, reason: 'OPENING', onHand: units, by: 'seed' };
}

function batches(products: readonly Product[]): Product[][] {
  return Array.from({ length: Math.ceil(products.length / inOneBatch) }, (_, index) =>
    products.slice(index * inOneBatch, (index + 1) * inOneBatch),
  );
}

/** Does it for each item, a few at a time. */
async function each<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values();
  const work = async () => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
