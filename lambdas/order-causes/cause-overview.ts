import * as z from 'zod/mini';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { daysAfter, utcDay } from '../runtime/local-day.ts';
import { type CauseCounts, type CauseKind, causeDimensions, causeKinds, countedWithinDays } from './cause.ts';
import { CauseAction } from './cause-action.ts';
import { mostFirst } from './cause-counts.ts';
import { type CauseTable, causeTable } from './cause-table.ts';
import { Effect, effectOf, lastRipeDay, ShownRate, shareAgainst, weeksBefore } from './effect-of-action.ts';
import { rateOf, sumOf, trendOf, trends } from './rates.ts';
import { weeksOf } from './weeks.ts';

/** A part of all, and that with the greater ones before it (Pareto), both from 0 to 1. */
const Part = z.object({ orders: z.int(), share: z.number(), cumulative: z.number() });

/** Why orders came to what nobody wants: the answer of `GET /operations/causes`. */
export const CauseOverview = z.object({
  kind: z.enum(causeKinds),
  countedWithinDays: z.int(),
  /** The four weeks that causes are shown of, UTC. */
  from: z.string(),
  to: z.string(),
  ...ShownRate.shape,
  trend: z.enum(trends),
  /** Whole weeks, the oldest first. */
  weeks: z.array(z.object({ from: z.string(), ...ShownRate.shape })),
  /** The most frequent first. */
  causes: z.array(z.object({ cause: z.string(), ...Part.shape, trend: z.enum(trends) })),
  breakdowns: z.array(
    z.object({
      dimension: z.enum(causeDimensions),
      values: z.array(z.object({ value: z.string(), ...Part.shape, cause: z.string() })),
    }),
  ),
  actions: z.array(z.object({ ...CauseAction.shape, effect: Effect })),
});
export type CauseOverview = Readonly<z.output<typeof CauseOverview>>;

/** What showing causes touches. */
export interface ShowCausesPorts {
  readonly causes: Pick<CauseTable, 'countsSince' | 'actions'>;
  readonly clock: Clock;
}

const shownWeeks = 12;
const comparedWeeks = 8;
const paretoWeeks = 4;
const shownValues = 10;
/** Of older actions, what came of them stands in their conclusion. */
const mostDays = 400;

/** Why orders came to this in the last weeks that are old enough, how that changes, and what is done about it. */
export async function showCauses(
  kind: CauseKind,
  { causes, clock }: ShowCausesPorts = { causes: causeTable(), clock: systemClock },
): Promise<CauseOverview> {
  const today = utcDay(clock());
  const to = lastRipeDay(kind, today);
  const actions = (await causes.actions()).filter((action) => action.kind === kind);
  const wanted = [daysAfter(to, 1 - 7 * shownWeeks), ...actions.map(({ since }) => daysAfter(since, -7 * weeksBefore))];
  const oldest = daysAfter(today, -mostDays);
  const first = wanted.sort()[0] ?? oldest;
  const counts = await causes.countsSince(kind, first > oldest ? first : oldest);
  return overviewOf(kind, counts, actions, today);
}

/** The same of what was counted. */
export function overviewOf(
  kind: CauseKind,
  counts: readonly CauseCounts[],
  actions: readonly CauseAction[],
  today: string,
): CauseOverview {
  const to = lastRipeDay(kind, today);
  const from = daysAfter(to, 1 - 7 * paretoWeeks);
  const recent = counts.filter(({ day }) => day >= from && day <= to);
  const weeks = weeksOf(counts, to, shownWeeks, shareAgainst({}));
  const trendAgainst = (cause?: string) => {
    const compared = weeksOf(counts, to, comparedWeeks + 1, shareAgainst({ cause }));
    const last = compared.at(-1);
    return last === undefined ? 'UNKNOWN' : trendOf(last, compared.slice(0, -1));
  };
  return {
    ...{ kind, countedWithinDays: countedWithinDays[kind], from, to },
    ...rateOf(sumOf(weeks.slice(-paretoWeeks))),
    trend: trendAgainst(),
    weeks: weeks.map((week) => ({ from: week.from, ...rateOf(week) })),
    causes: paretoOf(
      summedBy(
        recent.flatMap(({ causes }) => causes),
        ({ cause }) => cause,
      ),
    ).map(({ name: cause, ...part }) => ({ cause, ...part, trend: trendAgainst(cause) })),
    breakdowns: causeDimensions.flatMap((dimension) => {
      const found = recent.flatMap(({ by }) => by[dimension]);
      const values = paretoOf(summedBy(found, ({ value }) => value)).slice(0, shownValues);
      const shown = values.map(({ name: value, ...part }) => {
        const [chief] = summedBy(
          found.filter((one) => one.value === value),
          ({ cause }) => cause,
        );
        return { value, ...part, cause: chief?.name ?? '' };
      });
      return shown.length === 0 ? [] : [{ dimension, values: shown }];
    }),
    actions: actions.map((action) => ({ ...action, effect: effectOf(action, counts, today) })),
  };
}

/** So many of each, the most frequent first. */
function summedBy<Counted extends { readonly orders: number }>(
  counted: readonly Counted[],
  nameOf: (one: Counted) => string,
): readonly { readonly name: string; readonly orders: number }[] {
  return [...Map.groupBy(counted, nameOf)]
    .map(([name, of]) => ({ name, orders: of.reduce((sum, { orders }) => sum + orders, 0) }))
    .sort(mostFirst(({ name }) => name));
}

/** Each with its share of all, and with those before it together (Pareto, 1896). */
export function paretoOf<Of extends { readonly orders: number }>(parts: readonly Of[]) {
  const all = parts.reduce((sum, { orders }) => sum + orders, 0);
  let sum = 0;
  return parts.map((part) => {
    sum += part.orders;
    return { ...part, share: all === 0 ? 0 : part.orders / all, cumulative: all === 0 ? 0 : sum / all };
  });
}
