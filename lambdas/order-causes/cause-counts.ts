import { daysBetween, utcDay } from '../runtime/local-day.ts';
import {
  type CauseCounts,
  type CauseDimension,
  type CauseKind,
  type CountedValue,
  causeDimensions,
  countedWithinDays,
  type Occurrence,
} from './cause.ts';

/** So many values of a dimension are kept of a day, the most frequent: no item outgrows what DynamoDB holds. */
export const mostValues = 400;

/**
 * Counts what became of the orders of a day, of one kind. The same happenings come to the same counts, in whatever order
 * and however often each is given.
 * @param placed how many orders were accepted on the day, where that is known
 */
export function countsOf(
  kind: CauseKind,
  day: string,
  placed: number | undefined,
  occurrences: readonly Occurrence[],
): CauseCounts {
  const counted = occurrences.filter(
    (one) => one.kind === kind && daysBetween(day, utcDay(one.at)) <= countedWithinDays[kind],
  );
  const subjects = (of: readonly Occurrence[]) => new Set(of.map(({ subject }) => subject)).size;
  return {
    ...{ kind, day, ...(placed !== undefined && { placed }), orders: subjects(counted) },
    causes: [...Map.groupBy(counted, ({ cause }) => cause)]
      .map(([cause, of]) => ({ cause, orders: subjects(of) }))
      .sort(mostFirst(({ cause }) => cause)),
    by: Object.fromEntries(causeDimensions.map((dimension) => [dimension, valuesOf(dimension)])) as Record<
      CauseDimension,
      CountedValue[]
    >,
  };

  function valuesOf(dimension: CauseDimension): CountedValue[] {
    const each = counted.flatMap((one) => (one.values[dimension] ?? []).map((value) => ({ ...one, value })));
    return [...Map.groupBy(each, ({ value, cause }) => JSON.stringify([value, cause]))]
      .map(([name, of]) => {
        const [value, cause] = JSON.parse(name) as [string, string];
        return { value, cause, orders: subjects(of) };
      })
      .sort(mostFirst(({ value, cause }) => `${value} ${cause}`))
      .slice(0, mostValues);
  }
}

/** The most frequent first; of two that are as frequent always the same one. */
export function mostFirst<Counted extends { readonly orders: number }>(nameOf: (one: Counted) => string) {
  return (a: Counted, b: Counted) => b.orders - a.orders || (nameOf(a) < nameOf(b) ? -1 : 1);
}
