import { currentSwitches } from '../contingency/current-switches.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { despiteFailures } from '../runtime/despite-failures.ts';
import { eachInTime } from '../runtime/each-of.ts';
import { askAboutParcel, asking } from './ask-about-parcel.ts';
import { isSilent } from './outages.ts';
import { type TrackerName, type TrackerTable, trackerTable } from './tracker-table.ts';

/** What asking about those that are due touches. */
export interface AskAboutDueParcelsPorts {
  readonly trackers: Pick<TrackerTable, 'due'>;
  readonly askAboutParcel: (tracker: TrackerName) => Promise<void>;
  readonly clock: Clock;
}

const production = (): AskAboutDueParcelsPorts => {
  const isDown = async (shipment: Parameters<typeof isSilent>[0]) =>
    isSilent(shipment, await currentSwitches(), systemClock());
  const ports = { ...asking(), isDown };
  return {
    trackers: trackerTable(),
    askAboutParcel: (tracker) => askAboutParcel(tracker, ports),
    clock: systemClock,
  };
};

/**
 * Asks about every parcel that is due: those that nobody follows yet, those of which nothing was heard for long, and
 * those for which there was no answer the last time.
 * @throws AggregateError of those that could not be dealt with: an alarm rings, and they are due again
 */
export async function askAboutDueParcels(
  { trackers, askAboutParcel, clock }: AskAboutDueParcelsPorts = production(),
): Promise<void> {
  const begun = clock();
  const { attempt, conclude } = despiteFailures({
    each: 'a parcel was not asked about',
    all: 'parcels were not asked about',
  });
  await eachInTime(await trackers.due(begun), begun, clock, async (tracker) => {
    await attempt(tracker, () => askAboutParcel(tracker));
  });
  conclude();
}
