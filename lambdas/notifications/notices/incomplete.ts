import * as z from 'zod/mini';
import { shortagesOf } from '../../orders/current-sale.ts';
import { BackorderedLine } from '../../orders/holds.ts';
import { Shortage } from '../../orders/order.ts';
import type { EventTexts, Facts, Texts } from '../locales/texts.ts';
import type { OrderToTell } from './notice-record.ts';

/*
 * What a notice says of an order that is not all there: something of it is still to come, or, where it takes what there
 * is, was left out.
 */

/** What of an order is not there. */
export const Incomplete = z.object({
  /** What is still to come. */
  backorderedLines: z.optional(z.readonly(z.array(BackorderedLine))),
  /** What was short, and left out. */
  shortages: z.optional(z.readonly(z.array(z.extend(Shortage, { name: z.string() })))),
});
type Incomplete = z.output<typeof Incomplete>;

/** What of an order is not there. */
export function incompleteness({ order, content }: Pick<OrderToTell, 'order' | 'content'>): Incomplete {
  const names = new Map(content.lines.map(({ sku, name }) => [sku, name]));
  const shortages = shortagesOf(order, content.lines);
  return {
    backorderedLines: order.backorderedLines,
    ...(shortages.length > 0 && {
      shortages: shortages.map((shortage) => ({ ...shortage, name: names.get(shortage.sku) ?? shortage.sku })),
    }),
  };
}

/** The sentences of an event, with what differs where not all is there. */
export function sentencesOf(
  event: keyof Texts['events']['backordered'],
  texts: Texts['events'],
  facts: Facts,
  { backorderedLines, shortages }: Incomplete,
): EventTexts {
  return {
    ...texts[event](facts),
    ...(backorderedLines && texts.backordered[event](facts)),
    ...(shortages && texts.partial[event](facts)),
  };
}
