import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { eachOf } from './each-of.ts';
import { operatedStage } from './operated-stage.ts';

const usage = `Puts products on sale: names and prices are written anew, and the first units of what has no stock yet are received.

  npm run put-on-sale -- FILE                   into the running local cloud
  npm run put-on-sale -- --stage prod FILE      on AWS, in the account and region of the environment

  FILE holds one JSON object a line; prices are in minor units, the first of a currency is its list price:
    {"sku":"TEA-250","name":"Green tea 250 g","prices":[{"currency":"GBP","unitPrice":1680}],"quantity":40}

  --data FOLDER                                 the data folder of the local cloud

Running it again changes what differs, and receives nothing twice. Later deliveries: docs/inventory.md.`;

const ProductOnSale = z.strictObject({
  sku: z.string().regex(/^[\p{L}\p{N}](?:[\p{L}\p{N} ._@+-]{0,62}[\p{L}\p{N}._@+-])?$/u, 'is not a SKU'),
  name: z.string().trim().min(1).max(200),
  prices: z
    .array(
      z.strictObject({
        currency: z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 4217 code'),
        unitPrice: z.int().min(1),
      }),
    )
    .min(1),
  quantity: z.int().min(0).max(1_000_000_000).default(0),
});

const atOnce = 10;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    stage: { type: 'string' },
    data: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const [file, ...rest] = positionals;

if (values.help || file === undefined || rest.length > 0) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  try {
    await putOnSale(file);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function putOnSale(path: string): Promise<void> {
  // The whole file is read before anything is written.
  const products = productsOf(await readFile(path, 'utf8'));
  const { output, actInIt } = await operatedStage('put-on-sale', values);
  actInIt();
  const { dynamodb } = await import('../lambdas/runtime/dynamodb.ts');
  const { moveStock } = await import('../lambdas/inventory/move-stock.ts');
  const { stockTable } = await import('../lambdas/inventory/stock-table.ts');

  let received = 0;
  await eachOf(products, atOnce, async ({ quantity, ...product }) => {
    const { sku } = product;
    const Item = { pk: `SKU#${sku}`, sk: 'PRODUCT', ...product };
    await dynamodb.send(new PutCommand({ TableName: output('ProductsTable'), Item }));
    if (quantity === 0 || (await stockTable().findMain(sku)) !== undefined) return;
    // The key makes two runs at once receive it once.
    const key = createHash('sha256').update(`first units of ${sku}`).digest('hex');
    await moveStock({ sku, key, by: 'put-on-sale' }, { type: 'receive', quantity, reason: 'PURCHASE' });
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
