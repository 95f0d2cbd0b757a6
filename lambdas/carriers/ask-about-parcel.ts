import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { CarrierRefused, CarrierUnavailable } from './carrier-errors.ts';
import type { CarrierProvider } from './carrier-provider.ts';
import { findCarrierProvider } from './carrier-providers.ts';
import { type Follower, followerOf } from './follower.ts';
import { type MoveParcelPorts, moveParcel, movingParcels } from './move-parcel.ts';
import { isUnderWay, movedBy, parcelOf } from './parcel-status.ts';
import { carrierProviders } from './providers/registry.ts';
import { type TrackerName, type TrackerTable, trackerTable } from './tracker-table.ts';

/** What asking about a parcel touches. */
export interface AskAboutParcelPorts extends MoveParcelPorts {
  readonly orders: Pick<OrderTable, 'find' | 'changeShipmentWrites'>;
  readonly trackers: Pick<TrackerTable, 'get' | 'claim' | 'settle' | 'drop'>;
  readonly findCarrierProvider: (name: string) => CarrierProvider | undefined;
  readonly followerOf: (shipment: Parameters<typeof followerOf>[0]) => Follower | undefined;
  /** Whether operators have said that nobody tells of such parcels now. */
  readonly isDown: (shipment: Parameters<typeof followerOf>[0]) => Promise<boolean>;
  readonly clock: Clock;
}

/** The tables, providers and clock of production. */
export const asking = (): AskAboutParcelPorts => ({
  ...movingParcels(),
  orders: orderTable(),
  trackers: trackerTable(),
  findCarrierProvider,
  followerOf,
  // Who has just told of a parcel answers, whatever was said of them.
  isDown: async () => false,
  clock: systemClock,
});

/** A parcel of which nobody has heard for so long is asked about, in minutes; and for so many days after it left. */
const [silentMinutes, followedDays] = [12 * 60, 60];

/** Longer than any call: whoever is cut off has it asked about again after that, in minutes. */
const claimMinutes = 5;

/** So long a parcel is left alone that nobody tells of now, in minutes: it is due again soon after they do. */
const pauseMinutes = 5;

/** The most that is waited between two tries, in minutes; and after how many in a row somebody is called. */
const [longestPause, alarmingFailures] = [60, 3];

/**
 * Asks whoever follows a parcel how it stands, and moves it; has them follow it first, where they do not yet. Asks nobody
 * more often than they allow, and not who is down. What fails is asked about again, later and later; so is a parcel of which nothing is heard.
 * A parcel that its shipment no longer goes by is forgotten.
 * @throws Error of our own tables, worth a retry
 */
export async function askAboutParcel(name: TrackerName, ports: AskAboutParcelPorts = asking()): Promise<void> {
  const { orders, trackers, findCarrierProvider, followerOf, isDown, clock } = ports;
  const now = clock();
  const minutesFrom = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
  const provider = findCarrierProvider(name.provider);
  const again = minutesFrom(claimMinutes);
  if (provider === undefined) return trackers.drop(name);
  if (!(await trackers.claim(name, now, carrierProviders[name.provider].askEverySeconds, again))) return;
  const { content, shipments } = await orders.find(name.orderId);
  const shipment = shipments.find(({ id }) => id === name.shipmentId);
  const follower = shipment && followerOf(shipment);
  const isSame = follower?.provider === name.provider && follower.trackingNumber === name.trackingNumber;
  if (shipment === undefined || follower === undefined || !isSame) return trackers.drop(name);

  const tracker = await trackers.get(name);
  if (await isDown(shipment)) {
    const { reference, failures } = tracker ?? {};
    const dueAt = minutesFrom(pauseMinutes);
    return trackers.settle(name, again, { reference, failures, dueAt, mayAskAtOnce: true });
  }
  const phoneEnding = content?.contact.phone?.replace(/\D/g, '').slice(-4);
  const parcel = { carrier: follower.carrier, trackingNumber: follower.trackingNumber, phoneEnding };
  let { reference } = tracker ?? {};
  try {
    const answer =
      reference === undefined
        ? await provider.register(parcel)
        : { reference, news: await provider.query({ ...parcel, reference }) };
    reference = answer.reference;
    const { news } = answer;
    const moved =
      news === undefined
        ? shipment
        : await moveParcel(
            name.orderId,
            name.shipmentId,
            // Not what meanwhile goes by another number.
            (stands) => (stands.corrections === shipment.corrections ? movedBy(stands, news, now) : undefined),
            ports,
          );
    const isFollowed = now.getTime() < Date.parse(shipment.at) + followedDays * 86_400_000;
    const isOpen = moved !== undefined && isUnderWay(parcelOf(moved).state) && isFollowed;
    await trackers.settle(name, again, {
      ...{ reference, failures: 0, mayAskAtOnce: news === undefined },
      ...(isOpen && { dueAt: minutesFrom(silentMinutes) }),
    });
  } catch (error) {
    if (error instanceof CarrierRefused) {
      // Staff see that it does not move, and set its state or correct its number.
      logger.warn('a parcel is not followed', { ...name, code: error.code });
      count('CarrierRefused');
      return trackers.settle(name, again, { reference, failures: 0 });
    }
    if (!(error instanceof CarrierUnavailable)) throw error;
    const failures = (tracker?.failures ?? 0) + 1;
    logger.warn('no answer about a parcel', { provider: name.provider, orderId: name.orderId, failures, error });
    if (failures >= alarmingFailures) count('CarrierUnavailable');
    const dueAt = minutesFrom(Math.min(2 ** failures, longestPause));
    await trackers.settle(name, again, { reference, failures, dueAt });
  }
}
