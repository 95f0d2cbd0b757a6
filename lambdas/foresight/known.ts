import { lastKnown } from '../runtime/last-known.ts';
import type { ArrivalCheck } from './arrival-check.ts';
import type { ConfirmationTimes } from './confirmation-times.ts';
import { foresightTable } from './foresight-table.ts';

/** What orders are foreseen by, as far as it is known. */
export interface Known {
  readonly times?: ConfirmationTimes | undefined;
  /** How many orders were confirmed in the last ten minutes, as far as anybody has looked lately. */
  readonly load?: number | undefined;
  readonly arrivals?: ArrivalCheck | undefined;
}

const keptMilliseconds = 5 * 60_000;
/** Who has looked longer ago does not know how busy it is. */
const lateMilliseconds = 20 * 60_000;

/**
 * What is known, as it is read once in five minutes. What cannot be read is not known.
 * @param read reads it
 */
export function knowing(read: () => Promise<Known>) {
  const { known, knownSoFar } = lastKnown(keptMilliseconds, read, 'nothing foreseen');
  return { known: async (): Promise<Known> => (await known()) ?? {}, knownSoFar };
}

const here = knowing(readKnown);

/** What is known in this execution environment. */
export const known = here.known;

/** The same without a wait: what has been read so far, while it is read anew. @returns undefined before the first time */
export const knownSoFar = here.knownSoFar;

async function readKnown(): Promise<Known> {
  const foresight = foresightTable();
  const [times, warnings, arrivals] = await Promise.all([
    foresight.findTimes(),
    foresight.findWarnings(),
    foresight.findArrivals(),
  ]);
  const isLate = warnings === undefined || Date.parse(warnings.at) < Date.now() - lateMilliseconds;
  return { times, load: isLate ? undefined : warnings.load, arrivals };
}
