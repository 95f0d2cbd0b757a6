import { invalidNotification } from '../payments/problems.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { count } from '../runtime/metrics.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { askAboutParcel } from './ask-about-parcel.ts';
import { InvalidCarrierNotification } from './carrier-errors.ts';
import type { CarrierHint, CarrierProvider, RawCarrierNotification } from './carrier-provider.ts';
import { findCarrierProvider } from './carrier-providers.ts';
import { carrierProviderNames, carrierProviders } from './providers/registry.ts';
import { type Tracker, type TrackerName, type TrackerTable, trackerTable } from './tracker-table.ts';

/** What a notification touches. */
export interface CarrierNotificationPorts {
  readonly trackers: Pick<TrackerTable, 'find' | 'askAt' | 'hasNotification' | 'addNotification'>;
  readonly findCarrierProvider: (name: string) => CarrierProvider | undefined;
  readonly askAboutParcel: (tracker: TrackerName) => Promise<void>;
  readonly clock: Clock;
}

const production = (): CarrierNotificationPorts => ({
  trackers: trackerTable(),
  findCarrierProvider,
  askAboutParcel,
  clock: systemClock,
});

/**
 * Takes in a notification of somebody who follows parcels. It is a hint, never the truth: it is verified, then they are
 * asked, as soon as they may be. Doubled, late or reordered ones change nothing. Noted only once all that it calls for is
 * done or due, so that the repeat of what a crash cut off is dealt with.
 * @throws Problem not-found, invalid-notification
 */
export async function takeCarrierNotification(
  providerName: string,
  raw: RawCarrierNotification,
  { trackers, findCarrierProvider, askAboutParcel, clock }: CarrierNotificationPorts = production(),
): Promise<void> {
  const name = carrierProviderNames.find((known) => known === providerName);
  const provider = name && findCarrierProvider(name);
  if (name === undefined || provider === undefined) throw new Problem(notFound, 'There is no such carrier.');
  const hint = await verified(provider, raw);
  // Genuine, but not about a parcel: taken, so that it is not repeated.
  if (hint === undefined || (await trackers.hasNotification(name, hint.eventId))) return;
  for (const tracker of await trackers.find(name, hint.trackingNumber)) {
    const now = clock().toISOString();
    const from = askedFrom(tracker, carrierProviders[name].askEverySeconds);
    await trackers.askAt(tracker, from > now ? from : now);
    if (from <= now) await askAboutParcel(tracker);
  }
  await trackers.addNotification(name, hint.eventId, clock());
}

/** From when on one may be asked about again, ISO 8601 UTC; nothing where it never was. */
function askedFrom({ askedAt, reference }: Tracker, everySeconds: number): string {
  if (askedAt === undefined || reference === undefined) return '';
  return new Date(Date.parse(askedAt) + everySeconds * 1000).toISOString();
}

async function verified(provider: CarrierProvider, raw: RawCarrierNotification): Promise<CarrierHint | undefined> {
  try {
    return await provider.verifyNotification(raw);
  } catch (error) {
    if (!(error instanceof InvalidCarrierNotification)) throw error;
    count('CarrierNotificationRefused');
    throw new Problem(invalidNotification, error.message);
  }
}
