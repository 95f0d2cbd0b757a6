import * as z from 'zod/mini';
import { daysAfter, daysBetween, utcDay } from '../runtime/local-day.ts';
import { usual } from '../runtime/wilson-interval.ts';
import { type CauseCounts, type CauseKind, countedWithinDays } from './cause.ts';
import type { CauseAction } from './cause-action.ts';
import { verdictWords } from './effect-words.ts';
import { differenceOf, dispersionOf, rateOf, type Share, sumOf } from './rates.ts';
import { weeksOf } from './weeks.ts';

/** A rate as it is shown: so many of all, and between what it may lie (95%). */
export const ShownRate = z.object({
  orders: z.int(),
  placed: z.int(),
  rate: z.number(),
  low: z.number(),
  high: z.number(),
});

/**
 * What came of an action:
 * - BETTER, WORSE: the rate is lower, or higher, by more than chance and how weeks differ anyway
 * - NOT_SEEN: it is not, though it could have been seen
 * - TOO_EARLY: no week has passed, or it is so rare that nothing could be seen yet
 */
export const verdicts = Object.keys(verdictWords) as (keyof typeof verdictWords)[];

/** The rate before and since, and what may be said of the difference. */
export const Effect = z.object({
  verdict: z.enum(verdicts),
  before: z.optional(ShownRate),
  since: z.optional(ShownRate),
  /** By how much it differs, and between what that may lie (95%). */
  difference: z.optional(z.number()),
  low: z.optional(z.number()),
  high: z.optional(z.number()),
  /** From which day on its first week can be judged. */
  judgedFrom: z.string(),
});
export type Effect = Readonly<z.output<typeof Effect>>;

export const weeksBefore = 4;
const mostWeeksSince = 12;

/** Where fewer were to be expected, none of them would be no surprise. */
const leastExpected = 5;

/** The last day whose orders are as old as their kind is counted by, all of them. */
export function lastRipeDay(kind: CauseKind, today: string): string {
  return daysAfter(today, -countedWithinDays[kind] - 1);
}

/** How many orders of a day came to what an action is against. */
export function shareAgainst({ cause, dimension, value }: Pick<CauseAction, 'cause' | 'dimension' | 'value'>) {
  return ({ placed, orders, causes, by }: CauseCounts): Share | undefined => {
    if (placed === undefined) return undefined;
    if (dimension === undefined && cause === undefined) return { orders, placed };
    const all = dimension === undefined ? causes : by[dimension].filter((one) => one.value === value);
    const found = all.filter((one) => cause === undefined || one.cause === cause);
    return { orders: found.reduce((sum, one) => sum + one.orders, 0), placed };
  };
}

/**
 * The rate in the four weeks before an action and in the whole weeks since, twelve at most, so that each weekday counts
 * the same; of an action that was closed, until then.
 */
export function effectOf(action: CauseAction, counts: readonly CauseCounts[], today: string): Effect {
  const { kind, since, closed } = action;
  const ripe = lastRipeDay(kind, today);
  const last = closed !== undefined && utcDay(closed.at) < ripe ? utcDay(closed.at) : ripe;
  const weeks = Math.max(0, Math.min(mostWeeksSince, Math.floor((daysBetween(since, last) + 1) / 7)));
  const judgedFrom = daysAfter(since, 7 + countedWithinDays[kind]);
  const share = shareAgainst(action);
  const formerly = weeksOf(counts, daysAfter(since, -1), weeksBefore, share);
  const [before, after] = [
    sumOf(formerly),
    sumOf(weeksOf(counts, daysAfter(since, 7 * weeks - 1), weeks, share)),
  ] as const;
  if (before.placed === 0 || after.placed === 0) return { verdict: 'TOO_EARLY', judgedFrom };
  const found = differenceOf(after, before, usual * Math.sqrt(dispersionOf(formerly)));
  const isRare = rateOf(before).rate * after.placed < leastExpected && weeks < mostWeeksSince;
  return {
    verdict: found.low > 0 ? 'WORSE' : found.high < 0 ? 'BETTER' : isRare ? 'TOO_EARLY' : 'NOT_SEEN',
    ...{ before: rateOf(before), since: rateOf(after), ...found, judgedFrom },
  };
}
