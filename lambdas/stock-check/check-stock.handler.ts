import { onEvent } from '../runtime/on-event.ts';
import { checkStock } from './check-stock.ts';

/** What the check itself needs of the function's time. */
const checkMilliseconds = 7 * 60 * 1000;

/** Every night: recomputes from the ledger and the orders what every stock item should say. */
export const handler = onEvent((_event: unknown, context) =>
  checkStock(() => context.getRemainingTimeInMillis() > checkMilliseconds),
);
