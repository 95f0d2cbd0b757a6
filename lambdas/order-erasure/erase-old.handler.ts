import { onEvent } from '../runtime/on-event.ts';
import { eraseOld } from './erase-old.ts';

/** Time to end what was begun, in milliseconds. */
const reserve = 60_000;

/** Every night: the personal data of orders that are older than it is kept. */
export const handler = onEvent((_: unknown, context) => eraseOld(() => context.getRemainingTimeInMillis() > reserve));
