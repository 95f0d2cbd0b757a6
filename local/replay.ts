import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startCloud } from './cloud.ts';
import { isCreditNote, readInvoices } from './invoices.ts';
import { progressOf } from './replay/progress.ts';
import { replay } from './replay/replay.ts';
import { isRight, report } from './replay/report.ts';
import { startingStockRule } from './replay/starting-stock.ts';

const usage = `Sends real invoices as orders, follows each to its end, and checks that the stock adds up.

  npm run replay -- FILE               one JSON object a line: {invoice, customer, country, lines: [{sku, description, quantity, unitPrice}]}

  --limit N                            the first N invoices only
  --concurrency C                      how many orders are on their way at once (8)
  --stock N                            N units of every product, instead of a stock that runs short here and there
  --port PORT, --data FOLDER           of the local cloud; one that runs is used`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: 'string' },
    concurrency: { type: 'string', default: '8' },
    stock: { type: 'string' },
    port: { type: 'string' },
    data: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const [file] = positionals;
const [limit, concurrency, stock, port] = [values.limit, values.concurrency, values.stock, values.port].map((value) =>
  value === undefined ? undefined : Number(value),
);

if (values.help) console.log(usage);
else if (file === undefined || positionals.length > 1 || ![limit, concurrency, stock, port].every(isCount)) {
  console.error(usage);
  process.exitCode = 2;
} else process.exitCode = await run(file).catch(tell);
process.exit();

async function run(file: string): Promise<number> {
  const invoices = (await readInvoices(file)).slice(0, limit);
  const sales = invoices.filter((invoice) => !isCreditNote(invoice)).length;
  if (sales === 0) throw new Error(`${file} holds no sales invoice.`);
  console.log('\nStarting the local cloud, or using the one that runs …');
  const cloud = await startCloud({ port, dataFolder: values.data });
  try {
    const progress = progressOf(sales);
    const gone = cloud.failed.then(() => {
      throw new Error(`The emulator has ended; see ${cloud.logFile}`);
    });
    const replaying = replay(
      { ...cloud, token: await cloud.storefrontToken() },
      {
        invoices,
        run: randomUUID().slice(0, 8),
        stock,
        ...(concurrency === undefined ? {} : { concurrency }),
        onOutcome: progress.add,
        onReady: (products) => {
          const rule = stock === undefined ? startingStockRule : `${stock} units of each product`;
          console.log(`${sales} orders for ${products} products go to ${cloud.apiUrl}/orders\nStock: ${rule}.\n`);
        },
      },
    ).finally(progress.done);
    const seen = await Promise.race([replaying, gone]);
    console.log(`\n${report(seen).join('\n')}\n`);
    return isRight(seen) ? 0 : 1;
  } finally {
    await cloud.stop();
  }
}

function tell(error: unknown): number {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  return 1;
}

function isCount(value: number | undefined): boolean {
  return value === undefined || (Number.isInteger(value) && value > 0);
}
