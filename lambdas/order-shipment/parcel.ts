import { holdingsOf } from '../inventory/holdings.ts';
import { unitsPerSku } from '../inventory/ship-units.ts';
import { countedLines, type LineUnits, openUnits } from '../orders/line-counts.ts';
import { errorsOfLines } from '../orders/named-lines.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { type FieldError, Problem } from '../runtime/problem.ts';
import { invalidShipment, notShippable } from './problems.ts';

/** What leaves with a shipment. */
export interface Parcel {
  readonly lines: readonly LineUnits[];
  /** Nothing is left to be shipped after it. */
  readonly isAll: boolean;
}

/**
 * What leaves an order: what is named, or all that is still to be shipped. What is backordered cannot.
 * @throws Problem invalid-shipment for a line that the order does not have, or that stands twice; not-shippable for
 *   units that are not there
 */
export function parcelOf(order: Order, content: OrderContent, asked: readonly LineUnits[] | undefined): Parcel {
  const open = countedLines(order, content.lines).map((line) => ({ line: line.line, quantity: openUnits(line) }));
  const lines = asked ?? open.filter(({ quantity }) => quantity > 0);
  const there = new Map(open.map(({ line, quantity }) => [line, quantity]));
  const { unknown, tooMany } = errorsOfLines(lines, there, 'are still to be shipped');
  if (unknown.length > 0)
    throw new Problem(invalidShipment, 'Some lines are invalid; see errors.', { errors: unknown });
  if (tooMany.length > 0) throw new Problem(notShippable, 'There is not that much to ship.', { errors: tooMany });

  const missing: FieldError[] = [];
  const leaving = unitsPerSku(content.lines, lines);
  for (const { sku, units, backordered } of holdingsOf(order, content.lines)) {
    const there = units.reduce((sum, { units }) => sum + units, 0);
    if (backordered === undefined || (leaving.get(sku) ?? 0) <= there) continue;
    const detail = `${there} of ${sku} are there, ${backordered.quantity} are still to come`;
    missing.push({ pointer: '#/lines', detail });
  }
  if (missing.length > 0) {
    throw new Problem(notShippable, 'Units of the order are still to come. Name the lines that leave without them.', {
      errors: missing,
    });
  }
  const leavingOf = new Map(lines.map(({ line, quantity }) => [line, quantity]));
  return { lines, isAll: open.every(({ line, quantity }) => quantity === (leavingOf.get(line) ?? 0)) };
}
