import { onEvent } from '../runtime/on-event.ts';
import { askForRatings } from './ask-for-ratings.ts';

/** What one customer more may take. */
const reserveMilliseconds = 20_000;

/** Every hour of the day: what customers make of the orders that have arrived. */
export const handler = onEvent((_event, context) =>
  askForRatings(() => context.getRemainingTimeInMillis() > reserveMilliseconds),
);
