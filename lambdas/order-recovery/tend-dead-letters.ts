import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { neverRun } from '../order-failures/failure.ts';
import { type FailureTable, failureTable } from '../order-failures/failure-table.ts';
import { executionArnOf } from '../order-workflow/execution-arn.ts';
import { OrderId } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { eachOf } from '../runtime/each-of.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { queues } from '../runtime/sqs.ts';
import { ExecutionFailure, noteFailure } from './note-failure.ts';

/** What tending dead letters touches. */
export interface TendDeadLettersPorts {
  readonly failures: Pick<FailureTable, 'find' | 'findSettlement'>;
  readonly noteFailure: (failure: ExecutionFailure) => Promise<void>;
  readonly clock: Clock;
}

const production = (): TendDeadLettersPorts => ({ failures: failureTable(), noteFailure, clock: systemClock });

/** Hides a message that was read from the further reads of this run; they are shown again when it ends. */
const hiddenSeconds = 120;

const atOnce = 5;

/** A message of the queue of orders that could be run in no way. */
const Unrun = z.object({ orderId: OrderId });

/**
 * Brings the dead-letter queue, which rings, and the list of failed orders, which is worked off, in line: a letter whose
 * order has gone on since, or was given up, is taken out; what a letter tells of and the list has not is put there, such
 * as what failed before there was a list. Safe to run twice, and beside itself.
 * @param milliseconds how long it may take: what is left, the next run does
 */
export async function tendDeadLetters(milliseconds: number, ports: TendDeadLettersPorts = production()): Promise<void> {
  const QueueUrl = environment('DEAD_LETTER_QUEUE_URL');
  const end = ports.clock().getTime() + milliseconds;
  const kept = new Map<string, Message>();
  for (let isMore = true; isMore && ports.clock().getTime() < end; ) {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: hiddenSeconds,
        MessageSystemAttributeNames: ['SentTimestamp'],
        // Asks all of SQS's servers; without waiting, it asks some and may find nothing.
        WaitTimeSeconds: 1,
      }),
    );
    // Nothing new: the queue is read, or so long that its first messages come again.
    isMore = Messages.some(({ MessageId = '' }) => !kept.has(MessageId));
    await eachOf(Messages, atOnce, async (message) => {
      if (await isDealtWith(message, ports)) {
        await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      } else kept.set(message.MessageId ?? '', message);
    });
  }
  await eachOf([...kept.values()], atOnce, async ({ ReceiptHandle }) => {
    const shown = new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    await queues.send(shown).catch((error) => logger.warn('a dead letter is shown again later', error as Error));
  });
}

/** Whether what a letter tells of is over; what is not among the failures yet is then put there. */
async function isDealtWith(message: Message, { failures, noteFailure }: TendDeadLettersPorts): Promise<boolean> {
  const failure = failureIn(message);
  const orderId = OrderId.safeParse(failure?.detail.name.slice(0, 36));
  // What somebody put there by hand is for somebody to look at.
  if (failure === undefined || !orderId.success) return false;
  const at = new Date(failure.detail.stopDate ?? 0).toISOString();
  const settlement = await failures.findSettlement(orderId.data);
  if (settlement !== undefined && settlement.failedAt >= at) return true;
  if ((await failures.find(orderId.data)) === undefined) await noteFailure(failure);
  return false;
}

/** What a message tells of: the status event of an execution, or an order that was never run. */
function failureIn({ Body = '', Attributes }: Message): ExecutionFailure | undefined {
  const sentAt = Number(Attributes?.SentTimestamp ?? 0);
  const told = jsonOf(Body);
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

/** What a message says; one that somebody put there by hand may say nothing. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
