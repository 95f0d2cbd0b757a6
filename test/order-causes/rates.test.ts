import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomOf } from '../../bench/random.ts';
import {
  controlLimits,
  differenceOf,
  dispersionOf,
  rateOf,
  type Share,
  trendOf,
} from '../../lambdas/order-causes/rates.ts';
import { histories } from '../histories.ts';

const share = fc
  .record({ placed: fc.integer({ min: 1, max: 1_000_000 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ placed, part }): Share => ({ placed, orders: Math.round(placed * part) }));

describe('a rate', () => {
  it('lies within its interval, which lies within 0 and 1, and is the narrower the more orders there are', () => {
    fc.assert(
      fc.property(share, (one) => {
        const { rate, low, high } = rateOf(one);
        const tenfold = rateOf({ orders: one.orders * 10, placed: one.placed * 10 });
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(rate + 1e-12);
        expect(high).toBeGreaterThanOrEqual(rate - 1e-12);
        expect(high).toBeLessThanOrEqual(1);
        expect(tenfold.high - tenfold.low).toBeLessThan(high - low);
      }),
      { numRuns: histories(1_000) },
    );
  });

  it('has the interval that the literature gives (Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20)', () => {
    const rounded = ({ low, high }: { low: number; high: number }) => [low.toFixed(4), high.toFixed(4)];
    expect(rounded(rateOf({ orders: 81, placed: 263 }))).toEqual(['0.2553', '0.3662']);
    expect(rounded(rateOf({ orders: 15, placed: 148 }))).toEqual(['0.0624', '0.1605']);
    expect(rounded(rateOf({ orders: 0, placed: 20 }))).toEqual(['0.0000', '0.1611']);
  });

  it('is not known of no orders, and never more than all of them', () => {
    expect(rateOf({ orders: 0, placed: 0 })).toMatchObject({ rate: 0, low: 0, high: 1 });
    expect(rateOf({ orders: 3, placed: 2 })).toMatchObject({ rate: 1, high: 1 });
  });
});

describe('the difference of two rates', () => {
  it('has the interval that the literature gives (Newcombe 1998, table II, method 10: 56 of 70, 48 of 80)', () => {
    const { difference, low, high } = differenceOf({ orders: 56, placed: 70 }, { orders: 48, placed: 80 });
    expect([difference, low, high].map((value) => value.toFixed(4))).toEqual(['0.2000', '0.0524', '0.3339']);
  });

  it('is the other way round where the rates are', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [there, back] = [differenceOf(a, b), differenceOf(b, a)];
        expect(there.difference).toBeCloseTo(-back.difference, 12);
        expect(there.low).toBeCloseTo(-back.high, 12);
      }),
      { numRuns: histories(1_000) },
    );
  });
});

/** How many of so many orders it happens to, at this rate: drawn by lot. */
function drawn(placed: number, rate: number, lot: () => number): Share {
  let orders = 0;
  for (let index = 0; index < placed; index++) if (lot() < rate) orders += 1;
  return { orders, placed };
}

/** How often a trend is called, of shops whose last week has so many times the rate of those before it. */
function called(times: number, weeklyRate: (lot: () => number) => number, placed: number): number {
  // Of fewer, nobody can say whether it is one in a hundred.
  const shops = Math.max(400, histories(2_000));
  const lot = randomOf(20261127);
  let calls = 0;
  for (let shop = 0; shop < shops; shop++) {
    const before = Array.from({ length: 8 }, () => drawn(placed, weeklyRate(lot), lot));
    const week = drawn(placed, times * weeklyRate(lot), lot);
    if (trendOf(week, before) === (times < 1 ? 'DOWN' : 'UP')) calls += 1;
  }
  return calls / shops;
}

describe('a trend', () => {
  it('is called of chance alone in fewer than one week of a hundred, of few orders and of many', () => {
    for (const [placed, rate] of [
      [40, 0.02],
      [300, 0.05],
      [1_000, 0.1],
    ] as const) {
      expect(called(1, () => rate, placed)).toBeLessThan(0.01);
    }
  });

  it('is not called the more often because weeks differ anyway', () => {
    expect(called(1, (lot) => 0.05 * (0.7 + 0.6 * lot()), 1_000)).toBeLessThan(0.02);
  });

  it('is called nearly always where the rate has doubled, or halved, of enough orders', () => {
    expect(called(2, () => 0.05, 1_000)).toBeGreaterThan(0.95);
    expect(called(0.5, () => 0.1, 1_000)).toBeGreaterThan(0.95);
  });

  it('is unknown with fewer than four weeks before, or a week without orders', () => {
    const week = { orders: 50, placed: 100 };
    const none = { orders: 0, placed: 0 };
    expect(trendOf(week, [week, week, week, none])).toBe('UNKNOWN');
    expect(trendOf(none, [week, week, week, week])).toBe('UNKNOWN');
    expect(trendOf(week, [week, week, week, week])).toBe('STEADY');
  });

  it('needs more than an interval of 95% would: the limits are those of a control chart', () => {
    const before = Array.from({ length: 8 }, () => ({ orders: 50, placed: 1_000 }));
    const week = { orders: 66, placed: 1_000 };
    const all = { orders: 400, placed: 8_000 };
    expect(differenceOf(week, all).low).toBeGreaterThan(0);
    expect(differenceOf(week, all, controlLimits).low).toBeLessThan(0);
    expect(trendOf(week, before)).toBe('STEADY');
  });
});

describe('how much weeks differ', () => {
  it('is 1 where chance explains it, and more where it does not', () => {
    expect(dispersionOf([50, 52, 48, 50].map((orders) => ({ orders, placed: 1_000 })))).toBe(1);
    expect(dispersionOf([20, 80, 20, 80].map((orders) => ({ orders, placed: 1_000 })))).toBeGreaterThan(15);
    expect(dispersionOf([{ orders: 0, placed: 9 }])).toBe(1);
  });
});
