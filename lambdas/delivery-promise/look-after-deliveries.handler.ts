import { onEvent } from '../runtime/on-event.ts';
import { lookAfterDeliveries } from './look-after-deliveries.ts';

/** What is begun takes so long at most, in milliseconds. */
const longestBatch = 25_000;

/** Every two minutes: the deliveries that are due. */
export const handler = onEvent((_event: unknown, context) =>
  lookAfterDeliveries(() => context.getRemainingTimeInMillis() > longestBatch),
);
