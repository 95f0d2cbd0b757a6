import type { OrderLine } from './order.ts';
import { type Charges, type RoundingMode, spread, sumOf, type Totals } from './totals.ts';

/*
 * What customers are charged for, and how totals fall on it:
 *
 * - A discount is taken off what it is on, of several of them in proportion to what earlier discounts have left of
 *   each; without `on`, off all lines.
 * - A tax is on what it says, without `on` on all lines, the shipping and the fees, each after its discounts. On top,
 *   it is amount × rate; included, amount × rate ÷ (100% + all rates that are on the same). Taxes are not taxed.
 * - It is rounded by line or by order, as `roundedBy` says, after `roundingMode`.
 */

/** What customers are charged for, before tax that comes on top: a line, the shipping or a fee. */
export type Charge = { readonly pointer: string; readonly kind: 'items' | 'shipping' | 'fees'; amount: number };

type Tax = NonNullable<Totals['tax']>;

/** An exact fraction. */
type Fraction = readonly [numerator: bigint, denominator: bigint];

/** A hundred percent, in the smallest part of a rate that can be stated. */
const hundredPercent = 1_000_000n;

/** What was charged, after discounts, of an order whose totals add up. Of one without stated totals, items only. */
export function chargesOf(lines: readonly OrderLine[], totals: Totals | undefined): Charges {
  const charges = chargesBeforeDiscounts(lines, totals);
  for (const discount of totals?.discounts ?? []) takeOff(charges, discount);
  const of = (kind: Charge['kind']) => sumOf(charges.filter((charge) => charge.kind === kind));
  const tax = totals?.tax?.included === false ? sumOf(totals.tax.breakdown) : 0;
  return { items: of('items'), shipping: of('shipping'), fees: of('fees'), tax };
}

/** All that an order is charged for: its lines in their order, the shipping, its fees. */
export function chargesBeforeDiscounts(lines: readonly OrderLine[], totals: Totals | undefined): Charge[] {
  const { shipping, fees = [] } = totals ?? {};
  return [
    ...lines.map(({ total }, index) => ({ pointer: `/lines/${index}`, kind: 'items' as const, amount: total })),
    ...(shipping ? [{ pointer: '/totals/shipping', kind: 'shipping' as const, amount: shipping.amount }] : []),
    ...fees.map(({ amount }, index) => ({ pointer: `/totals/fees/${index}`, kind: 'fees' as const, amount })),
  ];
}

/** Takes a discount off what it is on, as far as there is so much. @returns how much there was */
export function takeOff(charges: readonly Charge[], { on, amount }: NonNullable<Totals['discounts']>[number]): number {
  const targets = targetsOf(on);
  const reduced = charges.filter(({ pointer, kind }) => targets?.has(pointer) ?? kind === 'items');
  const left = sumOf(reduced);
  const shares = spread(
    Math.min(amount, left),
    reduced.map((charge) => charge.amount),
  );
  for (const [index, charge] of reduced.entries()) charge.amount -= shares[index] ?? 0;
  return left;
}

/** The amount of each tax of the breakdown. */
export function taxesOn(
  charges: readonly Charge[],
  { included, roundedBy, roundingMode, breakdown }: Tax,
): readonly number[] {
  const levied = breakdown.map(({ rate, on }) => {
    const targets = targetsOf(on);
    return { rate: partsOf(rate), isOn: (pointer: string) => targets?.has(pointer) ?? true };
  });
  const ratesOn = charges.map(({ pointer }) =>
    levied.reduce((sum, { rate, isOn }) => sum + (isOn(pointer) ? rate : 0n), 0n),
  );
  return levied.map(({ rate, isOn }) => {
    const exact = charges.flatMap(({ pointer, amount }, index): Fraction[] =>
      isOn(pointer) ? [[BigInt(amount) * rate, hundredPercent + (included ? (ratesOn[index] ?? 0n) : 0n)]] : [],
    );
    const rounded = (roundedBy === 'LINE' ? exact : [sumOfFractions(exact)]).map((tax) => round(tax, roundingMode));
    return Number(rounded.reduce((sum, tax) => sum + tax, 0n));
  });
}

function targetsOf(on: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return on && new Set(on);
}

/** `8.875` percent as 88750 parts of a million. */
function partsOf(rate: string): bigint {
  const [whole = '', decimals = ''] = rate.split('.');
  return BigInt(whole + decimals.padEnd(4, '0'));
}

/** Few denominators differ, so they are added up first. */
function sumOfFractions(fractions: readonly Fraction[]): Fraction {
  const numerators = new Map<bigint, bigint>();
  for (const [numerator, denominator] of fractions) {
    numerators.set(denominator, (numerators.get(denominator) ?? 0n) + numerator);
  }
  return [...numerators].reduce<Fraction>(
    ([sum, common], [denominator, numerator]) => [sum * denominator + numerator * common, common * denominator],
    [0n, 1n],
  );
}

function round([numerator, denominator]: Fraction, mode: RoundingMode): bigint {
  const added = { HALF_UP: denominator, DOWN: 0n, UP: 2n * (denominator - 1n) }[mode];
  return (2n * numerator + added) / (2n * denominator);
}
