/**
 * How many orders a second go through on this machine, and how long each takes, end to end: the service on its local
 * cloud, and beside it in the same run, where it is installed (`npm run bench:peer`), a shop server that a user would
 * pick instead.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runCommand, WrongUsage, wholeNumber } from '../bin/command-line.ts';
import { formatDuration } from '../bin/operations/format-duration.ts';
import { catalogueOf } from '../local/catalogue.ts';
import { type Cloud, startCloud } from '../local/cloud.ts';
import { judgement } from '../local/history/judgement.ts';
import { openHistory } from '../local/history/recorder.ts';
import { readInvoices } from '../local/invoices.ts';
import { seed } from '../local/seed.ts';
import { record } from './figures.ts';
import { closedModel, type LoadFigures, openModel, type Served } from './load/arrivals.ts';
import { type LoadLine, type LoadResult, loadPage, type Part, parts } from './load/load-page.ts';
import { orderService } from './load/order-service.ts';
import { partsOfCloud, processorTimeOf, quiet } from './load/processor.ts';
import { isVendureInstalled, startVendure } from './load/vendure.ts';
import { machine, measuringOptions, measuringOptionsUsage } from './results.ts';

const shoppers = [1, 10, 50];
const rates = [1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64];
const rateSeconds = 15;
/** More than this between press and confirmation, for one order in twenty: the knee is passed. */
const kneeMilliseconds = 5_000;
/** Orders before and after which a single shopper is measured. */
const [early, late] = [20, 2_000];

interface CloudOfItsOwn {
  readonly port: number | undefined;
  readonly dataFolder: string;
  readonly fresh: true;
}

/** How each part is measured, and what is printed of it. */
const measure: Readonly<Record<Part, (options: CloudOfItsOwn, note: string) => Promise<Measurement>>> = {
  processor: measured(loadPage.processor, async (options) => [
    ...(await withService(options, async ({ serve }, { endpoint }) => {
      const serveAll = () => closedModel(10, 200, serve).then(() => quiet(endpoint));
      await serveAll();
      return processorTimeOf('this service', 200, serveAll, await partsOfCloud(endpoint));
    })),
    ...(await withPeer(async (serve) => {
      const serveAll = () => closedModel(10, 200, serve);
      await serveAll();
      return processorTimeOf('Vendure', 200, serveAll, (command) =>
        command.some((word) => word.endsWith('server.mjs')) ? 'the server' : undefined,
      );
    })),
  ]),
  closed: measured(loadPage.closed, async (options) => [
    ...(await withService(options, async ({ serve }) => {
      await closedModel(2, 20, serve);
      return eachOf(shoppers, (count) => line('this service', count, closedModel(count, ordersOf(count), serve)));
    })),
    ...(await withPeer(async (serve) => {
      await closedModel(2, 20, serve);
      return eachOf(shoppers, (count) => line('Vendure', count, closedModel(count, ordersOf(count), serve)));
    })),
  ]),
  open: measured(loadPage.open, (options) =>
    withService(options, async ({ serve, serveUnwatched }) => {
      await closedModel(2, 20, serve);
      const lines: LoadLine[] = [];
      for (const rate of rates) {
        const measured = await line(
          'this service',
          rate,
          openModel(rate, rateSeconds, () => serveUnwatched()),
        );
        lines.push(measured);
        if (isPastTheKnee(measured)) break;
        await pause(2_000);
      }
      return lines;
    }),
  ),
  steady: measured(loadPage.steady, (options) =>
    withService(options, async ({ serve }) => {
      await closedModel(1, early, serve);
      const first = await line('this service', early, closedModel(1, 50, serve));
      const between = late - early - first.orders;
      await line('this service', late, closedModel(10, between, serve));
      return [first, await line('this service', late, closedModel(1, 50, serve))];
    }),
  ),
};

const usage = `Measures how many orders a second go through on this machine, end to end, on a local cloud of its own.

  npm run bench:load                     all parts, one after the other
  npm run bench:load -- --only PART      processor: what processors do for an order, by part (on Linux)
                                         closed: 1, 10 and 50 shoppers who each wait for their order, ours and the peer's
                                         open: orders that come at a rising rate, until they are served too late
                                         steady: the ${late.toLocaleString('en')}th order beside the ${early}th

${measuringOptionsUsage('.local/bench-load')}

The peer, Vendure with SQLite, is measured where it is installed: npm run bench:peer.`;

await runCommand({
  usage,
  options: measuringOptions,
  async run({ values }) {
    const { only, note = '', data = '.local/bench-load', write } = values;
    const chosen = parts.filter((part) => only === undefined || part === only);
    if (chosen.length === 0) throw new WrongUsage(`--only ${only}: one of ${parts.join(', ')}.`);
    const port = wholeNumber('--port', values.port);
    for (const part of chosen) {
      const begun = Date.now();
      const { result, page } = await measure[part]({ port, dataFolder: data, fresh: true }, note);
      if (write) await record(`load-${part}`, result);
      console.log(`${page}\n\n(${formatDuration(Date.now() - begun)})\n`);
    }
    return 0;
  },
});

/** Enough for a steady figure, in a time that one waits for. */
function ordersOf(count: number): number {
  return count === 1 ? 50 : 200;
}

/** What a part found, and how it is printed. */
interface Measurement {
  readonly result: LoadResult<unknown>;
  readonly page: string;
}

function measured<Line>(
  pageOf: (result: LoadResult<Line>) => string,
  linesOf: (options: CloudOfItsOwn) => Promise<readonly Line[]>,
) {
  return async (options: CloudOfItsOwn, note: string): Promise<Measurement> => {
    const result = { ...machine(), note, lines: await linesOf(options) };
    return { result, page: pageOf(result) };
  };
}

async function withPeer<Line>(
  act: (serve: () => Promise<Served>) => Promise<readonly Line[]>,
): Promise<readonly Line[]> {
  if (!isVendureInstalled()) {
    console.error('Vendure is not installed (npm run bench:peer): this service alone.');
    return [];
  }
  const { serve, stop } = await startVendure();
  try {
    return await act(serve);
  } finally {
    stop();
  }
}

async function withService<Line>(
  options: CloudOfItsOwn,
  act: (service: Awaited<ReturnType<typeof orderService>>, cloud: Cloud) => Promise<readonly Line[]>,
): Promise<readonly Line[]> {
  const cloud = await startCloud(options);
  try {
    const invoices = await readInvoices();
    await seed({ ...cloud, invoices, stock: 1_000_000 });
    const skus = catalogueOf(invoices).flatMap(({ sku }) => (/^\d{5}$/.test(sku) ? [sku] : []));
    const history = await openHistory(cloud);
    const lines = await act(await orderService(cloud, skus.slice(0, 200), history.record), cloud);
    const { violations } = await history.close({ file: join(cloud.dataFolder, 'history.ndjson') });
    if (violations.length > 0) throw new Error(`Figures of broken promises:\n${judgement(violations).join('\n')}`);
    return lines;
  } finally {
    await cloud.stop();
  }
}

async function line(shop: LoadLine['shop'], load: number, figures: Promise<LoadFigures>): Promise<LoadLine> {
  const measured = { shop, load, ...(await figures) };
  console.error(`${shop}, ${load}: ${measured.ordersPerSecond.toFixed(1)} orders a second`);
  return measured;
}

function isPastTheKnee({ confirmed, errors }: LoadLine): boolean {
  return confirmed.p95 > kneeMilliseconds || Object.keys(errors).length > 0;
}

async function eachOf<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}
