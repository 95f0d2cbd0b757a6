import { chargesBeforeDiscounts, takeOff, taxesOn } from './charges.ts';
import type { OrderLine } from './order.ts';
import { maxTotal, sumOf, type Totals } from './totals.ts';

/** What is wrong with a field: a JSON pointer (RFC 6901), and both figures. */
export type Mismatch = { readonly pointer: string; readonly detail: string };

/**
 * Computes what an order comes to, by the rules of `charges.ts`, and compares it with what is stated.
 * @returns nothing when all adds up to the minor unit
 */
export function mismatchesOf(lines: readonly OrderLine[], totals: Totals, statedTotal: number): readonly Mismatch[] {
  const mismatches: Mismatch[] = [];
  const compare = (pointer: string, stated: number, computed: number, what: string) => {
    if (stated !== computed)
      mismatches.push({ pointer, detail: `the stated ${what} is ${stated}, it comes to ${computed}` });
  };
  const { subtotal, discounts = [], tax, credits = [], due } = totals;
  const charges = chargesBeforeDiscounts(lines, totals);
  const known = new Set(charges.map(({ pointer }) => pointer));
  for (const [list, entries] of [
    ['discounts', discounts],
    ['tax/breakdown', tax?.breakdown ?? []],
  ] as const) {
    for (const [index, { on = [] }] of entries.entries()) {
      for (const [place, pointer] of on.entries()) {
        const detail = !known.has(pointer)
          ? 'there is no'
          : on.indexOf(pointer) < place
            ? 'stands here twice:'
            : undefined;
        if (detail)
          mismatches.push({ pointer: `/totals/${list}/${index}/on/${place}`, detail: `${detail} ${pointer}` });
      }
    }
  }
  for (const [index, { type, reference }] of credits.entries()) {
    if (credits.findIndex((credit) => credit.type === type && credit.reference === reference) < index) {
      mismatches.push({ pointer: `/totals/credits/${index}`, detail: `${type} ${reference} stands here twice` });
    }
  }
  for (const [index, discount] of discounts.entries()) {
    const left = takeOff(charges, discount);
    if (discount.amount > left) {
      const detail = `the stated discount is ${discount.amount}, ${left} is left of what it is on`;
      mismatches.push({ pointer: `/totals/discounts/${index}/amount`, detail });
    }
  }
  // Figures that follow from one that cannot be computed say nothing.
  if (mismatches.length > 0) return mismatches;

  compare(
    '/totals/subtotal',
    subtotal,
    lines.reduce((sum, { total }) => sum + total, 0),
    'subtotal',
  );
  const taxes = tax === undefined ? [] : taxesOn(charges, tax);
  for (const [index, entry] of (tax?.breakdown ?? []).entries()) {
    compare(`/totals/tax/breakdown/${index}/amount`, entry.amount, taxes[index] ?? 0, 'tax');
  }
  const onTop = tax?.included === false ? taxes.reduce((sum, amount) => sum + amount, 0) : 0;
  const total = sumOf(charges) + onTop;
  compare('/total', statedTotal, total, 'total');
  if (total > maxTotal) mismatches.push({ pointer: '/total', detail: `the order's total is above ${maxTotal}` });
  const paid = sumOf(credits);
  if (paid > total)
    mismatches.push({ pointer: '/totals/credits', detail: `the credits are ${paid}, the total is ${total}` });
  else compare('/totals/due', due, total - paid, 'amount due');
  return mismatches;
}
