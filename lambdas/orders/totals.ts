import * as z from 'zod/mini';
import { ofEach } from '../runtime/of-each.ts';

/*
 * What an order comes to. The storefront states it, `check-totals.ts` makes sure of it. Amounts are in the currency's
 * minor unit and never negative: what a name takes off, it takes off. The names are those of the Universal Commerce
 * Protocol's totals as far as docs/decisions/0038 says.
 */

/**
 * The highest total of an order, in minor units: far above any real one, far below where whole numbers stop being
 * exact.
 */
export const maxTotal = 1_000_000_000_000;

/** What is charged. Tax is of its own where it comes on top of the others. */
export const chargeKinds = ['items', 'shipping', 'fees', 'tax'] as const;

/** How an amount falls on what is charged, after discounts. */
export const Charges = z.object(ofEach(chargeKinds, z.int()));
export type Charges = Readonly<z.output<typeof Charges>>;

/** The amounts in the order of `chargeKinds`; of what is not named, 0. */
export function amountsByKind(charges: { readonly [kind in keyof Charges]?: number | undefined }): readonly number[] {
  return chargeKinds.map((kind) => charges[kind] ?? 0);
}

/** What charges come to. */
export function sumOfCharges(charges: Charges): number {
  return amountsByKind(charges).reduce((sum, amount) => sum + amount, 0);
}

/** Charges from amounts in the order of `chargeKinds`. */
export function chargesFrom(amounts: readonly number[]): Charges {
  return z.parse(Charges, Object.fromEntries(chargeKinds.map((kind, index) => [kind, amounts[index]])));
}

/** Charges without others, kind by kind. */
export function chargesWithout(charges: Charges, others: Charges): Charges {
  const amounts = amountsByKind(others);
  return chargesFrom(amountsByKind(charges).map((amount, index) => amount - (amounts[index] ?? 0)));
}

/** How a tax that is no whole number becomes one. `HALF_UP` is commercial rounding; Japan's law leaves all three. */
export const roundingModes = ['HALF_UP', 'DOWN', 'UP'] as const;
export type RoundingMode = (typeof roundingModes)[number];

/** Whether a tax is rounded for each line (and the shipping, and each fee), or once for the order. */
export const roundedBy = ['LINE', 'ORDER'] as const;

/** What pays without a payment provider: value that the shop holds for the customer. */
export const creditTypes = ['GIFT_CARD', 'STORE_CREDIT'] as const;

/** An amount that is paid, or given back, without a payment provider. */
export const Credit = z.object({ type: z.enum(creditTypes), reference: z.string(), amount: z.int() });
export type Credit = Readonly<z.output<typeof Credit>>;

const storedOn = z.optional(z.array(z.string()));

/** Totals as they were taken. */
export const Totals = z.object({
  /** The sum of the lines, before discounts. */
  subtotal: z.int(),
  discounts: z.optional(
    z.array(z.object({ title: z.string(), code: z.optional(z.string()), amount: z.int(), on: storedOn })),
  ),
  shipping: z.optional(z.object({ method: z.string(), title: z.string(), amount: z.int() })),
  fees: z.optional(z.array(z.object({ title: z.string(), amount: z.int() }))),
  tax: z.optional(
    z.object({
      included: z.boolean(),
      roundedBy: z.enum(roundedBy),
      roundingMode: z.enum(roundingModes),
      breakdown: z.array(z.object({ title: z.string(), rate: z.string(), amount: z.int(), on: storedOn })),
    }),
  ),
  credits: z.optional(z.array(Credit)),
  /** What the payment provider is asked for: the total without the credits. */
  due: z.int(),
});
export type Totals = Readonly<z.output<typeof Totals>>;

/** What the payment provider is asked for. Of 0, nobody is asked: the order is paid, or free. */
export function amountDue({ total, due }: { readonly total: number; readonly due?: number | undefined }): number {
  return due ?? total;
}

/** The sum of amounts. */
export function sumOf(amounts: readonly { readonly amount: number }[] = []): number {
  return amounts.reduce((sum, { amount }) => sum + amount, 0);
}

/** What an order with these totals comes to: what is due, and what credits pay. */
export function totalOf({ due, credits }: Pick<Totals, 'due' | 'credits'>): number {
  return due + sumOf(credits);
}

/** An amount taken from credits, in their order, from each as far as it goes: what of each is taken, and what is left. */
export function takenFrom(
  credits: readonly Credit[],
  amount: number,
): { readonly taken: readonly Credit[]; readonly left: readonly Credit[] } {
  let rest = amount;
  const parts = credits.map((credit) => {
    const part = Math.min(rest, credit.amount);
    rest -= part;
    return { taken: { ...credit, amount: part }, left: { ...credit, amount: credit.amount - part } };
  });
  const something = (of: readonly Credit[]) => of.filter((credit) => credit.amount > 0);
  return { taken: something(parts.map(({ taken }) => taken)), left: something(parts.map(({ left }) => left)) };
}

/**
 * Spreads an amount over parts, each in proportion to its weight, by the method of the largest remainder: the shares
 * are whole and add up, none is above its weight as long as the amount is not above their sum; of equal remainders the
 * first is rounded up.
 */
export function spread(amount: number, weights: readonly number[]): readonly number[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const shares = exact.map((product) => Number(product / whole));
  const missing = amount - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((product, index) => ({ index, remainder: product % whole }))
    .sort((a, b) => Number(b.remainder - a.remainder));
  const roundedUp = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return shares.map((share, index) => share + (roundedUp.has(index) ? 1 : 0));
}

/**
 * Charges that are taken off others, as far as there is so much of each kind. What is below 0 is added to them, but no
 * more than is taken off: in sum nothing is added.
 */
export function chargesWithin(takenOff: Charges, left: Charges): Charges {
  const leftOf = amountsByKind(left);
  const amounts = amountsByKind(takenOff).map((amount, index) => Math.min(amount, leftOf[index] ?? 0));
  const less = amounts.map((amount) => Math.max(0, amount));
  const more = amounts.map((amount) => Math.max(0, -amount));
  const sum = (of: readonly number[]) => of.reduce((total, amount) => total + amount, 0);
  const bounded = spread(Math.min(sum(more), sum(less)), more);
  return chargesFrom(less.map((amount, index) => amount - (bounded[index] ?? 0)));
}
