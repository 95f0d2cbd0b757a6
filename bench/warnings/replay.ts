import { foreseeBreach } from '../../lambdas/warnings/foresee-breach.ts';
import { normal, randomOf } from '../random.ts';

/** What is generated: a value that an alarm watches every five minutes, for so many weeks, with limit 1. */
export interface Course {
  readonly weeks: number;
  /** The standard deviation of its noise. */
  readonly noise: number;
  readonly seed: number;
}

/** What may happen to it. */
export const episodeKinds = ['creeping', 'sudden', 'turning'] as const;
export type EpisodeKind = (typeof episodeKinds)[number];

/** One kind of episode: how many reached the limit, how many of those were foreseen, and by how many minutes, half of them. */
export interface KindOutcome {
  readonly kind: EpisodeKind;
  readonly episodes: number;
  readonly breaches: number;
  readonly warned: number;
  readonly minutesAhead: number;
}

/** What was found. */
export interface WarningsResult {
  readonly course: Course;
  readonly kinds: readonly KindOutcome[];
  /** Warnings that no breach followed within as long as is looked ahead, a week. */
  readonly falseAWeek: number;
}

interface Episode {
  readonly kind: EpisodeKind;
  readonly from: number;
  readonly until: number;
}

const stepMinutes = 5;
const stepsAWeek = (7 * 24 * 60) / stepMinutes;
/** As many moments as the service looks back at. */
const window = 24;
const limit = 1;

/**
 * Generates a course with episodes and goes through it as the service would, moment by moment: when the alarm rings,
 * and when it was foreseen.
 */
export function replay(course: Course): WarningsResult {
  const { values, episodes } = generated(course);
  const warnings = values.map((_, at) => {
    if (at < window - 1) return false;
    const points = values.slice(at - window + 1, at + 1).map((value, index) => ({ at: index, value }));
    return (values[at] ?? 0) < limit && foreseeBreach(points, limit) !== undefined;
  });

  const kinds = episodeKinds.map((kind) => {
    const of = episodes.filter((episode) => episode.kind === kind);
    const breaches = of.flatMap(({ from, until }) => {
      const breach = values.findIndex((value, at) => at >= from && at < until && value >= limit);
      return breach === -1 ? [] : [{ from, breach }];
    });
    const ahead = breaches
      .map(({ from, breach }) => {
        const first = warnings.findIndex((warns, at) => warns && at >= from && at < breach);
        return first === -1 ? 0 : (breach - first) * stepMinutes;
      })
      .filter((minutes) => minutes > 0)
      .sort((a, b) => a - b);
    return {
      ...{ kind, episodes: of.length, breaches: breaches.length, warned: ahead.length },
      minutesAhead: ahead[Math.floor((ahead.length - 1) / 2)] ?? 0,
    };
  });
  // One that is said again and again is one; it came true if the limit was reached within the time that is looked ahead.
  const begun = warnings.flatMap((warns, at) =>
    warns && !warnings.slice(Math.max(0, at - 6), at).includes(true) ? [at] : [],
  );
  const vain = begun.filter((at) => !values.slice(at, at + window + 6).some((value) => value >= limit));
  return { course, kinds, falseAWeek: Number((vain.length / course.weeks).toFixed(2)) };
}

function generated({ weeks, noise, seed }: Course) {
  const random = randomOf(seed);
  const between = (low: number, high: number) => low + random() * (high - low);
  const length = Math.round(weeks * stepsAWeek);
  const values: number[] = [];
  let drift = 0;
  for (let at = 0; at < length; at++) {
    // Autoregressive: what is high stays high for some while.
    drift = 0.7 * drift + Math.sqrt(1 - 0.7 ** 2) * noise * normal(random);
    const hour = ((at * stepMinutes) / 60) % 24;
    values.push(Math.max(0, 0.25 + 0.1 * Math.sin((2 * Math.PI * (hour - 9)) / 24) + drift));
  }
  const episodes: Episode[] = [];
  for (let from = window; from < length - 150; from += Math.round(between(0.5, 1.5) * (stepsAWeek / 4))) {
    const chance = random();
    const kind = chance < 0.5 ? 'creeping' : chance < 0.75 ? 'sudden' : 'turning';
    const rise = kind === 'sudden' ? 0 : Math.round(between(30, 240) / stepMinutes);
    const top = kind === 'turning' ? between(0.4, 0.9) - 0.35 : between(0.9, 1.2);
    const until = from + rise + (kind === 'turning' ? rise : 12);
    for (let at = from; at < until; at++) {
      const share = at - from < rise ? (at - from) / rise : kind === 'turning' ? (until - at) / rise : 1;
      values[at] = (values[at] ?? 0) + top * share;
    }
    episodes.push({ kind, from, until });
  }
  return { values, episodes };
}
