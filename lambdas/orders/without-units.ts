import { chargesBeforeDiscounts, chargesOf, takeOff, taxesOn } from './charges.ts';
import type { OrderContent, OrderLine } from './order.ts';
import { type Charges, chargesWithout, sumOf, type Totals, takenFrom } from './totals.ts';

/** What is bought, and what it comes to. */
export type Sold = Pick<OrderContent, 'lines' | 'total' | 'totals'>;

type Discount = NonNullable<Totals['discounts']>[number];

/**
 * An order as if some units of its lines had not been bought; a line of which nothing is left keeps its place.
 *
 * - Of a discount, each line has its share, and of that the units that are left have theirs. Shipping and fees stay as
 *   they are, and so do discounts on them.
 * - Taxes are computed anew, by the rules of `charges.ts`: what comes out adds up by the rule that was stated.
 * - What it comes to less is due less; what is more than was due, less is paid by credits, in their order.
 *
 * It depends on how many units are off in all, not on the portions in which they went.
 * @param off units of each line, in the order of the lines; of those that are not named, none
 */
export function withoutUnits({ lines, total, totals }: Sold, off: readonly number[]): Sold {
  const left = linesWithout(lines, off);
  const subtotal = left.reduce((sum, line) => sum + line.total, 0);
  if (totals === undefined) return { lines: left, total: subtotal };

  const discounts = discountsLeft(lines, left, totals);
  const { discounts: _discounts, credits: _credits, tax, ...rest } = totals;
  const charges = chargesBeforeDiscounts(left, totals);
  for (const discount of discounts) takeOff(charges, discount);
  const taxes = tax === undefined ? [] : taxesOn(charges, tax);
  const onTop = tax?.included === false ? taxes.reduce((sum, amount) => sum + amount, 0) : 0;
  const totalLeft = sumOf(charges) + onTop;
  return {
    lines: left,
    total: totalLeft,
    totals: {
      ...rest,
      subtotal,
      ...(discounts.length > 0 && { discounts: [...discounts] }),
      ...(tax && {
        tax: { ...tax, breakdown: tax.breakdown.map((entry, index) => ({ ...entry, amount: taxes[index] ?? 0 })) },
      }),
      ...paidWith({ total, totals }, totalLeft),
    },
  };
}

/** The lines with so many units less of each, at their places. */
export function linesWithout(lines: readonly OrderLine[], off: readonly number[]): OrderLine[] {
  return lines.map((line, index) => {
    const quantity = line.quantity - (off[index] ?? 0);
    return { ...line, quantity, total: quantity * line.unitPrice };
  });
}

/** Who pays an order that comes to less than it did: less is due first, then less is paid by credits, in their order. */
export function paidWith({ total, totals }: Omit<Sold, 'lines'>, left: number): Pick<Totals, 'credits' | 'due'> {
  const { credits = [], due: dueBefore } = totals ?? { due: total };
  const due = Math.max(0, dueBefore - (total - left));
  const { left: creditsLeft } = takenFrom(credits, total - left - (dueBefore - due));
  return { ...(creditsLeft.length > 0 && { credits: [...creditsLeft] }), due };
}

/**
 * What units come to: what is charged before they are off without what is charged after. Units that go one after
 * another, in any portions, together come to what they come to at once. Nothing of it is shipping or a fee.
 * @param before units of each line that are off already
 * @param units units of each line that go off now
 */
export function chargesOfUnits(sold: Sold, before: readonly number[], units: readonly number[]): Charges {
  const chargesWhenOff = (off: readonly number[]) => {
    const { lines, totals } = withoutUnits(sold, off);
    return chargesOf(lines, totals);
  };
  const after = sold.lines.map((_, index) => (before[index] ?? 0) + (units[index] ?? 0));
  return chargesWithout(chargesWhenOff(before), chargesWhenOff(after));
}

/**
 * The discounts on what is left. One that was on several lines, and loses units, becomes one on each of them: spread
 * anew, it would fall on them otherwise than before.
 */
function discountsLeft(before: readonly OrderLine[], left: readonly OrderLine[], totals: Totals): Discount[] {
  const charges = chargesBeforeDiscounts(before, totals).map((charge, index) => {
    const quantity = before[index]?.quantity ?? 1;
    return { ...charge, full: charge.amount, quantity, left: left[index]?.quantity ?? quantity };
  });
  return (totals.discounts ?? []).flatMap((discount): Discount[] => {
    const { on, amount: _amount, ...named } = discount;
    const earlier = charges.map(discountLeft);
    takeOff(charges, discount);
    const losesUnits = charges.some(
      ({ pointer, left, quantity }) => left < quantity && (on?.includes(pointer) ?? true),
    );
    if (!losesUnits) return [discount];
    return charges.flatMap((charge, index) => {
      const amount = discountLeft(charge) - (earlier[index] ?? 0);
      return amount === 0 ? [] : [{ ...named, amount, on: [charge.pointer] }];
    });
  });
}

/**
 * What is left of all discounts on a charge so far. They are rounded together: each for itself, what is off could come
 * to less than nothing.
 */
function discountLeft({
  full,
  amount,
  quantity,
  left,
}: Readonly<Record<'full' | 'amount' | 'quantity' | 'left', number>>) {
  return quantity === 0 ? 0 : Number((BigInt(full - amount) * BigInt(left)) / BigInt(quantity));
}
