/**
 * How long it takes from the acceptance of an order to its confirmation: quantiles of the orders of the last weeks, of
 * those most alike for which there are enough. Beside it the plain rule: the moving average of all of them, with what a
 * normal distribution around it would say.
 */
import * as z from 'zod/mini';
import { quantile } from '../runtime/order-statistics.ts';

/** How long one order took, and under which circumstances it came. */
export const ConfirmationTime = z.object({
  provider: z.string(),
  /** Of the day, UTC. */
  hour: z.int(),
  /** How many orders were accepted in the same ten minutes. */
  load: z.int(),
  milliseconds: z.number(),
});
export type ConfirmationTime = Readonly<z.output<typeof ConfirmationTime>>;

/** What an order's time is foreseen by; the load is left out where it is not known. */
export type Circumstances = Pick<ConfirmationTime, 'provider' | 'hour'> & { readonly load?: number | undefined };

/** What is foreseen of an order: half, 90 and 99 of 100 such orders are confirmed within so many milliseconds. */
const Foreseen = z.object({ p50: z.number(), p90: z.number(), p99: z.number() });
export type Foreseen = Readonly<z.output<typeof Foreseen>>;

/** How what was foreseen compares with what came, on orders that it was not made from. */
export const Checked = z.object({
  orders: z.int(),
  /** How many of them were confirmed within the `p90` that was foreseen. */
  within: z.int(),
  /** The pinball loss of the three quantiles, summed, in milliseconds; and that of the plain rule. */
  loss: z.number(),
  plainLoss: z.number(),
});
export type Checked = Readonly<z.output<typeof Checked>>;

/** What is known of the times of orders. */
export const ConfirmationTimes = z.object({
  madeAt: z.string(),
  /** From so many orders in ten minutes on, it is busy. */
  busyFrom: z.int(),
  /** By circumstances, as `cellsOf` names them. */
  cells: z.record(z.string(), Foreseen),
  plain: Foreseen,
  checked: Checked,
});
export type ConfirmationTimes = Readonly<z.output<typeof ConfirmationTimes>>;

/** Fewer orders say nothing of the tenth that takes longest. */
const fewest = 40;
const hoursTogether = 6;
const shares = { p50: 0.5, p90: 0.9, p99: 0.99 } as const;
const all = 'all';

/** The sets of alike orders that an order belongs to, the most alike first. */
function cellsOf({ provider, hour, load }: Circumstances, busyFrom: number): readonly string[] {
  const time = `${provider} ${Math.floor(hour / hoursTogether) * hoursTogether}h`;
  return [...(load === undefined ? [] : [`${time} ${load >= busyFrom ? 'busy' : 'calm'}`]), time, provider, all];
}

/** What the times of the last weeks say. @returns undefined where there are too few */
export function fitTimes(
  times: readonly ConfirmationTime[],
  madeAt: string,
  checked: Checked,
): ConfirmationTimes | undefined {
  if (times.length < fewest) return undefined;
  const busyFrom = quantile(
    times.map(({ load }) => load),
    0.75,
  );
  const byCell = Map.groupBy(
    times.flatMap((time) => cellsOf(time, busyFrom).map((cell) => ({ cell, time }))),
    ({ cell }) => cell,
  );
  const cells = [...byCell].flatMap(([cell, of]) => {
    if (of.length < fewest) return [];
    const took = of.map(({ time: { milliseconds } }) => milliseconds);
    return [[cell, ofEachShare((share) => quantile(took, share))] as const];
  });
  return { madeAt, busyFrom, cells: Object.fromEntries(cells), plain: plainOf(times), checked };
}

/** The moving average, and how far a normal distribution around it reaches. */
function plainOf(times: readonly ConfirmationTime[]): Foreseen {
  const mean = times.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / times.length;
  const variance = times.reduce((sum, { milliseconds }) => sum + (milliseconds - mean) ** 2, 0) / times.length;
  const deviations = { p50: 0, p90: 1.2816, p99: 2.3263 };
  return ofEachShare((_, name) => mean + deviations[name] * Math.sqrt(variance));
}

/** What is foreseen of an order: by the orders most alike, or by the plain rule where they were further off of late. */
export function foreseeTime({ cells, busyFrom, plain, checked }: ConfirmationTimes, order: Circumstances): Foreseen {
  if (isWorseThanPlain(checked)) return plain;
  return alike(cells, busyFrom, order) ?? plain;
}

/** Whether the plain rule has been nearer to what came. */
export const isWorseThanPlain = ({ loss, plainLoss }: Checked): boolean => loss > plainLoss;

function alike(cells: ConfirmationTimes['cells'], busyFrom: number, order: Circumstances): Foreseen | undefined {
  return cellsOf(order, busyFrom)
    .map((cell) => cells[cell])
    .find((found) => found !== undefined);
}

/** How what was made from earlier orders compares with the times of these. */
export function checkTimes({ cells, busyFrom, plain }: ConfirmationTimes, times: readonly ConfirmationTime[]): Checked {
  const checks = times.map((time) => {
    const foreseen = alike(cells, busyFrom, time) ?? plain;
    return {
      within: Number(time.milliseconds <= foreseen.p90),
      loss: pinballLoss(foreseen, time.milliseconds),
      plainLoss: pinballLoss(plain, time.milliseconds),
    };
  });
  const sum = (of: 'within' | 'loss' | 'plainLoss') => checks.reduce((total, check) => total + check[of], 0);
  return { orders: times.length, within: sum('within'), loss: sum('loss'), plainLoss: sum('plainLoss') };
}

/** Several checks as one. */
export function togetherChecked(checks: readonly Checked[]): Checked {
  const sum = (of: keyof Checked) => checks.reduce((total, check) => total + check[of], 0);
  return { orders: sum('orders'), within: sum('within'), loss: sum('loss'), plainLoss: sum('plainLoss') };
}

/**
 * How far quantiles were off: what lies above one counts by its share, what lies below by the rest (Koenker and
 * Bassett, 1978).
 */
function pinballLoss(foreseen: Foreseen, came: number): number {
  return (Object.keys(shares) as (keyof Foreseen)[]).reduce((sum, name) => {
    const over = came - foreseen[name];
    return sum + Math.max(shares[name] * over, (shares[name] - 1) * over);
  }, 0);
}

function ofEachShare(value: (share: number, name: keyof Foreseen) => number): Foreseen {
  return {
    p50: value(shares.p50, 'p50'),
    p90: value(shares.p90, 'p90'),
    p99: value(shares.p99, 'p99'),
  };
}
