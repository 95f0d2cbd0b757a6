import * as z from 'zod/mini';

/** How what was foreseen of arrivals compares with what came. Scores are Winkler's, in days: less is better. */
export const ArrivalCounts = z.object({
  /** How often an arrival was foreseen: of each order as it was accepted, and as its last parcel left. */
  times: z.int(),
  /** How often it came within the range of what was learned, and within that of the plain rule. */
  kept: z.int(),
  plainKept: z.int(),
  score: z.int(),
  plainScore: z.int(),
});
export type ArrivalCounts = Readonly<z.output<typeof ArrivalCounts>>;

/** The same of the last weeks, for one file of what was learned. */
export const ArrivalCheck = z.extend(ArrivalCounts, {
  /** The SHA-256 of the history that it was learned from. */
  history: z.string(),
  /** When it was counted, ISO 8601 UTC. */
  at: z.string(),
});
export type ArrivalCheck = Readonly<z.output<typeof ArrivalCheck>>;

/** Fewer say nothing of the one in five that comes outside. */
const fewest = 40;

/** Whether the plain rule has been nearer to what came, as far as there is enough to say so. */
export function isArrivalWorseThanPlain({ times, score, plainScore }: ArrivalCounts): boolean {
  return times >= fewest && score > plainScore;
}

/** How many of 100 came within the range that was said lately; undefined where too few have come. */
export function keptOf100(check: ArrivalCounts | undefined, by: 'model' | 'rule'): number | undefined {
  if (check === undefined || check.times < fewest) return undefined;
  return Math.round((100 * (by === 'model' ? check.kept : check.plainKept)) / check.times);
}

export const nothingChecked: ArrivalCounts = { times: 0, kept: 0, plainKept: 0, score: 0, plainScore: 0 };

/** Several as one. */
export function arrivalsTogether(all: readonly ArrivalCounts[]): ArrivalCounts {
  return all.reduce(
    (sum, one) => ({
      times: sum.times + one.times,
      kept: sum.kept + one.kept,
      plainKept: sum.plainKept + one.plainKept,
      score: sum.score + one.score,
      plainScore: sum.plainScore + one.plainScore,
    }),
    nothingChecked,
  );
}
