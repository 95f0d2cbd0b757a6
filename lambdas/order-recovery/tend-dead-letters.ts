import type { Message } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { neverRun } from '../order-failures/failure.ts';
import { type FailureTable, failureTable } from '../order-failures/failure-table.ts';
import { executionArnOf, orderIdIn } from '../order-workflow/execution-arn.ts';
import { OrderId } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { measure } from '../runtime/metrics.ts';
import { readDeadLetters, saidBy } from './dead-letters.ts';
import { ExecutionFailure, noteFailure } from './note-failure.ts';

/** What tending dead letters touches. */
export interface TendDeadLettersPorts {
  readonly failures: Pick<FailureTable, 'find' | 'findSettlement'>;
  readonly noteFailure: (failure: ExecutionFailure) => Promise<void>;
  readonly measure: typeof measure;
  readonly clock: Clock;
}

const production = (): TendDeadLettersPorts => ({ failures: failureTable(), noteFailure, measure, clock: systemClock });

/** A message of the queue of orders that could be run in no way. */
const Unrun = z.object({ orderId: OrderId });

/**
 * Brings the dead-letter queue, which rings, and the list of failed orders, which is worked off, in line: a letter whose
 * order has gone on since, or was given up, is taken out; what a letter tells of and the list has not is put there, such
 * as what failed before there was a list. Measures for how long the oldest that stays has waited (`FailedOrderAge`). Safe
 * to run twice, and beside itself.
 * @param milliseconds how long it may take: what is left, the next run does
 */
export async function tendDeadLetters(milliseconds: number, ports: TendDeadLettersPorts = production()): Promise<void> {
  const now = ports.clock().getTime();
  const kept: number[] = [];
  await readDeadLetters(
    async (message) => {
      const isOver = await isDealtWith(message, ports);
      if (!isOver) kept.push(sentAt(message));
      return isOver;
    },
    () => ports.clock().getTime() < now + milliseconds,
  );
  const oldest = kept.length === 0 ? [] : [(now - Math.min(...kept)) / 1000];
  ports.measure({
    FailedOrderAge: { unit: 'Seconds', values: oldest },
  });
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

/** When a message came into a queue, in milliseconds since 1970. */
function sentAt({ Attributes }: Message): number {
  return Number(Attributes?.SentTimestamp ?? 0);
}

/** What a message tells of: the status event of an execution, or an order that was never run. */
function failureIn(message: Message): ExecutionFailure | undefined {
  const told = saidBy(message);
  const event = z.safeParse(ExecutionFailure, told);
  if (event.success) {
    const { detail } = event.data;
    return { detail: { ...detail, stopDate: detail.stopDate ?? sentAt(message) } };
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
      stopDate: sentAt(message),
    },
  };
}
