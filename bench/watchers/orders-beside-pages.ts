import { setTimeout as pause } from 'node:timers/promises';
import { type LoadFigures, openModel, type Served } from '../load/arrivals.ts';
import { randomOf } from '../random.ts';
import { openPage } from './open-page.ts';
import type { OrdersResult } from './watchers-page.ts';

/** What the measurement is made of. */
export interface Beside {
  /** Pages that stay open on one order. */
  readonly onOne: number;
  /** Orders that come a second, and for how long in each turn. */
  readonly rate: number;
  readonly seconds: number;
}

/** So many pages are opened side by side. */
const openedAtOnce = 10;
/** Until what was just done has had its consequences. */
const settledMilliseconds = 5_000;

/**
 * Lets the same orders come in turns, without and with pages open on one order and on each that comes.
 * @param watched the page of an order that waits
 * @param serve serves an order whose page it opens
 */
export async function ordersBesidePages(
  { onOne, rate, seconds }: Beside,
  watched: string,
  serve: (openPage?: (statusUrl: string) => void) => Promise<Served>,
): Promise<OrdersResult['turns']> {
  const turns: OrdersResult['turns'][number][] = [];
  let looks = 0;
  const looked = () => {
    looks++;
  };
  // Before and after, so that what the machine does besides befalls both.
  for (const isWatched of [false, true, false]) {
    const open: { close(): void }[] = [];
    if (isWatched) {
      let left = onOne;
      const opener = async () => {
        while (left-- > 0) open.push(await openPage(watched, looked));
      };
      await Promise.all(Array.from({ length: openedAtOnce }, opener));
      await pause(settledMilliseconds);
    }
    looks = 0;
    const failures: unknown[] = [];
    const openItsPage = (statusUrl: string) => {
      openPage(statusUrl, looked).then(
        (page) => open.push(page),
        (error) => failures.push(error),
      );
    };
    const random = randomOf(4_711);
    const figures: LoadFigures = await openModel(
      rate,
      seconds,
      () => (isWatched ? serve(openItsPage) : serve()),
      random,
    );
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} pages were not shown`);
    turns.push({ ...figures, pages: open.length, looks });
    for (const page of open) page.close();
    console.error(`${open.length} pages: confirmed after ${figures.confirmed.p50} ms at p50, ${looks} looks`);
    await pause(settledMilliseconds);
  }
  return turns;
}
