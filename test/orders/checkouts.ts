import fc from 'fast-check';
import { expect } from 'vitest';
import type { OrderLine } from '../../lambdas/orders/order.ts';
import { maxTotal, roundingModes, type Totals } from '../../lambdas/orders/totals.ts';
import { anOrderLine } from '../builders.ts';

const currencies = 'GBP USD EUR JPY KWD ISK UGX HUF TWD MGA CNY BHD TND CHF XOF'.split(' ');

/** An order as a shop's checkout states it. */
export interface Checkout {
  readonly currency: string;
  readonly lines: readonly OrderLine[];
  readonly totals: Totals;
  readonly total: number;
}

/** What a shop's own checkout would state, in fifteen currencies, computed in another way than the service does. */
export function checkout(): fc.Arbitrary<Checkout> {
  const amount = fc.integer({ min: 1, max: 100_000 });
  const some = <Value>(value: fc.Arbitrary<Value>, max: number) => fc.array(value, { maxLength: max });
  return fc
    .record({
      currency: fc.constantFrom(...currencies),
      lines: fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 9 }), unitPrice: amount }), {
        minLength: 1,
        maxLength: 6,
      }),
      shipping: fc.option(fc.nat(5_000), { nil: undefined }),
      fees: some(fc.integer({ min: 1, max: 2_000 }), 2),
      discounts: some(fc.record({ percent: fc.integer({ min: 1, max: 100 }), target: fc.nat(9) }), 3),
      tax: fc.option(
        fc.record({
          included: fc.boolean(),
          roundedBy: fc.constantFrom('LINE' as const, 'ORDER' as const),
          roundingMode: fc.constantFrom(...roundingModes),
          rates: fc.array(fc.record({ parts: fc.nat(270_000), target: fc.nat(9) }), { minLength: 1, maxLength: 3 }),
        }),
        { nil: undefined },
      ),
      credits: some(fc.integer({ min: 1, max: 100 }), 3),
    })
    .map(({ currency, lines: drawn, shipping, fees, discounts, tax, credits }) => {
      const lines = drawn.map((line, index) => anOrderLine({ sku: `S${index}`, ...line }));
      const names = [
        ...lines.map((_, index) => `/lines/${index}`),
        ...(shipping === undefined ? [] : ['/totals/shipping']),
        ...fees.map((_, index) => `/totals/fees/${index}`),
      ];
      const left = new Map(
        names.map((name, index) => [
          name,
          [...lines.map((line) => line.total), ...(shipping === undefined ? [] : [shipping]), ...fees][index] ?? 0,
        ]),
      );
      const targets = (target: number) =>
        target > 4 ? undefined : names.filter((_, index) => index % 5 === target || index === 0);
      const stated = discounts.flatMap(({ percent, target }, index) => {
        const on = targets(target);
        const reduced = on ?? names.filter((name) => name.startsWith('/lines'));
        const there = sum(reduced.map((name) => left.get(name) ?? 0));
        const off = Math.floor((there * percent) / 100);
        if (off === 0) return [];
        const shares = hamilton(
          off,
          reduced.map((name) => left.get(name) ?? 0),
        );
        for (const [place, name] of reduced.entries()) left.set(name, (left.get(name) ?? 0) - (shares[place] ?? 0));
        return [{ title: `Voucher ${index}`, amount: off, ...(on && { on }) }];
      });
      const rates = (tax?.rates ?? []).map(({ parts, target }) => ({ parts, on: targets(target) }));
      const breakdown = rates.map(({ parts, on }, index) => {
        const bases = (on ?? names).map((name) => {
          const all = rates.reduce((total, one) => total + ((one.on ?? names).includes(name) ? one.parts : 0), 0);
          return { base: left.get(name) ?? 0, of: 1_000_000 + (tax?.included ? all : 0) };
        });
        const taxOf = (some: typeof bases) => roundedTax(some, parts, tax?.roundingMode ?? 'HALF_UP');
        const taxed = tax?.roundedBy === 'LINE' ? sum(bases.map((base) => taxOf([base]))) : taxOf(bases);
        const rate = `${Math.floor(parts / 10_000)}.${String(parts % 10_000).padStart(4, '0')}`;
        return { title: `Tax ${index}`, rate, amount: taxed, ...(on && { on }) };
      });
      const onTop = tax?.included === false ? sum(breakdown.map((entry) => entry.amount)) : 0;
      const total = sum([...left.values()]) + onTop;
      let due = total;
      const paidBy = credits.flatMap((percent, index) => {
        const credit = Math.floor((due * percent) / 100);
        due -= credit;
        return credit === 0 ? [] : [{ type: 'GIFT_CARD' as const, reference: String(index), amount: credit }];
      });
      const totals: Totals = {
        subtotal: sum(lines.map((line) => line.total)),
        ...(stated.length > 0 && { discounts: stated }),
        ...(shipping !== undefined && { shipping: { method: 'M', title: 'Parcel', amount: shipping } }),
        ...(fees.length > 0 && { fees: fees.map((fee) => ({ title: 'Wrap', amount: fee })) }),
        ...(tax && {
          tax: { included: tax.included, roundedBy: tax.roundedBy, roundingMode: tax.roundingMode, breakdown },
        }),
        ...(paidBy.length > 0 && { credits: paidBy }),
        due,
      };
      expect(total).toBeLessThanOrEqual(maxTotal);
      return { currency, lines, totals, total };
    });
}

/** Seats by the largest remainder, handed out one by one. */
function hamilton(seats: number, votes: readonly number[]): readonly number[] {
  const all = sum(votes);
  const quotas = votes.map((vote) => ({ seats: Math.floor((seats * vote) / all), rest: (seats * vote) % all }));
  for (let given = sum(quotas.map((quota) => quota.seats)); given < seats; given++) {
    const next = quotas.reduce((best, quota) => (quota.rest > best.rest ? quota : best));
    next.seats += 1;
    next.rest = -1;
  }
  return quotas.map((quota) => quota.seats);
}

/** The sum of base × parts ÷ of, over one common denominator. */
function roundedTax(
  bases: readonly { base: number; of: number }[],
  parts: number,
  mode: (typeof roundingModes)[number],
): number {
  const common = bases.reduce((product, { of }) => product * BigInt(of), 1n);
  const exact = bases.reduce((total, { base, of }) => total + BigInt(base) * BigInt(parts) * (common / BigInt(of)), 0n);
  const [whole, rest] = [exact / common, exact % common];
  const up = { HALF_UP: 2n * rest >= common, UP: rest > 0n, DOWN: false }[mode];
  return Number(whole) + (up ? 1 : 0);
}

function sum(amounts: readonly (number | { readonly amount: number })[]): number {
  return amounts.reduce<number>((total, one) => total + (typeof one === 'number' ? one : one.amount), 0);
}
