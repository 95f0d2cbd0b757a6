import * as z from 'zod/mini';
import type { OrderStatus } from './order-status.ts';

/*
 * What became of an order's lines, in units. A line is known by its number, its place in the order counted from 1: one
 * SKU may stand in several lines. Of each line, ordered = cancelled + fulfilled + what is still to be shipped; what came
 * back was fulfilled before.
 */

/** What became of one line, in units; what is not said is 0. */
export const LineCounts = z.object({
  line: z.int(),
  /** Will not be shipped: cancelled before it was, or not taken by an order that takes what there is. */
  cancelled: z.optional(z.int()),
  /** Has left the warehouse. */
  fulfilled: z.optional(z.int()),
  /** Came back, of what was fulfilled. */
  returned: z.optional(z.int()),
});
export type LineCounts = Readonly<z.output<typeof LineCounts>>;

/** A line as far as its units are counted. */
interface Line {
  readonly sku: string;
  readonly quantity: number;
}

/** What of an order says what became of its lines; of lines that are not named, nothing did. */
export interface Counted {
  readonly lineCounts?: readonly LineCounts[] | undefined;
}

/** The lines with what became of each. */
export function countedLines<Of extends Line>({ lineCounts = [] }: Counted, lines: readonly Of[]) {
  const counts = new Map(lineCounts.map((count) => [count.line, count]));
  return lines.map((line, index) => {
    const { cancelled = 0, fulfilled = 0, returned = 0 } = counts.get(index + 1) ?? {};
    return { ...line, line: index + 1, cancelled, fulfilled, returned };
  });
}

/**
 * The lines with what became of each in the end: of an order that left, or was cancelled, whole, that says what became
 * of the rest.
 */
export function currentLines<Of extends Line>(order: Counted & { readonly status: OrderStatus }, lines: readonly Of[]) {
  const counted = countedLines(order, lines);
  if (order.status === 'SHIPPED')
    return counted.map((line) => ({ ...line, fulfilled: line.quantity - line.cancelled }));
  if (order.status === 'CANCELLED')
    return counted.map((line) => ({ ...line, cancelled: line.quantity - line.fulfilled }));
  return counted;
}

/** What is still to be shipped of a line. */
export function openUnits({
  quantity,
  cancelled,
  fulfilled,
}: Readonly<Record<'quantity' | 'cancelled' | 'fulfilled', number>>): number {
  return quantity - cancelled - fulfilled;
}

/**
 * What is still to be shipped of an order, summed per SKU (real orders repeat a SKU), in a stable order: a SKU keeps
 * its place when nothing of it is left.
 */
export function openQuantities(order: Counted, lines: readonly Line[]): readonly Line[] {
  const open = new Map<string, number>();
  for (const line of countedLines(order, lines)) {
    open.set(line.sku, (open.get(line.sku) ?? 0) + openUnits(line));
  }
  const quantities = [...open].map(([sku, quantity]) => ({ sku, quantity }));
  // Stryker disable next-line EqualityOperator: no two of them are of one SKU
  return quantities.sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

/** Units of a line, by its number. */
export const LineUnits = z.object({ line: z.int(), quantity: z.int() });
export type LineUnits = Readonly<z.output<typeof LineUnits>>;

/** The counts of an order's lines once so many units more are cancelled, have left or have come back. */
export function countsWith(
  { lineCounts = [] }: Counted,
  kind: Exclude<keyof LineCounts, 'line'>,
  more: readonly LineUnits[],
): readonly LineCounts[] {
  const counts = new Map(lineCounts.map((count) => [count.line, count]));
  for (const { line, quantity } of more) {
    const before = counts.get(line) ?? { line };
    counts.set(line, { ...before, [kind]: (before[kind] ?? 0) + quantity });
  }
  return [...counts.values()].sort((a, b) => a.line - b.line);
}

/**
 * The status that the counts of a confirmed order's lines come to: it is SHIPPED once nothing of it is open and
 * something has left, and CANCELLED once all of it is cancelled.
 */
export function statusOfCounts(order: Counted, lines: readonly Line[]): 'CONFIRMED' | 'SHIPPED' | 'CANCELLED' {
  if (openQuantities(order, lines).some(({ quantity }) => quantity > 0)) return 'CONFIRMED';
  return countedLines(order, lines).some(({ fulfilled }) => fulfilled > 0) ? 'SHIPPED' : 'CANCELLED';
}
