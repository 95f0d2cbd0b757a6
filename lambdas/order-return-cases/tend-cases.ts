import type { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { despiteFailures } from '../runtime/despite-failures.ts';
import { transact } from '../runtime/dynamodb.ts';
import { eachOf } from '../runtime/each-of.ts';
import { wholeOf } from './change-case.ts';
import { settleCase } from './settle-case.ts';
import { type DueCase, type WorklistTable, worklistTable } from './worklist-table.ts';

/** What tending cases touches. */
export interface TendCasesPorts {
  readonly worklist: Pick<WorklistTable, 'due' | 'listWrites'>;
  readonly orders: Pick<OrderTable, 'find' | 'caseDueWrite'>;
  readonly settleCase: (orderId: OrderId, caseId: string) => Promise<boolean>;
  readonly transact: typeof transact;
  readonly clock: Clock;
}

const production = (): TendCasesPorts => ({
  worklist: worklistTable(),
  orders: orderTable(),
  settleCase,
  transact,
  clock: systemClock,
});

/** So many a run, which ends well within its minute. */
const mostPerRun = 200;
const atOnce = 10;

/** After so long a case is looked at again that waits, or whose part could not be done. */
const againMilliseconds = 2 * 60_000;

/**
 * Does the shop's part of all cases that are due. One that waits, or fails, is looked at again later, so that it keeps no
 * other waiting. Safe to run twice, and beside itself.
 * @throws AggregateError when the part of some could not be done; that of the others was
 */
export async function tendCases(ports: TendCasesPorts = production()): Promise<void> {
  const { attempt, conclude } = despiteFailures({
    each: 'the part of the shop in a return case was not done',
    all: 'return cases could not be tended',
  });
  await eachOf(await ports.worklist.due(ports.clock(), mostPerRun), atOnce, async (due) => {
    const settled = await attempt(due, () => ports.settleCase(due.orderId, due.caseId));
    if (!settled?.value) await attempt(due, () => lookLater(due, ports));
  });
  conclude();
}

async function lookLater(
  { orderId, caseId }: DueCase,
  { orders, worklist, transact, clock }: TendCasesPorts,
): Promise<void> {
  const { order, cases } = wholeOf(await orders.find(orderId));
  const current = cases.find(({ id }) => id === caseId);
  const now = clock();
  // It has gone on meanwhile.
  if (current?.dueAt === undefined || current.dueAt > now.toISOString()) return;
  const dueAt = new Date(now.getTime() + againMilliseconds).toISOString();
  await transact([
    orders.caseDueWrite(orderId, current, dueAt),
    ...worklist.listWrites(order, current, { ...current, dueAt }),
  ]);
}
