import {
  type Checked,
  type ConfirmationTime,
  checkTimes,
  fitTimes,
  togetherChecked,
} from '../../lambdas/foresight/confirmation-times.ts';
import { chosen, normal, randomOf } from '../random.ts';

/** How the payments of a generated shop go: a log-normal time each, by its median in seconds and the deviation of its logarithm. */
const providers = [
  { provider: 'stripe', share: 0.55, median: 1.1, deviation: 0.35 },
  // The customer is asked by the bank first.
  { provider: 'stripe', share: 0.1, median: 40, deviation: 0.6 },
  { provider: 'alipay', share: 0.2, median: 55, deviation: 0.8 },
  { provider: 'wechat-pay', share: 0.15, median: 35, deviation: 0.7 },
] as const;

/** What was found. */
export interface ConfirmationResult {
  readonly seed: number;
  readonly nights: number;
  readonly ordersANight: number;
  readonly checked: Checked;
}

/** Foresees night after night from the nights before, and compares it with what came. */
export function rollingNights(seed: number, nights = 84, ordersANight = 240): ConfirmationResult {
  const random = randomOf(seed);
  const days = Array.from({ length: nights }, () => dayOf(random, ordersANight));
  const checks = days.flatMap((times, night) => {
    const made = fitTimes(days.slice(Math.max(0, night - 28), night).flat(), '', togetherChecked([]));
    return made === undefined ? [] : [checkTimes(made, times)];
  });
  return { seed, nights, ordersANight, checked: togetherChecked(checks) };
}

/** A day: twice as many orders in the evening, and all slower by a half when it is busy. */
function dayOf(random: () => number, orders: number): readonly ConfirmationTime[] {
  const factor = Math.exp(0.15 * normal(random));
  return Array.from({ length: orders }, () => {
    const hour = Math.floor(24 * Math.min(random(), random() + 0.5 * random()));
    const load = Math.round((hour >= 18 ? 40 : 20) * (0.5 + random()));
    const way = chosen<(typeof providers)[number]>(providers, random());
    const slower = (load > 40 ? 1.5 : 1) * factor;
    const milliseconds = Math.round(1000 * way.median * slower * Math.exp(way.deviation * normal(random)));
    return { provider: way.provider, hour, load, milliseconds };
  });
}
