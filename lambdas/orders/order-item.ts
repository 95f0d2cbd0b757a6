import * as z from 'zod/mini';
import { Order } from './order.ts';
import { formerReference } from './order-number.ts';

/**
 * An order as it is stored. Its backordered lines are stored as `late`, their first name: while a release replaces
 * another, functions of both write beside each other.
 */
export function orderFromItem({ late, ...item }: Readonly<Record<string, unknown>>): Order {
  const former = { number: formerReference(String(item.id)), version: writesOf(item) };
  return z.parse(Order, { ...former, ...item, ...(late !== undefined && { backorderedLines: late }) });
}

/** How often an item was written, of those that count it; of those that an earlier release wrote, since then. */
export function writesOf(item: Readonly<Record<string, unknown>>): number {
  return typeof item.version === 'number' ? item.version : 0;
}
