import * as z from 'zod/mini';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { daysAfter, daysBetween, utcDay } from '../runtime/local-day.ts';
import { wilsonInterval } from '../runtime/wilson-interval.ts';
import { type ListedRating, mostStars } from './rating.ts';
import { type RatingTable, ratingTable } from './rating-table.ts';

const Mean = z.object({ ratings: z.int(), mean: z.optional(z.number()), low: z.number(), high: z.number() });
const Named = z.object({ value: z.string(), ...Mean.shape });

/** What customers make of their orders: the answer of `GET /operations/ratings`. Means are of stars, one to five. */
export const RatingOverview = z.object({
  /** Whole weeks up to today, by when they were given, the oldest first. */
  weeks: z.array(z.object({ from: z.string(), ...Mean.shape })),
  /** Of the last four weeks, the most often rated first. */
  bySku: z.array(Named),
  byCarrier: z.array(Named),
});
export type RatingOverview = Readonly<z.output<typeof RatingOverview>>;

/** What showing ratings touches. */
export interface ShowRatingsPorts {
  readonly ratings: Pick<RatingTable, 'ratedSince'>;
  readonly clock: Clock;
}

const shownWeeks = 12;
const namedWeeks = 4;
const shownValues = 10;

/** What customers have made of their orders in the last weeks, by week, product and carrier. */
export async function showRatings(
  { ratings, clock }: ShowRatingsPorts = { ratings: ratingTable(), clock: systemClock },
): Promise<RatingOverview> {
  const today = utcDay(clock());
  const first = daysAfter(today, 1 - 7 * shownWeeks);
  const found: ListedRating[] = [];
  for await (const rating of ratings.ratedSince(first)) found.push(rating);
  const weekOf = ({ at }: ListedRating) => Math.floor(daysBetween(first, utcDay(at)) / 7);
  const byWeek = Map.groupBy(found, weekOf);
  const recent = found.filter((rating) => weekOf(rating) >= shownWeeks - namedWeeks);
  return {
    weeks: Array.from({ length: shownWeeks }, (_, week) => ({
      from: daysAfter(first, 7 * week),
      ...meanOf(byWeek.get(week) ?? []),
    })),
    bySku: named(recent, 'sku'),
    byCarrier: named(recent, 'carrier'),
  };
}

function named(ratings: readonly ListedRating[], by: 'sku' | 'carrier'): z.output<typeof Named>[] {
  const each = ratings.flatMap((rating) => rating[by].map((value) => ({ value, rating })));
  return [...Map.groupBy(each, ({ value }) => value)]
    .map(([value, of]) => ({ value, ...meanOf(of.map(({ rating }) => rating)) }))
    .sort((a, b) => b.ratings - a.ratings || (a.value < b.value ? -1 : 1))
    .slice(0, shownValues);
}

/**
 * The mean of some ratings, and between what it may lie (95%). Of values between two bounds none differ more than those
 * that are at either: so the interval is that of a share (Wilson), which is too wide rather than too narrow, for few too.
 */
export function meanOf(ratings: readonly Pick<ListedRating, 'stars'>[]) {
  const scale = mostStars - 1;
  const sum = ratings.reduce((total, { stars }) => total + (stars - 1) / scale, 0);
  const share = ratings.length === 0 ? 0 : sum / ratings.length;
  const { low, high } = wilsonInterval(share, ratings.length);
  const inStars = (part: number) => 1 + scale * part;
  return {
    ratings: ratings.length,
    ...(ratings.length > 0 && { mean: inStars(share) }),
    ...{ low: inStars(low), high: inStars(high) },
  };
}
