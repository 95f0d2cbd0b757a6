import type { ParcelState } from '../orders/parcel.ts';
import { type DeliveryModel, daysOf, type Quantiles, type Route, setsOf, shareWithin } from './delivery-model.ts';

/** What is known of a parcel now, and what was promised. */
export interface Parcelled extends Route {
  /** What its carrier said last, and since when that is so. */
  readonly state?: ParcelState | undefined;
  readonly since?: string | undefined;
  /** By when it was promised, ISO 8601 UTC. */
  readonly promisedAt: string;
}

/** When a parcel will come: of 100 such parcels ten come before, and ten behind. ISO 8601 UTC. */
export interface ForeseenDelivery {
  readonly from: string;
  readonly to: string;
  /** Half come before. Who says one moment says this: the middle of the range is later, as some take very long. */
  readonly median: string;
  /** How likely it comes behind its promise. */
  readonly late: number;
}

const dayMilliseconds = 86_400_000;
const range = { from: 0.1, to: 0.9 } as const;

/**
 * When a parcel will come, and how likely it is late: by how long those most alike took, that were under way for as
 * long already, or that were left so long ago by the same word of their carrier.
 * @returns undefined where the plain rule holds, what was promised: where nothing is known of a shop's own parcels, or it
 *   is too old
 */
export function foreseeDelivery(model: DeliveryModel, parcel: Parcelled, now: Date): ForeseenDelivery | undefined {
  if (model.isGenerated || now.toISOString() >= model.expires) return undefined;
  return foreseenBy(model, parcel, now);
}

/** The same, whatever it was learned from: for who measures it. */
export function foreseenBy(
  { days, left }: Pick<DeliveryModel, 'days' | 'left'>,
  { state, since, promisedAt, ...route }: Parcelled,
  now: Date,
): ForeseenDelivery | undefined {
  const moved = state === undefined || state === 'LABEL_CREATED' || state === 'IN_TRANSIT' ? undefined : left[state];
  const start = Date.parse(moved === undefined ? route.at : (since ?? route.at));
  const quantiles: Quantiles | undefined =
    moved ??
    setsOf(route)
      .map((name) => days[name])
      .find((found) => found !== undefined);
  if (quantiles === undefined) return undefined;
  const gone = Math.max(0, (now.getTime() - start) / dayMilliseconds);
  const before = shareWithin(quantiles, gone);
  // Of those that are still under way.
  const at = (share: number) =>
    new Date(start + Math.max(gone, daysOf(quantiles, before + share * (1 - before))) * dayMilliseconds).toISOString();
  const promised = (Date.parse(promisedAt) - start) / dayMilliseconds;
  const late = promised <= gone ? 1 : (1 - shareWithin(quantiles, promised)) / (1 - before);
  return { from: at(range.from), to: at(range.to), median: at(0.5), late };
}
