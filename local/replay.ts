import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fromFile, runCommand, wholeNumber } from '../bin/command-line.ts';
import { withCloud } from './cloud.ts';
import { type Invoice, isCreditNote, readInvoices } from './invoices.ts';
import { progressOf } from './replay/progress.ts';
import { replay } from './replay/replay.ts';
import { isRight, report } from './replay/report.ts';
import { startingStockRule } from './replay/starting-stock.ts';
import { type CloudOptions, cloudOptions, cloudOptionsFrom, cloudOptionsUsage } from './settings.ts';
import { startReport } from './start-report.ts';

const usage = `Sends real invoices as orders, follows each to its end, and checks by their history that every promise was kept.

  npm run replay -- FILE               one JSON object a line: {invoice, customer, country, lines: [{sku, description, quantity, unitPrice}]}

  --limit N                            the first N invoices only
  --concurrency C                      how many orders are on their way at once (8)
  --stock N                            N units of every product, instead of a stock that runs short here and there
${cloudOptionsUsage}`;

await runCommand({
  usage,
  options: {
    ...cloudOptions,
    limit: { type: 'string' },
    concurrency: { type: 'string' },
    stock: { type: 'string' },
  },
  takes: { min: 1, max: 1 },
  async run({ values, positionals: [file = ''] }) {
    const { limit, concurrency, stock } = values;
    const counts = {
      limit: wholeNumber('--limit', limit),
      concurrency: wholeNumber('--concurrency', concurrency) ?? 8,
      stock: wholeNumber('--stock', stock),
    };
    const invoices = await fromFile('FILE', file, readInvoices);
    return run(cloudOptionsFrom(values), file, invoices.slice(0, counts.limit), counts);
  },
});

interface Counts {
  readonly concurrency: number;
  readonly stock: number | undefined;
}

async function run(
  options: CloudOptions,
  file: string,
  invoices: readonly Invoice[],
  { concurrency, stock }: Counts,
): Promise<number> {
  const sales = invoices.filter((invoice) => !isCreditNote(invoice)).length;
  if (sales === 0) throw new Error(`${file} holds no sales invoice.`);
  console.log('\nStarting the local cloud, or using the one that runs …');
  const startProgress = startReport();
  return withCloud({ ...options, report: startProgress }, async (cloud) => {
    startProgress.done();
    const progress = progressOf(sales);
    const historyFile = join(cloud.dataFolder, 'history.ndjson');
    const seen = await replay(
      { ...cloud, token: await cloud.storefrontToken() },
      {
        invoices,
        run: randomUUID().slice(0, 8),
        stock,
        concurrency,
        historyFile,
        onOutcome: progress.add,
        onReady: (products) => {
          const rule = stock === undefined ? startingStockRule : `${stock} units of each product`;
          console.log(`${sales} orders for ${products} products go to ${cloud.apiUrl}/orders\nStock: ${rule}.\n`);
        },
      },
    ).finally(progress.done);
    console.log(`\n${report(seen).join('\n')}\n\n  History: ${historyFile}\n`);
    return isRight(seen) ? 0 : 1;
  }).finally(startProgress.done);
}
