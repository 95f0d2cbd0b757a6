import type { Clock } from './clock.ts';

/** Does it for each item, so many at a time, in their order. */
export async function eachOf<Item>(
  items: readonly Item[],
  atOnce: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const work = async () => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
}

/** What one call of a function that the clock calls bears: so many at a time, and no new one after so many milliseconds. */
const [atOnceInACall, longestMilliseconds] = [10, 40_000];

/** Does it for as many of the items as one call bears, since it has begun: what is left, the next call does. */
export async function eachInTime<Item>(
  items: readonly Item[],
  begun: Date,
  clock: Clock,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  await eachOf(items, atOnceInACall, async (item) => {
    if (clock().getTime() <= begun.getTime() + longestMilliseconds) await act(item);
  });
}
