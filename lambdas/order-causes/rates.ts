import { usual, wilsonInterval } from '../runtime/wilson-interval.ts';

/*
 * Rates of orders, and what may be said of the difference between two. An interval is what the counts allow: where few
 * were counted it is wide, and nothing is called a trend.
 */

/** So many of all. */
export interface Share {
  readonly orders: number;
  readonly placed: number;
}

/** A rate, and between what it may lie; of none, it is not known. */
export interface Rate extends Share {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** The standard deviations of a control chart's limits (Shewhart). */
export const controlLimits = 3;

/**
 * A rate and its interval.
 * @param z how many standard deviations wide
 */
export function rateOf({ orders, placed }: Share, z = usual): Rate {
  // A complaint that names no order may be of another day: no more happens than there are orders.
  const rate = placed <= 0 ? 0 : Math.min(1, orders / placed);
  return { orders, placed, rate, ...wilsonInterval(rate, placed, z) };
}

/** By how much a rate differs from one before, and between what that may lie. */
export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** The interval of a difference, made of those of both rates (Newcombe, 1998, method 10). */
export function differenceOf(now: Share, before: Share, z = usual): Difference {
  const [a, b] = [rateOf(now, z), rateOf(before, z)];
  const difference = a.rate - b.rate;
  return {
    difference,
    low: difference - Math.hypot(a.rate - a.low, b.high - b.rate),
    high: difference + Math.hypot(a.high - a.rate, b.rate - b.low),
  };
}

/**
 * How much more rates of weeks differ than chance alone would have it (Pearson): 1 where they do not. Seasons, offers and
 * weather make weeks differ; a limit that knows only of chance would call each of them a trend (Laney, 2002).
 */
export function dispersionOf(weeks: readonly Share[]): number {
  const full = weeks.filter(({ placed }) => placed > 0);
  const { orders, placed } = sumOf(full);
  const rate = placed === 0 ? 0 : Math.min(1, orders / placed);
  if (full.length < 2 || rate === 0 || rate === 1) return 1;
  const squares = full.map((week) => (week.orders - week.placed * rate) ** 2 / (week.placed * rate * (1 - rate)));
  return Math.max(1, squares.reduce((sum, square) => sum + square, 0) / (full.length - 1));
}

/** All of them together. */
export function sumOf(shares: readonly Share[]): Share {
  return shares.reduce<Share>(
    (sum, { orders, placed }) => ({ orders: sum.orders + orders, placed: sum.placed + placed }),
    { orders: 0, placed: 0 },
  );
}

/** What a week's rate is beside those before it. UNKNOWN: too few weeks are known. */
export const trends = ['UP', 'DOWN', 'STEADY', 'UNKNOWN'] as const;
export type Trend = (typeof trends)[number];

/** Fewer weeks say nothing of how much weeks differ. */
const leastWeeks = 4;

/**
 * Whether a week's rate is out of the limits that the weeks before it set: three standard deviations, as a control chart
 * has them, widened by how much weeks differ anyway. One week in some hundreds is by chance alone.
 */
export function trendOf(week: Share, before: readonly Share[]): Trend {
  const known = before.filter(({ placed }) => placed > 0);
  if (week.placed === 0 || known.length < leastWeeks) return 'UNKNOWN';
  const { low, high } = differenceOf(week, sumOf(known), controlLimits * Math.sqrt(dispersionOf(known)));
  if (low > 0) return 'UP';
  return high < 0 ? 'DOWN' : 'STEADY';
}
