/**
 * What a product sells a day, foreseen from the days so far. Most products of most shops sell on few days, so beside
 * the plain mean there are the methods for intermittent demand:
 *
 *   mean                    of all days: the plain rule
 *   exponential-smoothing   level ← level + α/2·(units − level)
 *   croston-sba             size and interval of days with sales smoothed apart, forecast = (1 − α/2)·size / interval
 *   tsb                     size smoothed on days with sales (α), their probability p on every day (α/2), forecast = p·size:
 *                           falls while nothing is sold, as Croston's does not
 *   seasonal-naive          the last seven days again
 *
 * Sources: Croston (1972), Operational Research Quarterly 23; Syntetos and Boylan (2005), International Journal of
 * Forecasting 21 (the bias of Croston's, and the correction); Teunter, Syntetos and Babai (2011), European Journal of
 * Operational Research 214.
 */
import { type Demand, demandOf } from './demand.ts';

/**
 * The units sold on each day, the oldest first; undefined where none could be sold: an empty shelf says nothing of the
 * demand.
 */
export type DailySales = readonly (number | undefined)[];

/** How fast what is new counts; 0.1 is what the literature on intermittent demand finds sound. */
const alpha = 0.1;

/** Foresees the units of a day, from at least one day. */
type Method = (days: readonly number[]) => number;

/** The methods by their names. */
export const methodNames = ['mean', 'exponential-smoothing', 'croston-sba', 'tsb', 'seasonal-naive'] as const;
export type MethodName = (typeof methodNames)[number];
export const methods = {
  mean: average,
  'exponential-smoothing': (days) =>
    days.reduce((level, units) => level + (alpha / 2) * (units - level), average(days)),
  'croston-sba': crostonSba,
  tsb,
  'seasonal-naive': (days) => average(days.slice(-7)),
} as const satisfies Record<MethodName, Method>;

/** The rule that any other has to be better than. */
export const plainRule = 'mean' satisfies MethodName;

/** How a product sells, by how often (ADI: days from one with sales to the next) and how evenly (CV² of their units). */
export const demandKinds = ['smooth', 'intermittent', 'erratic', 'lumpy'] as const;
export type DemandKind = (typeof demandKinds)[number];

/** The kind of a product's demand, by the limits of Syntetos, Boylan and Croston (2005), Journal of the Operational Research Society 56. */
export function kindOf(days: readonly number[]): DemandKind {
  const sizes = days.filter((units) => units > 0);
  const isRare = days.length / Math.max(sizes.length, 1) >= 1.32;
  const { perDay: mean, stdDev } = demandOf(sizes);
  const isUneven = mean > 0 && (stdDev / mean) ** 2 >= 0.49;
  if (isRare) return isUneven ? 'lumpy' : 'intermittent';
  return isUneven ? 'erratic' : 'smooth';
}

/** The method that foresaw best what each kind sells on real sales: docs/models/demand.md. */
export const methodOfKind: Readonly<Record<DemandKind, MethodName>> = {
  smooth: 'exponential-smoothing',
  erratic: 'exponential-smoothing',
  intermittent: 'tsb',
  lumpy: 'tsb',
};

/** A demand that was foreseen, and by which method. */
export interface Forecast extends Demand {
  readonly method: MethodName;
}

/** What was sold in a while, and what the method and the plain rule had foreseen of it, in units. */
export interface Looked {
  readonly sold: number;
  readonly foreseen: number;
  readonly plain: number;
}

/** Over so many days a method is compared with the plain rule, by as many as a supplier takes where nothing is said. */
const comparedDays = 14;
/** From fewer days nothing is foreseen but by the plain rule. */
const fewestDays = 28;

/**
 * What a product will sell a day: by the method of its kind, and by the plain rule where that method was worse over the
 * last two weeks. So a method that no longer fits a product is left by itself, and is back when it fits again.
 */
export function foresee(sales: DailySales): Forecast {
  const days = sales.filter((units) => units !== undefined);
  const { perDay, stdDev } = demandOf(days);
  const looked = lookBack(sales);
  if (looked === undefined || isWorse(looked)) return { perDay, stdDev, method: plainRule };
  const method = methodOfKind[kindOf(days)];
  return { perDay: methods[method](days), stdDev, method };
}

/**
 * What would have been foreseen of the last two weeks before them, by the method of the product's kind then.
 * @returns undefined where too few days are known
 */
export function lookBack(sales: DailySales): Looked | undefined {
  const days = sales.filter((units) => units !== undefined);
  if (days.length < fewestDays + comparedDays) return undefined;
  const before = days.slice(0, -comparedDays);
  const sold = days.slice(-comparedDays).reduce((sum, units) => sum + units, 0);
  const foreseen = methods[methodOfKind[kindOf(before)]](before) * comparedDays;
  return { sold, foreseen, plain: methods[plainRule](before) * comparedDays };
}

const isWorse = ({ sold, foreseen, plain }: Looked) => Math.abs(foreseen - sold) > Math.abs(plain - sold);

function crostonSba(days: readonly number[]): number {
  const sizes = days.filter((units) => units > 0);
  if (sizes.length === 0) return 0;
  let size = average(sizes);
  let interval = days.length / sizes.length;
  let since = 0;
  for (const units of days) {
    since++;
    if (units === 0) continue;
    size += alpha * (units - size);
    interval += alpha * (since - interval);
    since = 0;
  }
  return ((1 - alpha / 2) * size) / interval;
}

function tsb(days: readonly number[]): number {
  const sizes = days.filter((units) => units > 0);
  if (sizes.length === 0) return 0;
  let size = average(sizes);
  let probability = sizes.length / days.length;
  for (const units of days) {
    probability += (alpha / 2) * (Number(units > 0) - probability);
    if (units > 0) size += alpha * (units - size);
  }
  return probability * size;
}

function average(units: readonly number[]): number {
  return demandOf(units).perDay;
}
