import { type Clock, systemClock } from '../runtime/clock.ts';
import { eachOf } from '../runtime/each-of.ts';
import { logger } from '../runtime/logger.ts';
import { askAboutParcel } from './ask-about-parcel.ts';
import { type TrackerName, type TrackerTable, trackerTable } from './tracker-table.ts';

/** What asking about those that are due touches. */
export interface AskAboutDueParcelsPorts {
  readonly trackers: Pick<TrackerTable, 'due'>;
  readonly askAboutParcel: (tracker: TrackerName) => Promise<void>;
  readonly clock: Clock;
}

const production = (): AskAboutDueParcelsPorts => ({ trackers: trackerTable(), askAboutParcel, clock: systemClock });

/** So many at a time; and no new one after so many milliseconds: the next call goes on, a minute later. */
const [atOnce, longestMilliseconds] = [10, 40_000];

/**
 * Asks about every parcel that is due: those that nobody follows yet, those of which nothing was heard for long, and
 * those for which there was no answer the last time.
 * @throws AggregateError of those that could not be dealt with: an alarm rings, and they are due again
 */
export async function askAboutDueParcels(
  { trackers, askAboutParcel, clock }: AskAboutDueParcelsPorts = production(),
): Promise<void> {
  const begun = clock();
  const failures: unknown[] = [];
  await eachOf(await trackers.due(begun), atOnce, async (tracker) => {
    if (clock().getTime() > begun.getTime() + longestMilliseconds) return;
    await askAboutParcel(tracker).catch((error: unknown) => {
      logger.error('a parcel was not asked about', { ...tracker, error: error as Error });
      failures.push(error);
    });
  });
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} parcels were not asked about`);
}
