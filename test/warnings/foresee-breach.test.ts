import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replay } from '../../bench/warnings/replay.ts';
import { foreseeBreach } from '../../lambdas/warnings/foresee-breach.ts';

const series = (values: readonly number[]) => values.map((value, at) => ({ at, value }));
const rising = Array.from({ length: 12 }, (_, at) => at / 20);

describe('a breach', () => {
  it('is foreseen when the trend says it, as long as that is no farther ahead than was looked back', () => {
    // 0.55 at the 11th moment, 0.05 more at each: 0.8 five moments later.
    expect(foreseeBreach(series(rising), 0.8)).toEqual({ at: expect.closeTo(16, 6), value: expect.closeTo(0.55, 6) });
    expect(foreseeBreach(series(rising), 1.2)).toBeUndefined();
  });

  it('is not foreseen of what falls, stands, or is there already', () => {
    expect(foreseeBreach(series([...rising].reverse()), 0.8)).toBeUndefined();
    expect(foreseeBreach(series(rising.map(() => 0.7)), 0.8)).toBeUndefined();
    expect(foreseeBreach(series(rising), 0.5)).toBeUndefined();
  });

  it('is not foreseen from a few moments, nor from one leap among many', () => {
    expect(foreseeBreach(series(rising.slice(0, 7)), 0.4)).toBeUndefined();
    expect(foreseeBreach(series(rising.map((_, at) => (at === 11 ? 0.7 : 0.1))), 0.8)).toBeUndefined();
  });

  it('is foreseen at no moment but a coming one, whatever the values are', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 30 }), (values) => {
        const breach = foreseeBreach(series(values), 1);
        if (breach === undefined) return;
        expect(breach.at).toBeGreaterThan(values.length - 1);
        expect(breach.at).toBeLessThanOrEqual(2 * (values.length - 1));
      }),
    );
  });
});

describe('a replay', () => {
  it('finds breaches that come gradually before their alarm, and none that come at once', () => {
    const { kinds, falseAWeek } = replay({ weeks: 20, noise: 0.05, seed: 7 });
    const [creeping, sudden, turning] = kinds;
    expect(creeping?.breaches).toBeGreaterThan(10);
    expect(creeping?.warned).toBeGreaterThan(0.7 * (creeping?.breaches ?? 0));
    expect(sudden?.warned).toBeLessThanOrEqual(1);
    expect(turning?.breaches).toBe(0);
    expect(falseAWeek).toBeLessThan(5);
  });

  it('comes out the same each time', () => {
    const course = { weeks: 2, noise: 0.1, seed: 3 };
    expect(replay(course)).toEqual(replay(course));
  });
});
