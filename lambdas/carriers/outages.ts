import { type Switch, stateOf } from '../contingency/switch.ts';
import { endOf } from '../contingency/switch-end.ts';
import { followerOf, stageProviders } from './follower.ts';
import { knownCarrier } from './known-carriers.ts';
import { carrierProviderNames } from './providers/registry.ts';

/** What of a shipment says whose parcel it is. */
type Carried = Parameters<typeof followerOf>[0];

/** The outages of whoever tells of a shipment's parcel, its carrier or who follows that for us: those that have begun. */
function outagesOf(shipment: Carried, switches: readonly Switch[], now: Date): readonly Switch[] {
  return switches.filter(
    (one) =>
      one.kind === 'carrier-down' && one.target !== undefined && stateOf(one, now) !== 'PLANNED' && isOf(one.target),
  );

  function isOf(target: string): boolean {
    if (isFollower(target)) return followerOf(shipment, stageProviders())?.provider === target;
    const known = knownCarrier(target);
    return known === undefined ? shipment.carrier === target : known === knownCarrier(shipment.carrier);
  }
}

/** Whether nobody tells of a shipment's parcel at a moment, as operators have said. */
export function isSilent(shipment: Carried, switches: readonly Switch[], now: Date): boolean {
  return outagesOf(shipment, switches, now).some((one) => stateOf(one, now) === 'ON');
}

/**
 * From when on the silence about a shipment's parcel says something, ISO 8601 UTC: not before the end of an outage.
 * Undefined as long as nobody knows when that is.
 */
export function silentSince(at: string, shipment: Carried, switches: readonly Switch[], now: Date): string | undefined {
  const ends = outagesOf(shipment, switches, now).map(endOf);
  return ends.reduce(
    (latest, end) => (latest === undefined || end === undefined ? undefined : latest > end ? latest : end),
    at as string | undefined,
  );
}

/** The name of a carrier or a follower as switches have it; undefined for any other text. */
export function carrierMeant(said: string, others: readonly string[]): string | undefined {
  if (isFollower(said)) return said;
  return knownCarrier(said)?.title ?? others.find((name) => name === said);
}

const isFollower = (name: string) => carrierProviderNames.some((one) => one === name);
