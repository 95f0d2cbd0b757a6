import { onEvent } from '../runtime/on-event.ts';
import { findUntoldFailures } from './find-untold-failures.ts';
import { tendDeadLetters } from './tend-dead-letters.ts';

/** So long the letters are tended at most: well within the function's time. */
const tendMilliseconds = 120_000;

/**
 * Every hour: writes the dead letters that no status event has written, then brings the queue and the list of failed
 * orders in line.
 */
export const handler = onEvent(async () => {
  await findUntoldFailures();
  await tendDeadLetters(tendMilliseconds);
});
