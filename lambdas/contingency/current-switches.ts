import { keptFor } from '../runtime/kept-for.ts';
import { logger } from '../runtime/logger.ts';
import type { Switch } from './switch.ts';
import { switchTable } from './switch-table.ts';

/** So long an execution environment goes by what it has read: an order costs no read of its own. */
export const keptSeconds = 10;

/**
 * The switches, as of ten seconds ago at most. Where they cannot be read, as they were: an order that was taken in spite
 * of one is no harm, one that was refused without need is.
 * @param find reads them
 */
export function switchWatch(
  find: () => Promise<readonly Switch[]>,
  now: () => number = Date.now,
): () => Promise<readonly Switch[]> {
  let last: readonly Switch[] = [];
  const current = keptFor(keptSeconds * 1_000, find, now);
  return async () => {
    try {
      last = await current();
    } catch (error) {
      logger.warn('the switches could not be read', error as Error);
    }
    return last;
  };
}

let watch: ReturnType<typeof switchWatch> | undefined;

/** See {@link switchWatch}; of this execution environment. */
export function currentSwitches(): Promise<readonly Switch[]> {
  watch ??= switchWatch(async () => (await switchTable().find()).switches);
  return watch();
}
