import * as z from 'zod/mini';
import { Switch, switchStates } from '../contingency/switch.ts';
import { switchKindNames } from '../contingency/switch-kinds.ts';
import { shortText } from '../orders/short-text.ts';
import { wholeNumber } from '../orders/whole-number.ts';

const Moment = z.iso.datetime({ offset: true, error: 'must be a time with its zone, such as 2026-11-28T08:00:00Z' });

/** The body of `PUT /operations/switches`. */
export const SwitchChange = z.strictObject({
  kind: z.enum(switchKindNames),
  target: z.optional(shortText(100)),
  state: z.enum(['ON', 'OFF']),
  from: z.optional(Moment),
  until: z.optional(Moment),
  reason: shortText(500),
  retryAfterSeconds: z.optional(wholeNumber(86_400)),
  mostPerOrder: z.optional(wholeNumber(10_000)),
});
export type SwitchChange = Readonly<z.output<typeof SwitchChange>>;

/** A switch, and how it stands. */
const StandingSwitch = z.extend(Switch, { state: z.enum(switchStates) });
export type StandingSwitch = Readonly<z.output<typeof StandingSwitch>>;

/** The answer of `GET /operations/switches`: those that are on, to come, or over for less than a week. */
export const SwitchList = z.object({ switches: z.readonly(z.array(StandingSwitch)) });
export type SwitchList = Readonly<z.output<typeof SwitchList>>;

/** The answer of `GET /payment-methods`: how what can be paid by the stage's providers stands now. */
export const PaymentMethods = z.object({
  methods: z.array(
    z.object({ provider: z.string(), title: z.string(), isAvailable: z.boolean(), until: z.optional(z.string()) }),
  ),
});
export type PaymentMethods = Readonly<z.output<typeof PaymentMethods>>;
