import { setTimeout } from 'node:timers/promises';
import { patienceSeconds } from '../patiently.ts';

const longestPollMilliseconds = 2_000;

/**
 * Waits for a condition: calls `probe`, ever less often, until it returns something other than undefined or false.
 * @throws Error naming what was waited for, when the deadline (in seconds) passes
 */
export async function eventually<Found>(
  what: string,
  probe: () => Promise<Found | undefined | false>,
  deadlineSeconds = patienceSeconds,
): Promise<Found> {
  const deadline = Date.now() + deadlineSeconds * 1000;
  for (let pollMilliseconds = 2; ; pollMilliseconds = Math.min(pollMilliseconds * 1.3, longestPollMilliseconds)) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited ${deadlineSeconds} s for ${what}`);
    await setTimeout(pollMilliseconds);
  }
}
