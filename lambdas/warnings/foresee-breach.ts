import { median, type Point, robustSlope } from '../runtime/order-statistics.ts';

/** That a value will reach its limit, if it goes on as it does. */
export interface Breach {
  /** In the unit of time of the points. */
  readonly at: number;
  /** Where it stands now, by its trend. */
  readonly value: number;
}

/** Fewer moments make no trend. */
const fewest = 8;
/** How much more often one of two moments has to be the higher for being the later one: Kendall's tau. */
const leastTau = 0.6;

/**
 * When a value reaches its limit, by a rule that can be said in a sentence: it has risen without much back and forth
 * (Kendall's tau at least 0.6 over at least eight moments), and its trend (Theil-Sen) reaches the limit within as long
 * as it was looked back at.
 * @param points the last known values, in any order
 * @returns undefined when it does not, or is there already: then its alarm rings
 */
export function foreseeBreach(points: readonly Point[], limit: number): Breach | undefined {
  const slope = points.length < fewest ? undefined : robustSlope(points);
  if (slope === undefined || slope <= 0 || tauOf(points) < leastTau) return undefined;
  const times = points.map(({ at }) => at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const value = median(points.map((point) => point.value + slope * (last - point.at)));
  const ahead = (limit - value) / slope;
  if (ahead <= 0 || ahead > last - first) return undefined;
  return { at: last + ahead, value };
}

/** By how much the pairs of moments that rise outnumber those that fall, of all pairs (Kendall, 1938). */
function tauOf(points: readonly Point[]): number {
  let balance = 0;
  let pairs = 0;
  for (const [index, a] of points.entries()) {
    for (const b of points.slice(index + 1)) {
      if (a.at === b.at) continue;
      pairs++;
      balance += Math.sign(b.value - a.value) * Math.sign(b.at - a.at);
    }
  }
  return pairs === 0 ? 0 : balance / pairs;
}
