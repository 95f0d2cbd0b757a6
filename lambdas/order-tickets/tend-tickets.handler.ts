import { onEvent } from '../runtime/on-event.ts';
import { tendingTickets, tendTickets } from '../tickets/tend-tickets.ts';
import { latestOrderOf } from './latest-order.ts';

/** Time to end what was begun, in milliseconds. */
const reserve = 10_000;

/** Every few minutes: what the clock has to do about tickets. */
export const handler = onEvent((_: unknown, context) =>
  tendTickets(() => context.getRemainingTimeInMillis() > reserve, {
    ...tendingTickets(),
    latestOrderOf: async (address, by) => (await latestOrderOf(address, `${by}~`)).order,
  }),
);
