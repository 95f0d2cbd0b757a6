/**
 * What to order, and how much of it, by the reorder point with safety stock. With demand d a day and its standard
 * deviation σd, a supplier's lead time L in days and its standard deviation σL, both normally distributed and
 * independent of each other:
 *
 *   demand in the lead time  = d·L
 *   its standard deviation   = √(L·σd² + d²·σL²)
 *   reorder point            = d·L + z·√(L·σd² + d²·σL²)      z: quantile of the normal distribution at the service level
 *   order up to              = reorder point + d·(days until the next look)
 *   what there is            = available − backordered + on order      (the inventory position)
 *
 * The service level is the probability that the stock lasts until the supply arrives (P1). Source: Silver, Pyke,
 * Thomas, Inventory and Production Management in Supply Chains, 4th ed. (2017), chapter 6: (s, S) control, the safety
 * factor for a given P1, and demand over a lead time that varies itself.
 */
import type { Replenishment } from '../inventory/stock.ts';
import type { Demand } from './demand.ts';
import type { Forecast, MethodName } from './forecast.ts';

/** What should be ordered of a SKU. */
export interface Suggestion {
  readonly sku: string;
  /** In units, whole packs. */
  readonly order: number;
  readonly available: number;
  readonly backordered: number;
  /** Ordered at the supplier and still to come. */
  readonly onOrder: number;
  readonly reorderPoint: number;
  readonly perDay: number;
  /** How long what is there lasts at that demand, what is on order left aside; undefined where nobody buys it. */
  readonly daysLeft?: number;
  /** That it will be gone before what is ordered today can come; what is on order counts as if it had come. */
  readonly runsDry?: true;
  /** How the demand was foreseen. */
  readonly method: MethodName;
}

/** What is taken for true where the settings of a SKU say nothing. */
export const defaults = { leadTimeDays: 14, leadTimeStdDevDays: 0, serviceLevel: 0.95, packSize: 1 } as const;

/** An order covers the time until the next one: stock keepers order once a week. */
const reviewDays = 7;

/** How few units may be left before it must be ordered. */
export function reorderPointOf({ perDay, stdDev }: Demand, settings: Replenishment = {}): number {
  const {
    leadTimeDays = defaults.leadTimeDays,
    leadTimeStdDevDays = defaults.leadTimeStdDevDays,
    serviceLevel = defaults.serviceLevel,
  } = settings;
  const deviation = Math.sqrt(leadTimeDays * stdDev ** 2 + perDay ** 2 * leadTimeStdDevDays ** 2);
  return perDay * leadTimeDays + normalQuantile(serviceLevel) * deviation;
}

/**
 * What should be ordered of a SKU now.
 * @returns undefined when there is enough, or nobody buys it and nobody waits for it
 */
export function suggestionFor(
  stock: Pick<Suggestion, 'sku' | 'available' | 'backordered' | 'onOrder'>,
  { method, ...demand }: Forecast,
  settings: Replenishment = {},
): Suggestion | undefined {
  const reorderPoint = reorderPointOf(demand, settings);
  const { perDay } = demand;
  const left = stock.available - stock.backordered;
  const position = left + stock.onOrder;
  if (position > reorderPoint) return undefined;
  const { packSize = defaults.packSize, leadTimeDays = defaults.leadTimeDays } = settings;
  const missing = reorderPoint + perDay * reviewDays - position;
  const order = Math.ceil(Number((missing / packSize).toFixed(6))) * packSize;
  if (order <= 0) return undefined;
  return {
    ...stock,
    ...{ order, reorderPoint, perDay, method },
    ...(perDay > 0 && { daysLeft: Math.max(0, left / perDay) }),
    ...(position < perDay * leadTimeDays && { runsDry: true }),
  };
}

/**
 * The value that a standard normal variable stays below with a probability of 0.5 or more. Abramowitz and Stegun,
 * Handbook of Mathematical Functions, 26.2.23; off by less than 0.00045.
 */
export function normalQuantile(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - probability));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t ** 2) / (1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3);
}
