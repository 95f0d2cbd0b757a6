import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../local/settings.ts';
import { confirmationPage } from './confirmation/confirmation-page.ts';
import type { ConfirmationResult } from './confirmation/generated.ts';
import { type CostResult, costPage, type WorkflowWays } from './cost/cost-page.ts';
import { orderAlone } from './cost/meter.ts';
import { headline } from './cost/outcome.ts';
import { deliveryPage } from './delivery/delivery-page.ts';
import type { DeliveryResult } from './delivery/judge-delivery.ts';
import { demandPage } from './demand/demand-page.ts';
import type { DemandResult } from './demand/rolling-origin.ts';
import { type HotSkuResult, hotSkuPage } from './hot-sku-page.ts';
import { demandOf, limitsTable } from './limits-page.ts';
import { type LoadLine, type LoadResult, loadPage } from './load/load-page.ts';
import type { ProcessorShare } from './load/processor.ts';
import { bill, total } from './prices.ts';
import type { Mode } from './quotas.ts';
import { keep, recorded } from './results.ts';
import { type RiskResult, riskPage } from './risk/risk-page.ts';
import { barPlot, linePlot, type Series } from './svg.ts';
import type { WarningsResult } from './warnings/replay.ts';
import { warningsPage } from './warnings/warnings-page.ts';
import { type OrdersResult, type ScreenResult, watchersPage } from './watchers/watchers-page.ts';

/** What the meter found in each mode. */
type Costs = Readonly<Partial<Record<Mode, CostResult>>>;

/** Stands for a figure that no command has recorded so far. */
const notRecorded = '*not recorded yet: the command prints it*';

const modeNames: Readonly<Record<Mode, string>> = { standard: 'Standard', express: 'high-volume' };

const headlineOf = (costs: Costs, mode: Mode) => costs[mode]?.outcomes.find(({ name }) => name === headline);

const usd = (mode: Mode) => async () => {
  const order = headlineOf(await recorded<Costs>('cost'), mode);
  return order === undefined ? notRecorded : (total(orderAlone(order)) * 1e6).toFixed(2);
};

const cost = (mode: Mode) => async () => {
  const result = (await recorded<Costs>('cost'))[mode];
  return result === undefined ? notRecorded : costPage.outcomes(result);
};

const limits = (mode: Mode) => async () => {
  const order = headlineOf(await recorded<Costs>('cost'), mode);
  return order === undefined ? notRecorded : limitsTable(mode, demandOf(order));
};

/** What stands between `<!-- bench:NAME -->` and `<!-- /bench -->` in the documents: what the commands print. */
export const figures: Readonly<Record<string, () => Promise<string>>> = {
  'usd-standard': usd('standard'),
  'usd-express': usd('express'),
  'cost-standard': cost('standard'),
  'cost-express': cost('express'),
  published: async () => costPage.published(await recorded<readonly WorkflowWays[]>('published-workflows')),
  'limits-standard': limits('standard'),
  'limits-express': limits('express'),
  'load-processor': async () => loadPage.processor(await recorded<LoadResult<ProcessorShare>>('load-processor')),
  'load-closed': async () => loadPage.closed(await recorded<LoadResult>('load-closed')),
  'load-open': async () => loadPage.open(await recorded<LoadResult>('load-open')),
  'load-steady': async () => loadPage.steady(await recorded<LoadResult>('load-steady')),
  'hot-sku': async () => hotSkuPage(await recorded<HotSkuResult>('hot-sku')),
  'watchers-screen': async () => watchersPage.screen(await recorded<ScreenResult>('watchers-screen')),
  'watchers-orders': async () => watchersPage.orders(await recorded<OrdersResult>('watchers-orders')),
  risk: async () => riskPage(await recorded<RiskResult>('risk')),
  'demand-sales': async () => demandPage(await recorded<DemandResult>('demand-sales')),
  'demand-extract': async () => demandPage(await recorded<DemandResult>('demand-extract')),
  delivery: async () => deliveryPage(await recorded<DeliveryResult>('delivery')),
  confirmation: async () => confirmationPage(await recorded<ConfirmationResult>('confirmation')),
  warnings: async () => warningsPage(await recorded<WarningsResult>('warnings')),
  'warnings-noisy': async () => warningsPage(await recorded<WarningsResult>('warnings-noisy')),
  'plot-delivery-reliability': () => shownPlot('delivery-reliability', '../performance'),
  'plot-cost-by-line': () => shownPlot('cost-by-line'),
  'plot-throughput': () => shownPlot('throughput'),
  'plot-latency': () => shownPlot('latency'),
  'plot-hot-sku': () => shownPlot('hot-sku'),
};

/** The plots of docs/performance/, by file name, drawn from the same figures. */
const plots: Readonly<Record<string, () => Promise<string>>> = {
  'cost-by-line.svg': async () => {
    const costs = await recorded<Costs>('cost');
    const series = (['standard', 'express'] as const).flatMap((mode) => {
      const order = headlineOf(costs, mode);
      return order === undefined ? [] : [{ name: modeNames[mode], bill: bill(orderAlone(order)) }];
    });
    const lines = [...new Set(series.flatMap(({ bill }) => bill.map(({ line }) => line)))];
    return barPlot(
      { title: 'A million confirmed orders, US$ by line of the bill', x: '', y: 'US$' },
      lines.map((line) => line.replace('DynamoDB ', '').replace(' GB-seconds', ' GB-s')),
      series.map(({ name, bill }) => ({
        name,
        points: bill.map(({ line, usd }) => [lines.indexOf(line), usd * 1e6] as const),
      })),
    );
  },
  'throughput.svg': async () => {
    const { lines } = await recorded<LoadResult>('load-closed');
    const loads = [...new Set(lines.map(({ load }) => load))];
    return barPlot(
      { title: 'Orders a second, end to end on one machine', x: 'shoppers at once', y: 'orders a second' },
      loads.map(String),
      shopsOf(lines).map((shop) => ({
        name: shop,
        points: of(lines, shop).map(({ load, ordersPerSecond }) => [loads.indexOf(load), ordersPerSecond] as const),
      })),
    );
  },
  'latency.svg': async () => {
    const { lines } = await recorded<LoadResult>('load-open');
    const series = (name: string, value: (line: LoadLine) => number): Series => ({
      name,
      points: lines.map((line) => [line.load, Math.max(1, value(line))] as const),
    });
    return linePlot(
      { title: 'From the press to …, by the rate of orders', x: 'orders that come a second', y: 'milliseconds' },
      [
        series('accepted, p50', ({ accepted }) => accepted.p50),
        series('confirmed, p50', ({ confirmed }) => confirmed.p50),
        series('confirmed, p95', ({ confirmed }) => confirmed.p95),
        series('told, p95', ({ told }) => told.p95),
      ],
    );
  },
  'delivery-reliability.svg': async () => {
    const { reliability } = await recorded<DeliveryResult>('delivery');
    return barPlot(
      { title: 'How often parcels were late, by how likely that was said to be', x: 'said, of 100', y: 'late, of 100' },
      reliability.map(({ said }) => String(Math.round(100 * said))),
      [
        { name: 'said', points: reliability.map(({ said }, place) => [place, 100 * said] as const) },
        { name: 'came', points: reliability.map(({ came }, place) => [place, 100 * came] as const) },
      ],
    );
  },
  'hot-sku.svg': async () => {
    const { rows } = await recorded<HotSkuResult>('hot-sku');
    return barPlot(
      { title: 'A hot item, sold by the second', x: 'shards of its stock', y: 'units a second' },
      rows.map(({ shards }) => String(shards)),
      [
        {
          name: 'sold',
          points: rows.map(({ sold, soldOutAfterSeconds }, place) => [place, sold / soldOutAfterSeconds] as const),
        },
      ],
    );
  },
};

const shopsOf = (lines: readonly LoadLine[]) => [...new Set(lines.map(({ shop }) => shop))];
const of = (lines: readonly LoadLine[], wanted: string) => lines.filter(({ shop }) => shop === wanted);

/** The plots whose figures have been recorded, by file name. */
export async function drawnPlots(): Promise<Readonly<Record<string, string>>> {
  const drawn = Object.entries(plots).map(
    async ([name, draw]) => [name, await unlessMissing(draw(), undefined)] as const,
  );
  return Object.fromEntries(
    (await Promise.all(drawn)).flatMap(([name, plot]) => (plot === undefined ? [] : [[name, plot]])),
  );
}

/** What a mark `plot-NAME` shows: the plot by its title, as soon as there is one. */
async function shownPlot(name: string, folder = 'performance'): Promise<string> {
  const file = `${name}.svg`;
  const plot = (await drawnPlots())[file];
  const [, title = ''] = /<title>(.*)<\/title>/.exec(plot ?? '') ?? [];
  return plot === undefined ? notRecorded : `![${title}](${folder}/${file})`;
}

const marked = /(<!-- bench:([\w-]+) -->)([\s\S]*?)(<!-- \/bench -->)/g;

async function pagesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(projectFolder, folder));
  return names.filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`);
}

/** The documents that hold figures. */
export async function documentsWithFigures(): Promise<readonly string[]> {
  const pages = (await Promise.all(['docs', 'docs/models'].map(pagesIn))).flat();
  const texts = await Promise.all(
    ['README.md', 'README.zh-CN.md', ...pages].map(async (file) => ({
      file,
      text: await readFile(join(projectFolder, file), 'utf8'),
    })),
  );
  return texts.flatMap(({ file, text }) => (text.includes('<!-- bench:') ? [file] : []));
}

/**
 * The document with each figure as it was recorded last.
 * @throws Error for a figure that no command makes
 */
export async function withFigures(text: string): Promise<string> {
  const made = new Map<string, string>();
  for (const [, , name = ''] of text.matchAll(marked)) {
    const figure = figures[name];
    if (figure === undefined) throw new Error(`no command makes the figure "${name}"`);
    made.set(name, await unlessMissing(figure(), notRecorded));
  }
  return text.replaceAll(marked, (_, begin: string, name: string, _old: string, end: string) => {
    const figure = made.get(name) ?? '';
    // A table stands by itself, a number in its sentence.
    return figure.includes('\n') ? `${begin}\n\n${figure}\n\n${end}` : `${begin}${figure}${end}`;
  });
}

/** Keeps a command's figures, and puts them into the documents and plots. */
export async function record(name: string, result: object): Promise<void> {
  await keep(name, result);
  for (const file of await documentsWithFigures()) {
    const path = join(projectFolder, file);
    await writeFile(path, await withFigures(await readFile(path, 'utf8')));
  }
  for (const [name, plot] of Object.entries(await drawnPlots())) {
    await writeFile(join(projectFolder, 'docs', 'performance', name), plot);
  }
}

async function unlessMissing<Found, Instead>(found: Promise<Found>, instead: Instead): Promise<Found | Instead> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return instead;
  }
}
