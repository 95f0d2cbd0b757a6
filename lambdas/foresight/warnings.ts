import * as z from 'zod/mini';

/** That an alarm will ring, if what it watches goes on as it does. */
export const Warning = z.object({
  /** The alarm, without the stage. */
  name: z.string(),
  /** Since when it is foreseen, and when the limit will be reached. ISO 8601 UTC. */
  since: z.string(),
  reachedAt: z.string(),
  value: z.number(),
  limit: z.number(),
  /** Whether it was still foreseen at the last look; where not, it is seen whether the alarm rings all the same. */
  isForeseen: z.boolean(),
});
export type Warning = Readonly<z.output<typeof Warning>>;

/** What is foreseen of the alarms, and what became of what had been. */
export const Warnings = z.object({
  at: z.string(),
  open: z.array(Warning),
  /** The last ones that are over: whether the alarm rang, and if so how many minutes after the warning. */
  outcomes: z.array(z.object({ name: z.string(), at: z.string(), minutesAhead: z.optional(z.number()) })),
  /** How many orders were confirmed in the ten minutes before; absent where that could not be found out. */
  load: z.optional(z.number()),
});
export type Warnings = Readonly<z.output<typeof Warnings>>;

/** How an alarm stands, and whether it is foreseen to ring. */
export interface LookedAt {
  readonly name: string;
  readonly isRinging: boolean;
  readonly limit: number;
  readonly breach: { readonly reachedAt: string; readonly value: number } | undefined;
}

const keptOutcomes = 40;
const minute = 60_000;
/** So long after a limit should have been reached a warning has come to nothing. */
const graceMinutes = 30;

/**
 * The warnings after a look at the alarms. One is over when its alarm rings, or when that should have been half an hour
 * ago.
 */
export function warningsAfter(
  before: Pick<Warnings, 'open' | 'outcomes'>,
  alarms: readonly LookedAt[],
  now: Date,
): Pick<Warnings, 'open' | 'outcomes'> {
  const at = now.toISOString();
  const open: Warning[] = [];
  const outcomes = [...before.outcomes];
  for (const { name, isRinging, limit, breach } of alarms) {
    const former = before.open.find((warning) => warning.name === name);
    if (isRinging) {
      const since = former && Date.parse(former.since);
      if (since !== undefined) outcomes.push({ name, at, minutesAhead: (now.getTime() - since) / minute });
    } else if (breach !== undefined) {
      open.push({ name, since: former?.since ?? at, limit, isForeseen: true, ...breach });
    } else if (former !== undefined) {
      const isOver = now.getTime() > Date.parse(former.reachedAt) + graceMinutes * minute;
      if (isOver) outcomes.push({ name, at });
      else open.push({ ...former, isForeseen: false });
    }
  }
  return { open, outcomes: outcomes.slice(-keptOutcomes) };
}

/**
 * Whether warnings have come true often enough to call somebody: not where more than half of at least ten came to
 * nothing. Then the alarms ring as ever, and warnings are only shown.
 */
export function areTrusted({ outcomes }: Pick<Warnings, 'outcomes'>): boolean {
  const wrong = outcomes.filter(({ minutesAhead }) => minutesAhead === undefined).length;
  return outcomes.length < 10 || wrong <= outcomes.length / 2;
}
