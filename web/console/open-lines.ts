import type { OutputOf } from '../../client/src/client.ts';

/** A request takes no more. */
const mostLines = 99;

/** The lines of an order of which something is still to be shipped, and how many units. */
export function openLines({ order: { lines = [] } }: OutputOf<'getOrderStory'>) {
  return lines
    .map(({ line, sku, quantity, cancelled, fulfilled }) => ({ line, sku, left: quantity - cancelled - fulfilled }))
    .filter(({ left }) => left > 0)
    .slice(0, mostLines);
}
