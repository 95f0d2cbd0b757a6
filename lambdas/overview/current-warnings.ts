import type { ForesightTable } from '../foresight/foresight-table.ts';
import { median } from '../runtime/order-statistics.ts';
import type { Overview } from './overview.ts';

/** What was foreseen longer ago is no warning any more: whoever looks every five minutes has stopped. */
const validMilliseconds = 20 * 60_000;

/** What will ring soon, the next first. */
export async function currentWarnings(
  foresight: Pick<ForesightTable, 'findWarnings'>,
  now: Date,
): Promise<Overview['warnings']> {
  const found = await foresight.findWarnings();
  const { open = [], outcomes = [], at = '' } = found ?? {};
  const isValid = Date.parse(at) > now.getTime() - validMilliseconds;
  const ahead = outcomes.flatMap(({ minutesAhead }) => (minutesAhead === undefined ? [] : [minutesAhead]));
  return {
    foreseen: open
      .filter(({ isForeseen }) => isValid && isForeseen)
      .map(({ isForeseen: _, ...warning }) => warning)
      .sort((a, b) => (a.reachedAt < b.reachedAt ? -1 : 1)),
    over: outcomes.length,
    cameTrue: ahead.length,
    ...(ahead.length > 0 && { minutesAhead: median(ahead) }),
  };
}
