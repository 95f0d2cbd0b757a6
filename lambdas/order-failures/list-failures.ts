import { cursorOf, endIn } from '../runtime/cursor.ts';
import { type Failure, redrivableUntil } from './failure.ts';
import { FailurePageEnd, type FailureTable, failureTable } from './failure-table.ts';
import type { FailureGroup, FailureGroups, FailurePage, FailureView } from './failure-view.ts';

/** What listing failures touches. */
export interface ListFailuresPorts {
  readonly failures: Pick<FailureTable, 'all' | 'page'>;
}

const production = (): ListFailuresPorts => ({ failures: failureTable() });

/** The failed orders by step, error and cause, the largest group first. */
export async function listFailureGroups({ failures }: ListFailuresPorts = production()): Promise<FailureGroups> {
  const all = await failures.all();
  const groups = Map.groupBy(all, ({ group }) => group);
  return { ...sumsOf(all), groups: [...groups.values()].map(groupOfFailures).sort((a, b) => b.orders - a.orders) };
}

/**
 * A page of the failed orders of a group, the oldest first. A page may have fewer than its limit: it is the last when it
 * has no `next`.
 * @throws Problem malformed-request
 */
export async function listFailures(
  group: string,
  limit: number,
  cursor: string | undefined,
  { failures }: ListFailuresPorts = production(),
): Promise<FailurePage> {
  const page = await failures.page(group, limit, cursor === undefined ? undefined : endIn(cursor, FailurePageEnd));
  return { failures: page.failures.map(failureView), ...(page.end && { next: cursorOf(page.end) }) };
}

function failureView({ claimId: _, ...failure }: Failure): FailureView {
  return { ...failure, redrivableUntil: redrivableUntil(failure) };
}

function groupOfFailures(failures: readonly Failure[]): FailureGroup {
  const [{ group = '', step, error = '', cause = '' } = {} as Partial<Failure>] = failures;
  return { group, ...(step !== undefined && { step }), error, cause, ...sumsOf(failures) };
}

function sumsOf(failures: readonly Failure[]) {
  const totals = new Map<string, number>();
  for (const { currency, total } of failures) totals.set(currency, (totals.get(currency) ?? 0) + total);
  const first = (times: readonly (string | undefined)[]) =>
    times.reduce(
      (least, time) => (least === undefined || (time !== undefined && time < least) ? time : least),
      undefined,
    );
  const firstHoldEndsAt = first(failures.map(({ holdEndsAt }) => holdEndsAt));
  const oldestAt = first(failures.map(({ failedAt }) => failedAt));
  return {
    orders: failures.length,
    money: [...totals].sort().map(([currency, total]) => ({ currency, total })),
    unitsHeld: failures.reduce((sum, { unitsHeld }) => sum + unitsHeld, 0),
    ...(firstHoldEndsAt !== undefined && { firstHoldEndsAt }),
    ...(oldestAt !== undefined && { oldestAt }),
  };
}
