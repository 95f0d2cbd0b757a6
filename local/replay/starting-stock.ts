import type { Invoice } from '../invoices.ts';
import { quantitiesOf } from '../stock-sums.ts';
import { isPossible } from './order-from-invoice.ts';

/** One in so many products is scarce. */
const scarceEvery = 40;

/** What {@link startingStock} does, for people. */
export const startingStockRule = `as many units of each product as the invoices ask for together; of every ${scarceEvery}th product that the longest order does not need, half`;

/**
 * How many units of each SKU there are before a replay: enough for most orders, while some run short. The longest order
 * can always be fulfilled, whenever it comes.
 */
export function startingStock(invoices: readonly Invoice[]): ReadonlyMap<string, number> {
  const sendable = invoices.filter(({ lines }) => lines.every(isPossible));
  const wanted = quantitiesOf(sendable.flatMap(({ lines }) => lines));
  const longest = sendable.reduce<Invoice | undefined>(
    (best, one) => (best !== undefined && best.lines.length >= one.lines.length ? best : one),
    undefined,
  );
  const spared = new Set(longest?.lines.map(({ sku }) => sku));
  const scarce = new Set([...wanted.keys()].filter((sku) => !spared.has(sku)).filter((_, i) => i % scarceEvery === 0));
  return new Map([...wanted].map(([sku, units]) => [sku, scarce.has(sku) ? Math.floor(units / 2) : units]));
}
