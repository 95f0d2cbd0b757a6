import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, quantile, robustSlope } from '../../lambdas/runtime/order-statistics.ts';

describe('the robust slope', () => {
  it('is that of a line, whatever two points of ten are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.array(fc.integer(), { minLength: 2, maxLength: 2 }),
        (slope, wild) => {
          const points = Array.from({ length: 10 }, (_, at) => ({ at, value: slope * at }));
          const spoilt = points.map((point, index) => ({ ...point, value: wild[index - 4] ?? point.value }));
          expect(robustSlope(spoilt)).toBeCloseTo(slope, 6);
        },
      ),
    );
  });

  it('is none of fewer than two moments', () => {
    expect(robustSlope([])).toBeUndefined();
    expect(
      robustSlope([
        { at: 1, value: 2 },
        { at: 1, value: 3 },
      ]),
    ).toBeUndefined();
  });
});

describe('the median and a quantile', () => {
  it('stand where they should', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect([0.5, 0.95, 1].map((share) => quantile([10, 20, 30, 40], share))).toEqual([20, 40, 40]);
    expect(() => median([])).toThrow(RangeError);
  });
});
