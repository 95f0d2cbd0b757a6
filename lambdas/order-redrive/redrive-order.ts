import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  RedriveExecutionCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Conclusion, recorded, type ToRecord } from '../audit/audited.ts';
import { type Failure, neverRun, redrivableUntil } from '../order-failures/failure.ts';
import { type FailureTable, failureTable } from '../order-failures/failure-table.ts';
import { workflowInput } from '../order-workflow/start-workflow.ts';
import type { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { contentHash } from '../runtime/idempotency-key.ts';
import { stepFunctions } from '../runtime/step-functions.ts';
import type { RedriveOutcome, RedriveResult } from './redrive.ts';
import type { StoredRedrive } from './redrive-table.ts';

/** What redriving an order touches. */
export interface RedriveOrderPorts {
  readonly failures: Pick<FailureTable, 'find' | 'findSettlement' | 'claim' | 'refuse' | 'settle'>;
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly recorded: typeof recorded<Way | 'NOT_NEEDED' | Refusal>;
  readonly clock: Clock;
}

/** The tables and clock of production. */
export const redriveOrderPorts = (): RedriveOrderPorts => ({
  failures: failureTable(),
  orders: orderTable(),
  recorded,
  clock: systemClock,
});

/** Longer than a call to Step Functions takes: so long a redrive that was cut off keeps others from its order. */
const claimMilliseconds = 120_000;

/** Behind an order's id, the name of the execution that begins anew in the place of the first. */
const anew = '-anew';

/**
 * Lets a failed order go on, for a redrive: from the step that failed, or, where that is asked for, from the beginning,
 * which finds what was done. One redrive at a time; whoever comes second is told. Safe to run twice: it then answers as
 * the first time.
 * @throws whatever Step Functions says that is not about this order: that it has no room, say
 */
export async function redriveOrder(
  redrive: StoredRedrive,
  orderId: OrderId,
  ports: RedriveOrderPorts = redriveOrderPorts(),
): Promise<RedriveResult> {
  const { failures, orders, clock } = ports;
  const now = clock();
  const result = (outcome: RedriveOutcome, why?: string): RedriveResult => {
    return { orderId, outcome, at: now.toISOString(), ...(why !== undefined && { why }) };
  };
  // In this order: what is no failure any more was settled before.
  const failure = await failures.find(orderId);
  const settlement = await failures.findSettlement(orderId);
  if (settlement?.as !== undefined && settlement.by === redrive.id) {
    // By a call that was cut off, perhaps before it had taken the failure out.
    await failures.settle(orderId, settlement.failedAt, now);
    return result(settlement.as);
  }
  if (failure === undefined) {
    const order = await orders.findOrder(orderId);
    if (order === undefined) return result('NOT_NEEDED', 'There is no such order.');
    const since = settlement === undefined ? 'Its execution has not failed' : 'It was dealt with already';
    return result('NOT_NEEDED', `${since}: the order is ${order.status}.`);
  }

  const isTaken = failure.claimId !== redrive.id && (failure.claimedUntil ?? '') > now.toISOString();
  const until = new Date(now.getTime() + claimMilliseconds).toISOString();
  const claim = { claimId: redrive.id, claimedBy: redrive.by, claimedUntil: until };
  if (isTaken || (!redrive.dryRun && !(await failures.claim(failure, claim, now)))) {
    return result('TAKEN', `${failure.claimedBy ?? 'Another operator'} is at it.`);
  }
  const way = wayOn(failure, redrive, now);
  const outcome =
    redrive.dryRun || typeof way === 'object'
      ? way
      : await ports.recorded(actionOf(redrive, orderId), () => go(failure, way, { redrive, orders }), { conclusionOf });
  if (typeof outcome === 'object') {
    if (!redrive.dryRun) await failures.refuse(failure, { redriveId: redrive.id, at: now.toISOString(), ...outcome });
    return result('REFUSED', outcome.why);
  }
  if (redrive.dryRun) return result(outcome);
  if (outcome === 'NOT_NEEDED') await failures.settle(orderId, failure.failedAt, clock());
  else await failures.settle(orderId, failure.failedAt, clock(), { by: redrive.id, as: outcome });
  return result(outcome, outcome === 'NOT_NEEDED' ? 'Its execution goes on already.' : undefined);
}

/** What the audit keeps of it, with the order. */
function actionOf({ id, who, by, roles, reason }: StoredRedrive, orderId: OrderId): ToRecord {
  return { who, name: by, roles, action: 'redriveOrder', orderId, about: id, reason };
}

/** What the audit keeps of what became of it. */
function conclusionOf(outcome: Way | 'NOT_NEEDED' | Refusal): Conclusion {
  return typeof outcome === 'object' ? { result: 'REFUSED', detail: outcome.why } : { result: 'DONE', detail: outcome };
}

/** Why an order cannot go on. */
interface Refusal {
  readonly why: string;
}

type Way = 'REDRIVEN' | 'STARTED_ANEW';

/** How a failed order can go on, or why it cannot. */
function wayOn(failure: Failure, { startAnew }: Pick<StoredRedrive, 'startAnew'>, now: Date): Way | Refusal {
  const wasStartedAnew = failure.executionArn.endsWith(anew);
  if (failure.status === neverRun || (startAnew && !wasStartedAnew)) return 'STARTED_ANEW';
  if (now.toISOString() < redrivableUntil(failure)) return 'REDRIVEN';
  const why = 'Its execution ended more than 14 days ago, and Step Functions redrives none that is older';
  return { why: wasStartedAnew ? `${why}. It was started anew before.` : `${why}: start it anew, or give it up.` };
}

async function go(
  failure: Failure,
  way: Way,
  { redrive, orders }: { readonly redrive: Pick<StoredRedrive, 'id'> } & Pick<RedriveOrderPorts, 'orders'>,
): Promise<Way | 'NOT_NEEDED' | Refusal> {
  if (way === 'STARTED_ANEW') return startAnew(failure, orders);
  const { executionArn, failedAt, claimId } = failure;
  // Of the same failure the same: what was accepted before, and not written down, is accepted again.
  const clientToken = contentHash([executionArn, failedAt]);
  try {
    await stepFunctions.send(new RedriveExecutionCommand({ executionArn, clientToken }));
    return 'REDRIVEN';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'ExecutionDoesNotExist') return { why: 'Step Functions knows no such execution.' };
    if (error.name !== 'ExecutionNotRedrivable') throw error;
    const { status } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING' && status !== 'SUCCEEDED') return { why: error.message };
    // By this redrive, if it was cut off before it could say so.
    return claimId === redrive.id ? 'REDRIVEN' : 'NOT_NEEDED';
  }
}

async function startAnew({ orderId, status }: Failure, orders: RedriveOrderPorts['orders']): Promise<Way | Refusal> {
  const order = await orders.findOrder(orderId);
  if (order === undefined) return { why: 'There is no such order.' };
  const name = status === neverRun ? orderId : `${orderId}${anew}`;
  try {
    await stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: environment('STATE_MACHINE_ARN'),
        name,
        input: JSON.stringify(workflowInput(order)),
      }),
    );
  } catch (error) {
    // By this redrive, if it was cut off before it could say so; or it was run after all.
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
  return 'STARTED_ANEW';
}
