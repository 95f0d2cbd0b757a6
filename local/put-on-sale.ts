import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { fromFile, runCommand } from '../bin/command-line.ts';
import { Currency, Sku } from '../lambdas/orders/order.ts';
import { eachOf } from '../lambdas/runtime/each-of.ts';
import { type OperatedStage, operatedStage, stageOptions, stageOptionsUsage } from './operated-stage.ts';

const usage = `Puts products on sale: names and prices are written anew, and the first units of what has no stock yet are received.

  npm run put-on-sale -- [options] FILE

  FILE holds one JSON object a line; prices are in minor units, the first of a currency is its list price:
    {"sku":"TEA-250","name":"Green tea 250 g","prices":[{"currency":"GBP","unitPrice":1680}],"quantity":40}

${stageOptionsUsage}

Running it again changes what differs, and receives nothing twice. Later deliveries: docs/inventory.md.`;

const ProductOnSale = z.strictObject({
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

const atOnce = 10;

await runCommand({
  usage,
  options: stageOptions,
  takes: { atLeast: 1, atMost: 1 },
  async run({ values, positionals: [file = ''] }) {
    // The whole file is read before anything is written.
    const products = productsOf(await fromFile('FILE', file, (path) => readFile(path, 'utf8')));
    await putOnSale(await operatedStage('put-on-sale', values), products);
    return 0;
  },
});

async function putOnSale(
  { actInIt }: OperatedStage,
  products: readonly z.output<typeof ProductOnSale>[],
): Promise<void> {
  actInIt();
  const { productTable } = await import('../lambdas/products/product-table.ts');
  const { moveStock } = await import('../lambdas/inventory/move-stock.ts');
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
  console.log(`${products.length} products are on sale; ${received} of them got their first units.`);
}

function productsOf(text: string): readonly z.output<typeof ProductOnSale>[] {
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }));
  return lines
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        throw new Error(`Line ${number} is not JSON. Nothing was written.`);
      }
      const product = ProductOnSale.safeParse(value);
      if (product.success) return product.data;
      const faults = product.error.issues.map(({ path, message }) => `${path.join('.') || 'the line'} ${message}`);
      throw new Error(`Line ${number}: ${faults.join('; ')}. Nothing was written.`);
    });
}
