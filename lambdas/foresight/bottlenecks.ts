import * as z from 'zod/mini';

/** How much of the time of all orders of a day went by at one step, in minutes. */
const Shares = z.object({ waiting: z.number(), running: z.number(), retrying: z.number() });

/** Where the time of a day's customers went. */
export const Night = z.object({
  /** Of which day, UTC: `2026-11-26`. */
  day: z.string(),
  /** Orders that were accepted, and how many of them were looked at. */
  orders: z.int(),
  sampled: z.int(),
  /** Of how many only their timeline tells: they ran in executions that keep no history. */
  byTimeline: z.optional(z.int()),
  /** The step that cost most customer-minutes; absent of a day without orders. */
  costliest: z.optional(z.string()),
  steps: z.array(
    z.object({
      step: z.string(),
      /** How many of those looked at came to it. */
      orders: z.int(),
      ...Shares.shape,
      /** What one order took there, in milliseconds. */
      p50: z.number(),
      p95: z.number(),
      p99: z.number(),
      errors: z.array(z.object({ error: z.string(), orders: z.int(), minutes: z.number() })),
      dependencies: z.array(z.object({ name: z.string(), orders: z.int(), minutes: z.number() })),
    }),
  ),
});
export type Night = Readonly<z.output<typeof Night>>;
export type StepOfNight = Night['steps'][number];

/** The minutes that a step cost. */
export const minutesOf = ({ waiting, running, retrying }: Pick<StepOfNight, keyof z.output<typeof Shares>>): number =>
  waiting + running + retrying;
