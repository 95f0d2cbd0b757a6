import type { Machine } from '../results.ts';
import { table } from '../table.ts';
import type { LoadFigures } from './arrivals.ts';
import type { Latencies } from './latencies.ts';
import type { ProcessorShare } from './processor.ts';

/** The parts of the measurement. */
export const parts = ['processor', 'closed', 'open', 'steady'] as const;

/** One of them. */
export type Part = (typeof parts)[number];

/** What one load did to one shop. */
export interface LoadLine extends LoadFigures {
  readonly shop: 'this service' | 'Vendure';
  /** Shoppers at once, orders that come a second, or orders before. */
  readonly load: number;
}

/** On which machine, and what else that did meanwhile. */
export interface Measured extends Machine {
  readonly note: string;
}

/** What a part found. */
export interface LoadResult<Line = LoadLine> extends Measured {
  readonly lines: readonly Line[];
}

/** What is printed of each part, and stands in the documents. */
export const loadPage = { processor, closed, open, steady } satisfies Readonly<Record<Part, unknown>>;

const milliseconds = ({ p50, p95, p99 }: Latencies) =>
  [p50, p95, p99].map((value) => (Number.isNaN(value) ? '–' : `${value}`)).join(' / ');
const errorsOf = ({ errors }: LoadLine) =>
  Object.entries(errors)
    .map(([error, count]) => `${count} × ${error}`)
    .join(', ') || '0';
const resources = ({ resources }: LoadLine) =>
  resources == null ? ['–', '–'] : [resources.cores.toFixed(1), String(resources.megabytes)];

/** Where and when it was measured. */
export function measuredOn({ date, cores, processor, gigabytes, node, note }: Measured): string {
  return `${date}, ${cores} cores (${processor}), ${gigabytes} GB, Node.js ${node}${note === '' ? '' : `; ${note}`}`;
}

function processor(result: LoadResult<ProcessorShare>): string {
  const shops = [...new Set(result.lines.map(({ shop }) => shop))];
  const rows = shops.flatMap((shop) => {
    const lines = result.lines.filter((line) => line.shop === shop);
    const sum = lines.reduce((milliseconds, line) => milliseconds + line.milliseconds, 0);
    const shown = lines.filter(({ milliseconds }) => milliseconds >= 0.1);
    return [
      ...shown.map(({ part, milliseconds, processes }) => [shop, part, milliseconds.toFixed(1), String(processes)]),
      [shop, '**together**', `**${sum.toFixed(1)}**`, String(lines.reduce((count, line) => count + line.processes, 0))],
    ];
  });
  return [
    `What processors do for an order, with all that follows it and what the clock calls meanwhile; ten shoppers at once, after the first 200 orders; ${measuredOn(result)}:`,
    table(['shop', 'part', 'milliseconds an order', 'processes'], rows, [0, 1]),
  ].join('\n\n');
}

function closed(result: LoadResult): string {
  const head = [
    'shoppers',
    'shop',
    'orders a second',
    'accepted, ms (p50 / p95 / p99)',
    'confirmed, ms',
    'errors',
    'cores',
    'MB',
  ];
  const rows = [...result.lines]
    .sort((a, b) => a.load - b.load)
    .map((line) => [
      String(line.load),
      line.shop,
      line.ordersPerSecond.toFixed(1),
      milliseconds(line.accepted),
      milliseconds(line.confirmed),
      errorsOf(line),
      ...resources(line),
    ]);
  const ratios = [...new Set(result.lines.map(({ load }) => load))].flatMap((load) => {
    const of = (shop: LoadLine['shop']) => result.lines.find((line) => line.load === load && line.shop === shop);
    const [ours, theirs] = [of('this service'), of('Vendure')];
    return ours && theirs ? [`${(ours.ordersPerSecond / theirs.ordersPerSecond).toFixed(1)} × at ${load}`] : [];
  });
  return [
    `Shoppers who each place an order, follow it until it is confirmed, and place the next; ${measuredOn(result)}:`,
    table(head, rows, [1]),
    ...(ratios.length > 0 ? [`This service's orders a second beside Vendure's: ${ratios.join(', ')}.`] : []),
  ].join('\n\n');
}

function open(result: LoadResult): string {
  const head = [
    'orders come a second',
    'orders',
    'accepted, ms (p50 / p95 / p99)',
    'confirmed, ms',
    'told, ms',
    'errors',
    'cores',
    'MB',
  ];
  const rows = result.lines.map((line) => [
    String(line.load),
    String(line.orders),
    milliseconds(line.accepted),
    milliseconds(line.confirmed),
    milliseconds(line.told),
    errorsOf(line),
    ...resources(line),
  ]);
  return [
    `Orders that come by chance at a rate, whether or not those before them are served; ${measuredOn(result)}:`,
    table(head, rows),
  ].join('\n\n');
}

function steady(result: LoadResult): string {
  const rows = result.lines.map((line) => [
    line.load.toLocaleString('en'),
    milliseconds(line.accepted),
    milliseconds(line.confirmed),
    ...resources(line),
  ]);
  const [first, last] = result.lines;
  const change = first && last ? (100 * (last.confirmed.p50 - first.confirmed.p50)) / first.confirmed.p50 : Number.NaN;
  return [
    `One shopper's next 50 orders after so many; ${measuredOn(result)}:`,
    table(['orders before', 'accepted, ms (p50 / p95 / p99)', 'confirmed, ms', 'cores', 'MB'], rows),
    `The later ones take ${Math.abs(change).toFixed(0)}% ${change > 0 ? 'longer' : 'less'} at p50.`,
  ].join('\n\n');
}
