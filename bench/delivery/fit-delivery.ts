import { type DeliveryModel, grid, type Quantiles, setsOf } from '../../lambdas/delivery-forecast/delivery-model.ts';
import type { ParcelState } from '../../lambdas/orders/parcel.ts';
import { quantile } from '../../lambdas/runtime/order-statistics.ts';
import type { ParcelOfHistory } from './history.ts';

const dayMilliseconds = 86_400_000;
/** Fewer parcels say nothing of the tenth that takes longest. */
export const fewestParcels = 40;
/** One that did not come within so many days never will: its time is at least that. */
const lostAfterDays = 60;

/**
 * What a history says of how long parcels take: it counts and sorts, and does nothing by chance, so that the same
 * history makes the same file to the last bit.
 * @param fewest parcels of which a set is kept; of one with fewer the next wider set stands in
 */
export function fitDelivery(
  history: readonly ParcelOfHistory[],
  fewest = fewestParcels,
): Pick<DeliveryModel, 'days' | 'left'> {
  const bySet = new Map<string, number[]>();
  const byState = new Map<ParcelState, number[]>();
  for (const parcel of history) {
    const came = parcel.deliveredAt === undefined ? undefined : Date.parse(parcel.deliveredAt);
    const daysFrom = (moment: string) =>
      came === undefined ? lostAfterDays : Math.max(0, (came - Date.parse(moment)) / dayMilliseconds);
    for (const set of setsOf(parcel)) append(bySet, set, daysFrom(parcel.at));
    for (const { at, state } of parcel.scans ?? []) append(byState, state, daysFrom(at));
  }
  const quantilesOf = <Name extends string>(sets: ReadonlyMap<Name, readonly number[]>) =>
    Object.fromEntries(
      [...sets]
        .filter(([, days]) => days.length >= fewest)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, days]): [Name, Quantiles] => [
          name,
          grid.map((share) => Math.round(quantile(days, share) * 1000) / 1000),
        ]),
    );
  return {
    days: quantilesOf(bySet) as DeliveryModel['days'],
    left: quantilesOf(byState) as DeliveryModel['left'],
  };
}

function append<Name>(sets: Map<Name, number[]>, name: Name, days: number): void {
  const of = sets.get(name);
  if (of === undefined) sets.set(name, [days]);
  else of.push(days);
}
