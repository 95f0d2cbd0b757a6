import * as z from 'zod/mini';
import { shortText } from '../orders/short-text.ts';
import { wholeNumber } from '../orders/whole-number.ts';

/** Whether new orders are taken. */
export const intakeStates = ['OPEN', 'DRAINED'] as const;

/** How long storefronts wait before they try again, in seconds, unless told otherwise. */
export const defaultRetryAfterSeconds = 120;

/** The body of `PUT /operations/intake`. */
export const IntakeChange = z
  .strictObject({
    state: z.enum(intakeStates),
    reason: shortText(500),
    retryAfterSeconds: z.optional(wholeNumber(86_400)),
  })
  .check(
    z.refine(({ state, retryAfterSeconds }) => state === 'DRAINED' || retryAfterSeconds === undefined, {
      error: 'is for DRAINED',
      path: ['retryAfterSeconds'],
    }),
    z.meta({ not: { properties: { state: { const: 'OPEN' } }, required: ['retryAfterSeconds'] } }),
  );
export type IntakeChange = Readonly<z.output<typeof IntakeChange>>;

/** Whether new orders are taken, since when, and who said so; nobody has where nothing stands. Times are ISO 8601 UTC. */
export const Intake = z.object({
  state: z.enum(intakeStates),
  since: z.optional(z.string()),
  by: z.optional(z.string()),
  reason: z.optional(z.string()),
  retryAfterSeconds: z.optional(z.int()),
});
export type Intake = Readonly<z.output<typeof Intake>>;

/** How it is as long as nobody has said otherwise. */
export const openIntake: Intake = { state: 'OPEN' };
