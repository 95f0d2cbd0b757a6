/** How well the demand is foreseen by which the replenishment report orders: by rolling origin, beside the naive forecast. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../bin/command-line.ts';
import { windowDays } from '../lambdas/replenishment/daily-sales.ts';
import { isCreditNote, readInvoices } from '../local/invoices.ts';
import { projectFolder } from '../local/settings.ts';
import { demandPage } from './demand/demand-page.ts';
import { type Origins, rollingOrigin } from './demand/rolling-origin.ts';
import { type Sales, salesOf } from './demand/sales.ts';
import { record } from './figures.ts';

const usage = `Measures how well the demand of products is foreseen: MASE and coverage by rolling origin, beside the naive forecast.

  npm run bench:demand                                   on the 500 invoices that come with the project
  npm run bench:demand -- --sales FILE                   on a shop's own sales: comma-separated, with columns day, sku and units

  --sales FILE           one row for each day and product with sales, or several
  --name TEXT            what they are sales of, for the record (the file's name)
  --write                puts the figures into docs/models/demand.md`;

/** The extract has no dates: so many invoices after each other stand for a day. */
const invoicesADay = 9;
const firstInvoice = Date.UTC(2010, 11, 1);

const long: Origins = { window: windowDays, first: windowDays, every: 28, horizon: 14 };
const short: Origins = { window: 49, first: 49, every: 1, horizon: 5 };

await runCommand({
  usage,
  options: { sales: { type: 'string' }, name: { type: 'string' }, write: { type: 'boolean' } },
  async run({ values: { sales, name = sales, write } }) {
    const result =
      sales === undefined
        ? rollingOrigin(`The extract, ${invoicesADay} invoices for a day`, await extract(), short)
        : await measured(sales, name ?? sales);
    console.log(demandPage(result));
    if (write) await record(sales === undefined ? 'demand-extract' : 'demand-sales', result);
  },
});

async function measured(file: string, name: string) {
  const text = await readFile(file, 'utf8');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return rollingOrigin(`${name} (SHA-256 ${hash}…)`, salesOf(text), long);
}

/** The sales of the extract. */
async function extract(): Promise<Sales> {
  const file = join(projectFolder, 'test', 'data', 'online-retail', 'invoices.ndjson.gz');
  const rows = (await readInvoices(file))
    .filter((invoice) => !isCreditNote(invoice))
    .flatMap(({ lines }, index) => {
      const day = new Date(firstInvoice + Math.floor(index / invoicesADay) * 86_400_000).toISOString().slice(0, 10);
      return lines.filter(({ quantity }) => quantity > 0).map(({ sku, quantity }) => `${day},${sku},${quantity}`);
    });
  return salesOf(['day,sku,units', ...rows].join('\n'));
}
