import * as z from 'zod/mini';
import { endOf } from './switch-end.ts';
import { type SwitchKindName, switchKindNames } from './switch-kinds.ts';

/** A switch that was turned on, be it on, over, or still to come. Times are ISO 8601 UTC. */
export const Switch = z.object({
  kind: z.enum(switchKindNames),
  /** Which of several; absent where there is one, or all are meant. */
  target: z.optional(z.string()),
  /** From when on, and until when at the latest: then it ends by itself. */
  from: z.string(),
  until: z.optional(z.string()),
  /** When somebody has turned it off. */
  endedAt: z.optional(z.string()),
  /** Who has said so last, when, and why. */
  by: z.string(),
  at: z.string(),
  reason: z.string(),
  retryAfterSeconds: z.optional(z.int()),
  mostPerOrder: z.optional(z.int()),
});
export type Switch = Readonly<z.output<typeof Switch>>;

/** How a switch stands. */
export const switchStates = ['PLANNED', 'ON', 'OVER'] as const;
export type SwitchState = (typeof switchStates)[number];

/** How a switch stands at a moment: by the clock alone, so that nobody has to turn off what has an end. */
export function stateOf(one: Pick<Switch, 'from' | 'until' | 'endedAt'>, now: Date): SwitchState {
  const [at, end] = [now.toISOString(), endOf(one)];
  if (end !== undefined && end <= at) return 'OVER';
  return one.from <= at ? 'ON' : 'PLANNED';
}

/** The switches of a kind that are on at a moment. */
export function onNow(switches: readonly Switch[], kind: SwitchKindName, now: Date): readonly Switch[] {
  return switches.filter((one) => one.kind === kind && stateOf(one, now) === 'ON');
}
