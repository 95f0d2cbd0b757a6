import { onEvent } from '../runtime/on-event.ts';
import { catchUpEvents } from './catch-up-events.ts';

/** Every minute: the events of orders that could not be recorded when they came. */
export const handler = onEvent(() => catchUpEvents());
