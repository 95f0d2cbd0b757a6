import { keptFor } from './kept-for.ts';
import { logger } from './logger.ts';

/**
 * What is read once in so many milliseconds, and holds as it was read last where it cannot be read: for what nobody should
 * wait for, or fail without. Undefined until it was read for the first time.
 * @param warning what the log says where it cannot be read
 * @returns `known`, which reads it where that is due, and `knownSoFar`, which has it read and does not wait
 */
export function lastKnown<Value>(
  milliseconds: number,
  read: () => Promise<Value>,
  warning: string,
  now?: () => number,
) {
  let last: Value | undefined;
  const reading = keptFor(milliseconds, read, now);

  async function known(): Promise<Value | undefined> {
    try {
      last = await reading();
    } catch (error) {
      logger.warn(warning, error as Error);
    }
    return last;
  }

  function knownSoFar(): Value | undefined {
    void known();
    return last;
  }

  return { known, knownSoFar };
}
