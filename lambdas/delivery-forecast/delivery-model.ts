/**
 * How long parcels take, learned offline from a shop's own history (`npm run train`): quantiles of the days from the
 * hand-over to the delivery, of those most alike for which there were enough; and of the days that were left once a
 * carrier had said something.
 */
import * as z from 'zod/mini';
import { parcelStates } from '../orders/parcel.ts';

/** The shares of which quantiles are kept. */
export const grid = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98] as const;

/** The quantiles of one set of parcels, in days, by `grid`. */
const Quantiles = z.array(z.number()).check(z.length(grid.length));
export type Quantiles = readonly number[];

/** The file that is shipped. */
export const DeliveryModel = z.object({
  /** SHA-256 of the history that it was learned from; `generated` where that is no shop's. */
  history: z.string(),
  isGenerated: z.boolean(),
  parcels: z.int(),
  /** The last day of the history, and the day from which on it is not used any more. ISO 8601. */
  until: z.string(),
  expires: z.string(),
  /** By the sets of parcels, as `setsOf` names them. */
  days: z.record(z.string(), Quantiles),
  /** The days that are left, by what the carrier said last. */
  left: z.partialRecord(z.enum(parcelStates), Quantiles),
});
export type DeliveryModel = Readonly<z.output<typeof DeliveryModel>>;

/** What is known of a parcel when it leaves. */
export interface Route {
  readonly carrier?: string | undefined;
  readonly service?: string | undefined;
  /** ISO 3166-1. */
  readonly country: string;
  /** When it was handed over, ISO 8601 UTC. */
  readonly at: string;
}

/** The sets of alike parcels that one belongs to, the most alike first. */
export function setsOf({ carrier = 'unknown', service = 'any', country, at }: Route): readonly string[] {
  const lane = `${carrier}/${service}/${country}`;
  return [`${lane} ${new Date(at).getUTCDay()}`, lane, `${carrier}/${country}`, 'all'];
}

/** The share of parcels that take no longer than so many days: in between of two quantiles, on the line. */
export function shareWithin(quantiles: Quantiles, days: number): number {
  // No quantile is known of the first two in a hundred, nor of the last two.
  const known = [{ share: 0, days: 0 }, ...grid.map((share, index) => ({ share, days: quantiles[index] ?? 0 }))];
  const last = known.at(-1);
  if (last === undefined || days >= last.days) return 0.99;
  const next = known.findIndex((one) => one.days > days);
  const [low, high] = [known[next - 1], known[next]];
  if (low === undefined || high === undefined) return 0;
  return low.share + ((days - low.days) / (high.days - low.days)) * (high.share - low.share);
}

/** So many days a share of parcels takes at most. */
export function daysOf(quantiles: Quantiles, share: number): number {
  const next = grid.findIndex((one) => one >= share);
  if (next === -1) return quantiles.at(-1) ?? 0;
  const [low, high] = [next === 0 ? 0 : (quantiles[next - 1] ?? 0), quantiles[next] ?? 0];
  const [from, to] = [next === 0 ? 0 : (grid[next - 1] ?? 0), grid[next] ?? 1];
  return low + ((share - from) / (to - from)) * (high - low);
}
