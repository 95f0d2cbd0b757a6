import { relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type AcceptedOrder, type Client, createClient, type OrderRequest } from 'order-confirmation-client';
import { runCommand } from '../bin/command-line.ts';
import { type DeadLetter, deadLetterQueueOf, deadLetters } from '../bin/operations/dead-letters.ts';
import { type Executions, executionsOf } from '../bin/operations/executions.ts';
import { formatDuration } from '../bin/operations/format-duration.ts';
import { until } from '../bin/operations/until.ts';
import { localStage } from './aws.ts';
import { type Cloud, withCloud } from './cloud.ts';
import { type DemoOrder, demoInvoice, demoOrders, demoStock } from './demo/orders.ts';
import { news, type Row, table } from './demo/table.ts';
import { deliveriesOf, differences, holdingOrders, type Played } from './demo/verdict.ts';
import { readInvoices } from './invoices.ts';
import { type Delivery, openMailbox } from './mailbox.ts';
import { openPage } from './open-page.ts';
import { seed } from './seed.ts';
import { cloudOptions, cloudOptionsFrom, cloudOptionsUsage } from './settings.ts';
import { startReport } from './start-report.ts';
import { readStock, stockDifferences, stockTables } from './stock-sums.ts';
import { stockUp } from './stock-up.ts';
import { coloured, isLive, liveArea, padded } from './terminal.ts';

const lookMilliseconds = 150;
const pathSeconds = 120;
const noticeSeconds = 20;

const startedAt = Date.now();

await runCommand({
  usage: `Five orders through the real front door of a local cloud, each to another end.

  npm run demo -- [options]

  --open                 opens the page of one of them, and stays until Ctrl-C
${cloudOptionsUsage}`,
  options: { ...cloudOptions, open: { type: 'boolean' } },
  async run({ values }) {
    console.log('\nStarting the local cloud (the first time it installs an emulator and deploys) …');
    const report = startReport();
    return withCloud({ ...cloudOptionsFrom(values), report }, (cloud) => {
      report.done();
      return play(cloud, values.open === true);
    }).finally(report.done);
  },
});

async function play(cloud: Cloud, isToOpen: boolean): Promise<number> {
  const { endpoint, apiUrl, outputs, dataFolder, reused, storefrontToken } = cloud;
  await seed({ endpoint, outputs, invoices: [...(await readInvoices()), demoInvoice] });
  // What earlier orders left, a replay's for example, may not be enough.
  await stockUp({ endpoint, outputs }, demoStock);
  const mailbox = await openMailbox(dataFolder);
  const stage = localStage({ endpoint, outputs });
  const tables = await stockTables(stage);
  const before = await readStock(tables);
  const ready = `${reused ? 'Using the one that runs' : 'Ready'} after ${formatDuration(Date.now() - startedAt)}.`;
  console.log(`${ready} Five orders go to ${apiUrl}/orders\n`);

  const token = await storefrontToken();
  const storefront = createClient({ baseUrl: apiUrl, token: async () => token });
  const executions = executionsOf(stage);
  const played = await playAll(storefront, executions, (placed) => {
    tellPages(placed);
    if (isToOpen) openPage(placed[0]?.statusUrl ?? '');
  });

  const queue = deadLetterQueueOf(stage);
  const deliveries: Delivery[] = [];
  let letters: readonly DeadLetter[] = [];
  const wanted = demoOrders.reduce((sum, { ends }) => sum + ends.emails + ends.sms, 0);
  const failing = played.filter(({ demo }) => demo.ends.deadLetters > 0).map(({ order }) => order.id);
  await until('the notices and the dead letter', noticeSeconds, async () => {
    deliveries.push(...(await mailbox.collect()));
    letters = await deadLetters(queue);
    const found = played.flatMap(({ order }) => deliveriesOf(order.id, deliveries)).length;
    return found >= wanted && failing.every((id) => letters.some(({ orderId }) => orderId === id));
  }).catch(() => undefined); // What is missing is told as a difference.

  tellNotices(played, deliveries);
  tellDeadLetters(played, letters);
  const stock = await stockDifferences(before, holdingOrders(played), tables);
  const found = differences({ played, deliveries, deadLetters: letters, stock });
  tellEnd(found, failing[0] ?? '');
  if (isToOpen && !reused) {
    console.log('The pages stay until Ctrl-C.');
    await cloud.failed;
  }
  return found.length === 0 ? 0 : 1;
}

/** Places all orders at once, says so, and shows their paths until each has ended. */
async function playAll(
  storefront: Client,
  executions: Executions,
  say: (placed: readonly AcceptedOrder[]) => void,
): Promise<readonly Played[]> {
  const first = new Date();
  const placed = await Promise.all(demoOrders.map((demo) => place(storefront, demo)));
  say(placed);
  const area = isLive() ? liveArea() : undefined;
  const told = new Set<string>();
  let rows: readonly Row[] = demoOrders.map(({ title }) => ({ title, path: { status: 'RUNNING', steps: [] } }));
  area?.show(table(rows));
  const show = () => {
    if (area !== undefined) area.show(table(rows));
    else for (const line of news(rows, told, first)) console.log(line);
  };

  const deadline = Date.now() + pathSeconds * 1000;
  try {
    for (;;) {
      rows = await Promise.all(
        rows.map(async (row, index) => {
          const id = placed[index]?.id ?? '';
          if (row.end !== undefined) return row;
          const path = await executions.path(id);
          if (path.status === 'RUNNING') return { ...row, path };
          return {
            ...row,
            path,
            end: path.status === 'FAILED' ? 'FAILED' : (await storefront.getOrder({ orderId: id })).status,
          };
        }),
      );
      show();
      if (rows.every(({ end }) => end !== undefined)) break;
      if (Date.now() > deadline) throw new Error(`An order has not ended after ${pathSeconds} s.`);
      await pause(lookMilliseconds);
    }
  } finally {
    area?.done();
  }
  return Promise.all(
    demoOrders.map(async (demo, index) => ({
      demo,
      order: await storefront.getOrder({ orderId: placed[index]?.id ?? '' }),
      path: rows[index]?.path ?? { status: 'RUNNING', steps: [] },
    })),
  );
}

async function place(storefront: Client, { title, request }: DemoOrder): Promise<AcceptedOrder> {
  try {
    // What it holds comes from files: the service looks at it as at any other.
    return await storefront.submitOrder({ body: request as unknown as OrderRequest });
  } catch (error) {
    throw new Error(`"${title}" was refused at the door: ${error instanceof Error ? error.message : error}`);
  }
}

/** Where each order's customer looks, as long as the local cloud runs. */
function tellPages(placed: readonly AcceptedOrder[]): void {
  console.log(coloured('bold', 'The pages of their customers, as long as this runs'));
  for (const [index, { statusUrl }] of placed.entries()) {
    console.log(`  ${padded(demoOrders[index]?.title ?? '', 15)}${statusUrl}`);
  }
  console.log();
}

function tellNotices(played: readonly Played[], deliveries: readonly Delivery[]): void {
  console.log(`\n${coloured('bold', 'What the customers read')}`);
  for (const { demo, order } of played) {
    for (const { channel, summary, files } of deliveriesOf(order.id, deliveries)) {
      const [firstLine = ''] = channel === 'sms' ? ['SMS'] : [summary];
      console.log(`  ${padded(demo.title, 15)}${firstLine}\n  ${' '.repeat(15)}${coloured('dim', here(files[0]))}`);
    }
  }
  console.log(`  ${' '.repeat(15)}${coloured('dim', 'open .html in a browser, .eml beside it in a mail program')}`);
}

function tellDeadLetters(played: readonly Played[], letters: readonly DeadLetter[]): void {
  const ours = letters.filter(({ orderId }) => played.some(({ order }) => order.id === orderId));
  const older = letters.length - ours.length;
  console.log(`\n${coloured('bold', 'In the dead-letter queue')}${older > 0 ? ` (and ${older} older)` : ''}`);
  for (const { orderId, error, status } of ours) {
    const path = played.find(({ order }) => order.id === orderId)?.path;
    console.log(`  ${padded(orderId, 38)}${path?.steps.at(-1)?.name ?? ''}  ${coloured('red', error ?? status)}`);
  }
}

function tellEnd(found: readonly string[], failed: string): void {
  if (found.length > 0) {
    console.log(`\n${coloured('red', 'Not as it should be:')}`);
    for (const difference of found) console.log(`  ${difference}`);
    return;
  }
  console.log(
    `\n${coloured('green', '✓')} All five ended as they should, in ${formatDuration(Date.now() - startedAt)}. Next:`,
  );
  const next = [
    ['npm start', 'keeps the local cloud up, with a curl line to paste'],
    [`npm run sandbox -- ${failed} authorised`, ''],
    [`npm run redrive -- ${failed}`, ''],
    ['', 'while npm start runs: its provider is up again, and the order goes on'],
    ['npm run replay -- local/data/online-retail/invoices.ndjson', ''],
    ['', 'sends sixty real orders'],
  ] as const;
  for (const [command, does] of next.filter(([command, does]) => command || does)) {
    console.log(command && !does ? `  ${command}` : `  ${padded(command, 12)}${does}`);
  }
  console.log();
}

function here(file = ''): string {
  return relative(process.cwd(), file);
}
