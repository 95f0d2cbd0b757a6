import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foresee, kindOf, lookBack, methodNames, methods } from '../../lambdas/replenishment/forecast.ts';

const daily = (units: number, days: number) => Array.from({ length: days }, () => units);
/** Units on each nth day. */
const every = (days: number, units: number, length: number) =>
  Array.from({ length }, (_, day) => (day % days === days - 1 ? units : 0));

describe('the kind of a demand', () => {
  it.each([
    ['smooth', daily(4, 20)],
    ['intermittent', every(4, 6, 40)],
    ['erratic', daily(1, 20).map((units, day) => (day % 5 === 0 ? 30 : units))],
    ['lumpy', every(4, 6, 40).map((units, day) => (day === 7 ? 90 : units))],
  ] as const)('is %s by how often and how evenly it sells', (kind, days) => {
    expect(kindOf(days)).toBe(kind);
  });
});

describe('a method', () => {
  it.each(methodNames)('%s sees what never changes as it is', (name) => {
    expect(methods[name](daily(3, 56))).toBeCloseTo(name === 'croston-sba' ? 3 * 0.95 : 3, 10);
  });

  // α = 0.1; size and interval begin at their means, 6 and 2: (6, 2) stay, forecast = 0.95·6/2.
  it('Croston, corrected, is the size by the interval', () => {
    expect(methods['croston-sba'](every(2, 6, 10))).toBeCloseTo((0.95 * 6) / 2, 10);
  });

  it('TSB forgets what is no longer bought, and Croston does not', () => {
    const alive = every(4, 8, 40);
    const gone = [...alive, ...daily(0, 56)];
    expect(methods.tsb(gone)).toBeLessThan(methods.tsb(alive) / 4);
    expect(methods['croston-sba'](gone)).toBeGreaterThan(methods['croston-sba'](alive) / 3);
  });

  it('sees no less than nothing, whatever was sold, and nothing where nothing was', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 80 }), (days) => {
        for (const name of methodNames) {
          expect(methods[name](days)).toBeGreaterThanOrEqual(0);
          expect(methods[name](days.map(() => 0))).toBe(0);
        }
      }),
    );
  });
});

describe('foreseeing', () => {
  it('takes days without stock for unknown, and not for days on which nobody wanted it', () => {
    const sales = [...daily(5, 28), ...Array.from({ length: 14 }, () => undefined), ...daily(5, 14)];
    expect(foresee(sales)).toMatchObject({ perDay: 5, stdDev: 0 });
  });

  it('goes by the plain rule where too little is known, and where the method was worse of late', () => {
    expect(foresee(daily(5, 20)).method).toBe('mean');
    expect(foresee([]).perDay).toBe(0);
    // Smoothing had believed a rise that then was none.
    const rise = Array.from({ length: 42 }, (_, day) => 10 + day);
    expect(foresee([...rise, ...daily(30, 14)])).toMatchObject({ method: 'mean' });
    expect(foresee([...rise, ...daily(52, 14)])).toMatchObject({ method: 'exponential-smoothing' });
  });

  it('compares only what was foreseen before with what came then', () => {
    const looked = lookBack([...daily(2, 42), ...daily(7, 14)]);
    expect(looked).toEqual({ sold: 98, foreseen: 28, plain: 28 });
  });
});
