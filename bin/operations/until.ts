import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until the condition holds.
 * @returns what the condition answered, once that is neither false nor undefined
 * @throws Error that names what was waited for, after the deadline
 */
export async function until<Value>(
  what: string,
  deadlineSeconds: number,
  condition: () => Promise<Value | false | undefined>,
): Promise<Value> {
  const deadline = Date.now() + deadlineSeconds * 1000;
  for (;;) {
    const value = await condition();
    if (value !== false && value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${deadlineSeconds} s in vain for ${what}`);
    await pause(100);
  }
}
