import type { WithLinesCancelled } from './line-cancellation.ts';
import { type Counted, countedLines, type LineUnits } from './line-counts.ts';
import type { Order, OrderLine, Shortage } from './order.ts';
import { amountDue, type Charges, sumOfCharges, type Totals, totalOf } from './totals.ts';
import { chargesOfUnits, linesWithout, paidWith, type Sold, withoutUnits } from './without-units.ts';

/*
 * What an order comes to, as lines of it are cancelled one after the other. It was accepted without the units that were
 * not there; each cancellation then takes off what it says, and may state the totals of the rest anew.
 */

/** What of an order says what it comes to now. */
export type SoldOrder = Counted & WithLinesCancelled & Partial<Pick<Order, 'rejection'>>;

/** What of an order says what is due of it now. */
export type DueOrder = Pick<Order, 'total' | 'due' | 'lineCancellations'>;

/** What an order stands on: as it was accepted, or as its totals were stated last; and what is off since. */
export interface SaleBase {
  readonly sold: Sold;
  /** Units of each line that were cancelled since. */
  readonly off: readonly number[];
}

/** What was accepted of an order: without the units that it could not have. */
export function acceptedSale(order: SoldOrder, content: Sold): Sold {
  const off = neverTaken(order, content.lines);
  return off.every((units) => units === 0) ? content : withoutUnits(content, off);
}

/** What an order that takes what there is could not have: of each SKU that was short, how much it took. */
export function shortagesOf(order: SoldOrder, lines: readonly OrderLine[]): readonly Shortage[] {
  const off = neverTaken(order, lines);
  const shortages = new Map<string, Shortage>();
  for (const [index, { sku, quantity }] of lines.entries()) {
    const { requested = 0, available = 0 } = shortages.get(sku) ?? {};
    const taken = quantity - (off[index] ?? 0);
    shortages.set(sku, { sku, requested: requested + quantity, available: available + taken });
  }
  return [...shortages.values()].filter(({ requested, available }) => available < requested);
}

/** Units of each line that were not taken. Of an order that was refused for want of stock nothing was. */
function neverTaken(order: SoldOrder, lines: readonly OrderLine[]): readonly number[] {
  if (order.rejection?.reason === 'OUT_OF_STOCK') return lines.map(() => 0);
  const cancelled = unitsOff(lines, order.lineCancellations ?? []);
  return countedLines(order, lines).map((line, index) => line.cancelled - (cancelled[index] ?? 0));
}

/** What the units that are cancelled next are a part of. */
export function saleBase(order: SoldOrder, content: Sold): SaleBase {
  const accepted = acceptedSale(order, content);
  const { lineCancellations = [], restatedTotals } = order;
  if (restatedTotals === undefined) return { sold: accepted, off: unitsOff(content.lines, lineCancellations) };
  const since = lineCancellations.findIndex(({ id }) => id === restatedTotals.by) + 1;
  const left = linesWithout(accepted.lines, unitsOff(content.lines, lineCancellations.slice(0, since)));
  return {
    sold: { lines: left, total: totalOf(restatedTotals.totals), totals: restatedTotals.totals },
    off: unitsOff(content.lines, lineCancellations.slice(since)),
  };
}

/**
 * An order as it is now. Where what went back was stated, in place of what the units come to, the difference stands as
 * a fee that was kept, or a discount that was given.
 * @param difference what the difference is called
 */
export function currentSale(order: SoldOrder, content: Sold, difference = 'Cancellation'): Sold {
  const { lineCancellations = [] } = order;
  if (lineCancellations.length === 0) return acceptedSale(order, content);
  const accepted = acceptedSale(order, content);
  const { sold, off } = saleBase(order, content);
  const byRule = withoutUnits(sold, off);
  const total = currentTotal(lineCancellations, accepted);
  if (total === byRule.total) return byRule;
  const subtotal = byRule.lines.reduce((sum, line) => sum + line.total, 0);
  const totals: Totals = byRule.totals ?? { subtotal, due: 0 };
  const { credits: _, ...rest } = totals;
  const kept = total - byRule.total;
  const asStated = { title: difference, amount: Math.abs(kept) };
  return {
    lines: byRule.lines,
    total,
    totals: {
      ...rest,
      // Stryker disable next-line EqualityOperator: it is not 0 here
      ...(kept < 0 ? { discounts: [...(rest.discounts ?? []), asStated] } : { fees: [...(rest.fees ?? []), asStated] }),
      ...paidWith(accepted, total),
    },
  };
}

/** What an order comes to now, in minor units. */
export function currentTotal(
  lineCancellations: WithLinesCancelled['lineCancellations'],
  { total }: Pick<Sold, 'total'>,
): number {
  return (lineCancellations ?? []).reduce((left, { charges }) => left - sumOfCharges(charges), total);
}

/**
 * What is due of an order now, in minor units: what was cancelled of it is taken off that first. Of 0, no payment is
 * waited for.
 */
export function dueNow(order: DueOrder): number {
  return Math.max(0, currentTotal(order.lineCancellations, { total: amountDue(order) }));
}

/** What units of an order come to that are cancelled next, by the rule of `without-units.ts`. */
export function chargesOfNext(order: SoldOrder, content: Sold, units: readonly LineUnits[]): Charges {
  const { sold, off } = saleBase(order, content);
  return chargesOfUnits(sold, off, unitsOff(content.lines, [{ lines: units }]));
}

/** How many units of each line these take off. */
export function unitsOff(
  lines: readonly OrderLine[],
  cancellations: readonly { readonly lines: readonly LineUnits[] }[],
): readonly number[] {
  const off = lines.map(() => 0);
  for (const { line, quantity } of cancellations.flatMap((cancellation) => cancellation.lines)) {
    off[line - 1] = (off[line - 1] ?? 0) + quantity;
  }
  return off;
}
