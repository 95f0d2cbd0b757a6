import { readFile } from 'node:fs/promises';
import { ProductOnSale } from '../lambdas/stock-keeping/product-on-sale.ts';
import { fromFile, runCommand } from './command-line.ts';
import { setFunctionEnvironment } from './operations/function-environment.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';

const usage = `Puts products on sale: names and prices are written anew, and the first units of what has no stock yet are received.

  npm run put-on-sale -- [options] FILE

  FILE holds one JSON object a line; prices are in minor units, the first of a currency is its list price:
    {"sku":"TEA-250","name":"Green tea 250 g","prices":[{"currency":"GBP","unitPrice":1680}],"quantity":40}

${stageOptionsUsage}

Running it again changes what differs, and receives nothing twice. Later deliveries: docs/inventory.md.`;

await runCommand({
  usage,
  options: stageOptions,
  takes: { min: 1, max: 1 },
  async run({ values, positionals: [file = ''] }) {
    // The whole file is read before anything is written.
    const products = productsOf(await fromFile('FILE', file, (path) => readFile(path, 'utf8')));
    setFunctionEnvironment(await operatedStage('put-on-sale', values));
    const { putOnSale } = await import('../lambdas/stock-keeping/put-on-sale.ts');
    const received = await putOnSale(products);
    console.log(`${products.length} products are on sale; ${received} of them got their first units.`);
    return 0;
  },
});

function productsOf(text: string): readonly ProductOnSale[] {
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
