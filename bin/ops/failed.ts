import type { FailureGroups, FailurePage } from '../../lambdas/order-failures/failure-view.ts';
import { amountIn } from '../../lambdas/order-story/in-words.ts';
import { formatDuration } from '../operations/format-duration.ts';
import { searchParameters, subcommand } from './subcommand.ts';
import { table } from './table.ts';

/** What is said where a group's name is mistyped or cut off too. */
export const noneOfGroup = 'Nothing of that group has failed, or not any more.';

/** `npm run ops -- failed`: what failed and has not gone on since. */
export const failed = subcommand({
  usage: `  npm run ops -- failed             the orders that failed for good and have not gone on since, by step, error and cause:
                                    how many, what they come to, what they hold, and how long there is to mend them
  npm run ops -- failed GROUP       those of a group, the oldest first
    --cursor NEXT                   the page after the one that ended there`,
  options: { cursor: { type: 'string' } },
  takes: { max: 1 },
  ask: ({ values: { cursor }, positionals: [group] }, desk) =>
    group === undefined
      ? desk.read('/operations/failures')
      : desk.read(`/operations/failures/${encodeURIComponent(group)}?${searchParameters({ cursor })}`),
  tell(answer) {
    if ('groups' in (answer as object)) return { text: tellGroups(answer as FailureGroups) };
    const page = answer as FailurePage;
    return page.failures.length === 0 ? { text: noneOfGroup, exitCode: 1 } : { text: tellPage(page) };
  },
});

function tellGroups({ groups, ...all }: FailureGroups): string {
  if (all.orders === 0) return 'No order has failed.';
  const sums = ({ orders, money, unitsHeld, oldestAt, firstHoldEndsAt }: Omit<FailureGroups, 'groups'>) => [
    String(orders),
    money.map(({ currency, total }) => amountIn(currency, total)).join(', '),
    String(unitsHeld),
    oldestAt === undefined ? '' : `${ageOf(oldestAt)} ago`,
    timeLeft(firstHoldEndsAt),
  ];
  const rows = groups.map(({ group, step = 'not known yet', error, cause, ...of }) => [
    ...[group, step, error],
    ...sums(of),
    cause.slice(0, 80),
  ]);
  const names = ['group', 'step', 'error', 'orders', 'worth', 'units held', 'oldest', 'first hold ends', 'cause'];
  return table(names, [...rows, ['all', '', '', ...sums(all), '']]);
}

function tellPage({ failures, next }: FailurePage): string {
  const rows = failures.map(
    ({ number, orderStatus, failedAt, currency, total, unitsHeld, holdEndsAt, claimedBy, refusal, orderId }) => [
      number,
      orderStatus,
      `${ageOf(failedAt)} ago`,
      amountIn(currency, total),
      String(unitsHeld),
      timeLeft(holdEndsAt),
      claimedBy === undefined ? (refusal?.why ?? '') : `${claimedBy} is at it`,
      orderId,
    ],
  );
  const more = next === undefined ? [] : [`There are more: --cursor '${next}'`];
  const names = ['number', 'status', 'failed', 'worth', 'units held', 'hold ends', '', 'id'];
  return [table(names, rows), ...more].join('\n');
}

function ageOf(at: string): string {
  return formatDuration(Math.max(0, Date.now() - Date.parse(at)));
}

function timeLeft(end: string | undefined): string {
  if (end === undefined) return '';
  const left = Date.parse(end) - Date.now();
  return left > 0 ? `in ${formatDuration(left)}` : 'over';
}
