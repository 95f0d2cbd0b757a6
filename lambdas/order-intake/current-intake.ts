import { keptFor } from '../runtime/kept-for.ts';
import { logger } from '../runtime/logger.ts';
import { type Intake, openIntake } from './intake.ts';
import { intakeTable } from './intake-table.ts';

/** So long an execution environment goes by what it has read: an order costs no read of its own. */
export const keptSeconds = 10;

/**
 * Whether new orders are taken, as of ten seconds ago at most. Where it cannot be read, as it was: an order that was
 * taken in spite of it is no harm, one that was refused without need is.
 * @param find reads it
 */
export function intakeWatch(find: () => Promise<Intake>, now: () => number = Date.now): () => Promise<Intake> {
  let last = openIntake;
  const current = keptFor(keptSeconds * 1_000, find, now);
  return async () => {
    try {
      last = await current();
    } catch (error) {
      logger.warn('whether new orders are taken could not be read', error as Error);
    }
    return last;
  };
}

let watch: (() => Promise<Intake>) | undefined;

/** See {@link intakeWatch}; of this execution environment. */
export function currentIntake(): Promise<Intake> {
  watch ??= intakeWatch(() => intakeTable().find());
  return watch();
}
