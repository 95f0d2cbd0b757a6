import { daysAfter } from '../runtime/local-day.ts';
import { logger } from '../runtime/logger.ts';
import {
  type ConfirmationTime,
  checkTimes,
  fitTimes,
  isWorseThanPlain,
  togetherChecked,
} from './confirmation-times.ts';
import type { ForesightTable } from './foresight-table.ts';

/** What keeping them touches. */
export interface KeepTimesPorts {
  readonly foresight: Pick<ForesightTable, 'keepTimes' | 'keepTimesOf' | 'timesSince'>;
  readonly count: (name: string) => void;
}

/** From so many days it is foreseen, and over so many it is compared with what came. */
const fittedDays = 28;
const checkedDays = 14;

/**
 * Keeps how long the orders of a day took; first compares it with what had been foreseen from the days before, then
 * foresees anew. Run again for the day, it finds the same.
 */
export async function keepConfirmationTimes(
  day: string,
  times: readonly ConfirmationTime[],
  { foresight, count }: KeepTimesPorts,
): Promise<void> {
  const before = (days: number) => daysAfter(day, 1 - days);
  const earlier = (await foresight.timesSince(before(fittedDays))).filter((one) => one.day < day);
  const nothing = togetherChecked([]);
  const foreseen = fitTimes(
    earlier.flatMap((one) => one.times),
    day,
    nothing,
  );
  const today = { day, times: [...times], ...(foreseen && { checked: checkTimes(foreseen, times) }) };
  await foresight.keepTimesOf(today);

  const days = [...earlier, today];
  const checked = togetherChecked(
    days.flatMap((one) => (one.day >= before(checkedDays) && one.checked ? [one.checked] : [])),
  );
  const made = fitTimes(
    days.flatMap((one) => one.times),
    day,
    checked,
  );
  if (made !== undefined) await foresight.keepTimes(made);
  if (!isWorseThanPlain(checked)) return;
  logger.warn('confirmations were foreseen worse than by the plain rule', checked);
  count('ConfirmationForecastWorse');
}
