import type { LoadFigures } from '../load/arrivals.ts';
import type { Latencies } from '../load/latencies.ts';
import { type Measured, measuredOn } from '../load/load-page.ts';
import { table } from '../table.ts';

/** The parts of the measurement. */
export const parts = ['screen', 'orders'] as const;
export type Part = (typeof parts)[number];

/** How long it took from the write of a status to the screen of a browser, by status, and of all. */
export interface ScreenResult extends Measured {
  readonly rows: readonly { readonly status: string; readonly times: number; readonly milliseconds: Latencies }[];
}

/** What orders took, in turns without open pages and with them. */
export interface OrdersResult extends Measured {
  /** Pages that are open on one order, and on orders that change. */
  readonly onOne: number;
  readonly onChanging: number;
  readonly turns: readonly (LoadFigures & { readonly pages: number; readonly looks: number })[];
}

/** What is printed of each part, and stands in the documents. */
export const watchersPage = { screen, orders };

function screen(result: ScreenResult): string {
  const rows = result.rows.map(({ status, times, milliseconds: { p50, p95, p99 } }) => [
    status,
    String(times),
    `${p50} / ${p95} / ${p99}`,
  ]);
  return [
    `From the write of a status to the screen of a browser that has the page open; ${measuredOn(result)}:`,
    table(['status', 'times', 'ms (p50 / p95 / p99)'], rows, [0]),
  ].join('\n\n');
}

/** By how much longer orders take with pages open than without, at p50, in shares. */
export function slowerBy({ turns }: OrdersResult): number {
  const median = (withPages: boolean) => {
    const times = turns.filter(({ pages }) => pages > 0 === withPages).map(({ confirmed }) => confirmed.p50);
    return times.reduce((sum, time) => sum + time, 0) / times.length;
  };
  return median(true) / median(false) - 1;
}

function orders(result: OrdersResult): string {
  const { onOne, onChanging, turns } = result;
  const rows = turns.map(({ pages, orders, looks, accepted, confirmed, errors }) => [
    pages.toLocaleString('en'),
    String(orders),
    String(looks),
    `${accepted.p50} / ${accepted.p95}`,
    `${confirmed.p50} / ${confirmed.p95}`,
    String(Object.values(errors).reduce((sum, count) => sum + count, 0)),
  ]);
  const share = 100 * slowerBy(result);
  return [
    `Orders that come by chance, the same in each turn; pages open on one order (${onOne.toLocaleString('en')}) and on those that come (${onChanging} in a turn); ${measuredOn(result)}:`,
    table(['pages', 'orders', 'looks', 'accepted, ms (p50 / p95)', 'confirmed, ms', 'errors'], rows),
    `With them orders take ${Math.abs(share).toFixed(0)}% ${share > 0 ? 'longer' : 'less'} at p50.`,
  ].join('\n\n');
}
