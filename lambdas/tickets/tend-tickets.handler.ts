import { onEvent } from '../runtime/on-event.ts';
import { tendTickets } from './tend-tickets.ts';

/** Time to end what was begun, in milliseconds. */
const reserve = 10_000;

/** Every few minutes: what the clock has to do about tickets. */
export const handler = onEvent((_: unknown, context) =>
  tendTickets(() => context.getRemainingTimeInMillis() > reserve),
);
