import { describe, expect, it } from 'vitest';
import { arrivalTimes, closedModel, openModel } from '../../bench/load/arrivals.ts';
import { latenciesOf } from '../../bench/load/latencies.ts';

const at = (milliseconds: number) => ({ accepted: milliseconds, confirmed: milliseconds });

describe('shoppers who wait for their order', () => {
  it('are never more at once than there are, and place as many orders as they are to', async () => {
    let [now, most, placed] = [0, 0, 0];
    const figures = await closedModel(3, 10, async () => {
      most = Math.max(most, ++now);
      placed++;
      await new Promise(setImmediate);
      now--;
      return at(5);
    });

    expect([most, placed]).toEqual([3, 10]);
    expect(figures).toMatchObject({ orders: 10, errors: {}, confirmed: { p50: 5, p95: 5, p99: 5 } });
  });

  it('count what was refused apart, by its reason', async () => {
    let order = 0;
    const figures = await closedModel(1, 4, async () => {
      if (order++ === 0) throw new Error('503 Service Unavailable');
      return at(order);
    });

    expect(figures.errors).toEqual({ '503 Service Unavailable': 1 });
    expect(figures.confirmed).toEqual({ p50: 3, p95: 4, p99: 4 });
  });
});

describe('orders that come at a rate', () => {
  it('come whether or not those before them are served', async () => {
    const waiting: (() => void)[] = [];
    const figures = openModel(1_000, 0.02, async () => {
      await new Promise<void>((served) => waiting.push(served));
      return { ...at(1), told: 2 };
    });
    const timer = setInterval(() => {
      for (const served of waiting.splice(0)) served();
    }, 100);
    const { orders, told } = await figures.finally(() => clearInterval(timer));

    expect(orders).toBeGreaterThan(0);
    expect(told.p50).toBe(2);
  });

  it('come as often as was asked for, at times that are not even', () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const times = arrivalTimes(50, 200, random);

    expect(times.length).toBeGreaterThan(9_500);
    expect(times.length).toBeLessThan(10_500);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(deviation / mean).toBeCloseTo(1, 1);
  });
});

describe('latencies', () => {
  it('are durations that were measured, at half, 95 and 99 of a hundred', () => {
    expect(latenciesOf(Array.from({ length: 100 }, (_, index) => 100 - index))).toEqual({ p50: 50, p95: 95, p99: 99 });
  });

  it('of nothing are no number', () => {
    expect(latenciesOf([]).p50).toBeNaN();
  });
});
