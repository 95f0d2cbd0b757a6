import { daysAfter, daysBetween } from '../runtime/local-day.ts';
import type { CauseCounts } from './cause.ts';
import type { Share } from './rates.ts';

/** What was counted in seven days, from this one on. */
export interface Week extends Share {
  readonly from: string;
}

/**
 * So many whole weeks up to a day, the oldest first; of days that nobody has counted, or whose orders nobody has, nothing
 * is in them.
 */
export function weeksOf(
  counts: readonly CauseCounts[],
  last: string,
  weeks: number,
  shareOf: (day: CauseCounts) => Share | undefined,
): readonly Week[] {
  const found = Array.from({ length: weeks }, (_, index) => ({
    ...{ from: daysAfter(last, 1 - 7 * (weeks - index)), orders: 0, placed: 0 },
  }));
  for (const counted of counts) {
    const share = shareOf(counted);
    const back = daysBetween(counted.day, last);
    const week = back < 0 ? undefined : found[weeks - 1 - Math.floor(back / 7)];
    if (share === undefined || week === undefined) continue;
    week.orders += share.orders;
    week.placed += share.placed;
  }
  return found;
}
