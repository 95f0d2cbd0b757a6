import { demandOf } from '../../lambdas/replenishment/demand.ts';
import {
  type DemandKind,
  demandKinds,
  type Forecast,
  foresee,
  kindOf,
  type MethodName,
  methodNames,
  methods,
  plainRule,
} from '../../lambdas/replenishment/forecast.ts';
import { reorderPointOf } from '../../lambdas/replenishment/replenishment.ts';
import type { Sales } from './sales.ts';

/** From where and how far is foreseen, in days. */
export interface Origins {
  /** What is looked back at. */
  readonly window: number;
  readonly first: number;
  readonly every: number;
  /** The units of so many days together are foreseen: those that a supplier takes. */
  readonly horizon: number;
}

/** What foresees: `naive` says that the last days come again, `shipped` is what the report does. */
export const foreseers = ['naive', ...methodNames, 'shipped'] as const;
export type Foreseer = (typeof foreseers)[number];

/** How it was foreseen, of one kind of demand or of all. */
export interface KindResult {
  readonly kind: DemandKind | 'all';
  /** Products and origins that were foreseen. */
  readonly cases: number;
  /** Mean absolute scaled error: 1 is as far off as the naive forecast was on the days before. */
  readonly mase: Readonly<Record<Foreseer, number>>;
  /** In how many per cent the demand until the supply arrived stayed within the order point of 95%. */
  readonly coverage: Readonly<Record<'naive' | 'mean' | 'shipped', number>>;
}

/** What a stock-out of two weeks does to the plain mean, by what its days are taken for. */
export interface CensoredResult {
  readonly cases: number;
  /** By how many per cent the mean lies off what it is with all days known. */
  readonly asZero: number;
  readonly leftOut: number;
}

/** What was found. */
export interface DemandResult {
  readonly source: string;
  readonly firstDay: string;
  readonly days: number;
  readonly products: number;
  readonly origins: Origins;
  readonly kinds: readonly KindResult[];
  readonly censored: CensoredResult;
}

interface Case {
  readonly kind: DemandKind;
  readonly off: Readonly<Record<Foreseer, number>>;
  readonly within: Readonly<Record<'naive' | 'mean' | 'shipped', boolean>>;
  readonly censored: Readonly<Record<'whole' | 'asZero' | 'leftOut', number>>;
}

const stockOutDays = 14;

/**
 * Foresees from one origin after another, each time only from what came before, and compares with what came.
 * @throws Error where there are too few days
 */
export function rollingOrigin(source: string, { firstDay, days, ofProducts }: Sales, origins: Origins): DemandResult {
  if (days < origins.first + origins.horizon) {
    throw new Error(`${days} days are too few: ${origins.first + origins.horizon} are needed.`);
  }
  const cases: Case[] = [];
  for (let origin = origins.first; origin + origins.horizon <= days; origin += origins.every) {
    for (const units of ofProducts.values()) {
      const one = foreseeFrom(units, origin, origins);
      if (one !== undefined) cases.push(one);
    }
  }
  const kinds = [...demandKinds, 'all' as const].flatMap((kind) => {
    const of = cases.filter((one) => kind === 'all' || one.kind === kind);
    if (of.length === 0) return [];
    return [
      {
        kind,
        cases: of.length,
        mase: recordOf(foreseers, (name) => rounded(mean(of.map(({ off }) => off[name])), 3)),
        coverage: recordOf(['naive', 'mean', 'shipped'], (name) =>
          rounded(100 * mean(of.map(({ within }) => Number(within[name]))), 1),
        ),
      },
    ];
  });
  const whole = cases.reduce((sum, { censored }) => sum + censored.whole, 0);
  const off = (name: 'asZero' | 'leftOut') =>
    rounded(100 * (cases.reduce((sum, { censored }) => sum + censored[name], 0) / whole - 1), 1);
  return {
    ...{ source, firstDay, days, products: ofProducts.size, origins, kinds },
    censored: { cases: cases.length, asZero: off('asZero'), leftOut: off('leftOut') },
  };
}

/** What is foreseen of one product at one origin; undefined where it had not sold on two days, or its scale is nothing. */
function foreseeFrom(units: readonly number[], origin: number, { window, horizon }: Origins): Case | undefined {
  const before = units.slice(Math.max(0, origin - window), origin);
  const onSaleSince = before.findIndex((sold) => sold > 0);
  const past = before.slice(Math.max(0, onSaleSince));
  if (past.filter((sold) => sold > 0).length < 2) return undefined;
  const scale = naiveError(past, horizon);
  if (scale === undefined) return undefined;
  const came = sum(units.slice(origin, origin + horizon));
  const { stdDev } = demandOf(past);
  const lastDays = past.slice(-horizon);
  const shipped = foresee(past);
  const perDay: Record<Foreseer, number> = {
    naive: sum(lastDays) / lastDays.length,
    ...recordOf(methodNames, (name: MethodName) => methods[name](past)),
    shipped: shipped.perDay,
  };
  const isWithin = (demand: Forecast) =>
    came <= reorderPointOf(demand, { leadTimeDays: horizon, serviceLevel: 0.95 }) + 1e-9;
  // Two weeks in the middle of what is known, as if there had been no stock.
  const gap = Math.floor((past.length - stockOutDays) / 2);
  const isGone = (_: number, day: number) => day >= gap && day < gap + stockOutDays;
  return {
    kind: kindOf(past),
    off: recordOf(foreseers, (name) => Math.abs(perDay[name] * horizon - came) / scale),
    within: {
      naive: isWithin({ perDay: perDay.naive, stdDev, method: plainRule }),
      mean: isWithin({ perDay: perDay.mean, stdDev, method: plainRule }),
      shipped: isWithin(shipped),
    },
    censored: {
      whole: perDay.mean,
      asZero: mean(past.map((sold, day) => (isGone(sold, day) ? 0 : sold))),
      leftOut: past.length > stockOutDays ? mean(past.filter((sold, day) => !isGone(sold, day))) : perDay.mean,
    },
  };
}

/** How far off, on average, it was on the days before to say that the units of the last days come again. */
function naiveError(past: readonly number[], horizon: number): number | undefined {
  const errors: number[] = [];
  for (let at = horizon; at + horizon <= past.length; at++) {
    errors.push(Math.abs(sum(past.slice(at, at + horizon)) - sum(past.slice(at - horizon, at))));
  }
  const error = mean(errors);
  return error > 0 ? error : undefined;
}

function recordOf<Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value) {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / Math.max(values.length, 1);
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
