import type { Message } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { neverRun } from '../order-failures/failure.ts';
import { type FailureTable, failureTable } from '../order-failures/failure-table.ts';
import { executionArnOf, orderIdIn } from '../order-workflow/execution-arn.ts';
import { OrderId } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { readDeadLetters, saidBy } from './dead-letters.ts';
import { ExecutionFailure, noteFailure } from './note-failure.ts';

/** What tending dead letters touches. */
export interface TendDeadLettersPorts {
  readonly failures: Pick<FailureTable, 'find' | 'findSettlement'>;
  readonly noteFailure: (failure: ExecutionFailure) => Promise<void>;
  readonly clock: Clock;
}

const production = (): TendDeadLettersPorts => ({ failures: failureTable(), noteFailure, clock: systemClock });

/** A message of the queue of orders that could be run in no way. */
const Unrun = z.object({ orderId: OrderId });

/**
 * Brings the dead-letter queue, which rings, and the list of failed orders, which is worked off, in line: a letter whose
 * order has gone on since, or was given up, is taken out; what a letter tells of and the list has not is put there, such
 * as what failed before there was a list. Safe to run twice, and beside itself.
 * @param milliseconds how long it may take: what is left, the next run does
 */
export async function tendDeadLetters(milliseconds: number, ports: TendDeadLettersPorts = production()): Promise<void> {
  const end = ports.clock().getTime() + milliseconds;
  await readDeadLetters(
    (message) => isDealtWith(message, ports),
    () => ports.clock().getTime() < end,
  );
}

/** Whether what a letter tells of is over; what is not among the failures yet is then put there. */
async function isDealtWith(message: Message, { failures, noteFailure }: TendDeadLettersPorts): Promise<boolean> {
  const failure = failureIn(message);
  const orderId = OrderId.safeParse(failure && orderIdIn(failure.detail.name));
  // What somebody put there by hand is for somebody to look at.
  if (failure === undefined || !orderId.success) return false;
  const at = new Date(failure.detail.stopDate ?? 0).toISOString();
  const settlement = await failures.findSettlement(orderId.data);
  if (settlement !== undefined && settlement.failedAt >= at) return true;
  if ((await failures.find(orderId.data)) === undefined) await noteFailure(failure);
  return false;
}

/** What a message tells of: the status event of an execution, or an order that was never run. */
function failureIn(message: Message): ExecutionFailure | undefined {
  const sentAt = Number(message.Attributes?.SentTimestamp ?? 0);
  const told = saidBy(message);
  const event = z.safeParse(ExecutionFailure, told);
  if (event.success) {
    const { detail } = event.data;
    return { detail: { ...detail, stopDate: detail.stopDate ?? sentAt } };
  }
  const unrun = z.safeParse(Unrun, told);
  if (!unrun.success) return undefined;
  const { orderId } = unrun.data;
  return {
    detail: {
      name: orderId,
      executionArn: executionArnOf(environment('STATE_MACHINE_ARN'), orderId),
      status: neverRun,
      cause: 'delivered by the queue of orders in vain: the log of RunOrder says why',
      stopDate: sentAt,
    },
  };
}
