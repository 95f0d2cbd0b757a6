import { setTimeout } from 'node:timers/promises';

/**
 * Waits for a condition: calls `probe` until it returns something other than undefined or false.
 * @throws Error naming what was waited for, when the deadline (in seconds) passes
 */
export async function eventually<Found>(
  what: string,
  probe: () => Promise<Found | undefined | false>,
  deadlineSeconds = 60,
  pollMilliseconds = 100,
): Promise<Found> {
  const deadline = Date.now() + deadlineSeconds * 1000;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited ${deadlineSeconds} s for ${what}`);
    await setTimeout(pollMilliseconds);
  }
}
