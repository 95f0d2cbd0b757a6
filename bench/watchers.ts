/**
 * What open pages cost, on a local cloud of its own: how long a status takes to the screen, and whether orders go
 * through as fast beside a thousand pages as without them.
 */
import { runCommand, WrongUsage, wholeNumber } from '../bin/command-line.ts';
import { startBrowser } from '../local/browser.ts';
import { catalogueOf } from '../local/catalogue.ts';
import { type Cloud, startCloud } from '../local/cloud.ts';
import { readInvoices } from '../local/invoices.ts';
import { seed } from '../local/seed.ts';
import { record } from './figures.ts';
import { closedModel } from './load/arrivals.ts';
import { orderService } from './load/order-service.ts';
import { machine, measuringOptions, measuringOptionsUsage } from './results.ts';
import { ordersBesidePages } from './watchers/orders-beside-pages.ts';
import { timesToScreen } from './watchers/time-to-screen.ts';
import { type OrdersResult, parts, type ScreenResult, slowerBy, watchersPage } from './watchers/watchers-page.ts';

const screenOrders = 30;
const mostMilliseconds = 1_500;
/** Two hundred orders in a turn. */
const beside = { onOne: 1_000, rate: 2, seconds: 95 } as const;
const mostSlower = 0.1;

const usage = `Measures what the pages of orders cost that are open, on a local cloud of its own.

  npm run bench:watchers                     both parts, one after the other
  npm run bench:watchers -- --only PART      screen: from the write of a status to the screen of a browser (Chromium);
                                                     more than ${mostMilliseconds} ms at p95 is a failure
                                             orders: orders beside ${beside.onOne.toLocaleString('en')} pages open on one order and one on each that
                                                     comes; ${mostSlower * 100}% more at p50 than without is a failure

${measuringOptionsUsage('.local/bench-watchers')}`;

await runCommand({
  usage,
  options: measuringOptions,
  async run({ values }) {
    const { only, note = '', data = '.local/bench-watchers', write } = values;
    const chosen = parts.filter((part) => only === undefined || part === only);
    if (chosen.length === 0) throw new WrongUsage(`--only ${only}: one of ${parts.join(', ')}.`);
    const cloud = await startCloud({ port: wholeNumber('--port', values.port), dataFolder: data, fresh: true });
    try {
      const measured = { ...machine(), note };
      let isHeld = true;
      if (chosen.includes('screen')) {
        const result: ScreenResult = { ...measured, rows: await screenOf(cloud) };
        console.log(watchersPage.screen(result));
        if (write) await record('watchers-screen', result);
        isHeld &&= (result.rows.at(-1)?.milliseconds.p95 ?? Number.POSITIVE_INFINITY) <= mostMilliseconds;
      }
      if (chosen.includes('orders')) {
        const { onOne, rate, seconds } = beside;
        const turns = await ordersOf(cloud);
        const result: OrdersResult = { ...measured, onOne, onChanging: rate * seconds, turns };
        console.log(watchersPage.orders(result));
        if (write) await record('watchers-orders', result);
        isHeld &&= slowerBy(result) <= mostSlower;
      }
      return isHeld ? 0 : 1;
    } finally {
      await cloud.stop();
    }
  },
});

async function screenOf(cloud: Cloud): Promise<ScreenResult['rows']> {
  await seed({ ...cloud, invoices: [] });
  const browser = await startBrowser();
  try {
    // The first of all find functions that were never called.
    await timesToScreen(cloud, browser.endpoint, 2);
    return await timesToScreen(cloud, browser.endpoint, screenOrders);
  } finally {
    await browser.stop();
  }
}

async function ordersOf(cloud: Cloud): Promise<OrdersResult['turns']> {
  const invoices = await readInvoices();
  await seed({ ...cloud, invoices, stock: 1_000_000 });
  const skus = catalogueOf(invoices).flatMap(({ sku }) => (/^\d{5}$/.test(sku) ? [sku] : []));
  const service = await orderService(cloud, skus.slice(0, 200), () => {});
  await closedModel(2, 20, service.serve);
  return ordersBesidePages(beside, await service.waiting(), service.serveUnwatched);
}
