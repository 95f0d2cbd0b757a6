import { lastKnown } from '../runtime/last-known.ts';
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
  now?: () => number,
): () => Promise<readonly Switch[]> {
  const { known } = lastKnown(keptSeconds * 1_000, find, 'the switches could not be read', now);
  return async () => (await known()) ?? [];
}

let watch: ReturnType<typeof switchWatch> | undefined;

/** See {@link switchWatch}; of this execution environment. */
export function currentSwitches(): Promise<readonly Switch[]> {
  watch ??= switchWatch(async () => (await switchTable().find()).switches);
  return watch();
}
