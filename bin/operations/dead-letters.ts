import { setTimeout } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { neverRun } from '../../lambdas/order-failures/failure.ts';
import { executionArnOf } from '../../lambdas/order-workflow/execution-arn.ts';
import type { DeployedStage } from './function-environment.ts';

/** An order that failed for good, as the dead-letter queue tells it. */
export interface DeadLetter {
  readonly orderId: string;
  readonly executionArn: string;
  readonly status: string;
  readonly error: string | null;
  readonly cause: string | null;
  readonly input: string | null;
  /** When the execution ended, in milliseconds since 1970. */
  readonly stopDate: number | null;
}

/** The queue of failed orders, and the machine that can go on with them. */
export interface DeadLetterQueue {
  readonly queueUrl: string;
  readonly stateMachineArn: string;
  readonly sqs: SQSClient;
  readonly stepFunctions: SFNClient;
  /** Hears of a message that tells of no order, because somebody put it there by hand, say. It stays in the queue. */
  readonly tellOther?: (body: string) => void;
  /** Hears how many messages could not be seen: others hold them, or did so when they were cut off. */
  readonly tellUnseen?: (count: number) => void;
  /** Ends a visit in order: what was not decided on is let go, and the next who looks sees it at once. */
  readonly stop?: AbortSignal | undefined;
}

/** What became of one dead letter. */
export interface Redrive {
  readonly letter: DeadLetter;
  readonly outcome: 'redriven' | 'not needed' | 'refused';
  readonly reason?: string;
}

/** Hides a message from others; renewed as long as we need it. Who dies with a message in hand hides it for as long. */
export const hiddenSeconds = 120;

/**
 * A message is shown to one reader at a time. This long others are waited for, who read the queue at the same moment.
 */
const othersSeconds = 30;

/** The queue of a stage. */
export function deadLetterQueueOf({ settings, outputs }: DeployedStage): DeadLetterQueue {
  return {
    queueUrl: outputs.DeadLetterQueueUrl ?? '',
    stateMachineArn: outputs.StateMachineArn ?? '',
    sqs: new SQSClient(settings),
    stepFunctions: new SFNClient(settings),
  };
}

/** Reads what stands in the queue, of each order the newest; everything stays there. */
export async function deadLetters(queue: DeadLetterQueue): Promise<readonly DeadLetter[]> {
  const letters = new Map<string, DeadLetter>();
  await visitDeadLetters(queue, async (letter) => {
    const known = letters.get(letter.executionArn);
    if (known === undefined || (known.stopDate ?? 0) < (letter.stopDate ?? 0)) letters.set(letter.executionArn, letter);
    return 'keep';
  });
  return [...letters.values()];
}

/**
 * Lets failed orders go on from the step at which they failed: those chosen. A message leaves the queue only once its
 * redrive was accepted or is not needed any more (its execution goes on, or has ended well), so that no failed order is
 * forgotten.
 *
 * @param tell hears of each as it is done, so that it is known even if a later one breaks off
 */
export async function redrive(
  queue: DeadLetterQueue,
  isChosen: (letter: DeadLetter) => boolean = () => true,
  tell: (done: Redrive) => void = () => {},
): Promise<readonly Redrive[]> {
  const redrives: Redrive[] = [];
  await visitDeadLetters(queue, async (letter) => {
    if (!isChosen(letter)) return 'keep';
    const done = await redriveOne(queue, letter);
    redrives.push(done);
    tell(done);
    return done.outcome === 'refused' ? 'keep' : 'delete';
  });
  return redrives;
}

async function redriveOne(queue: DeadLetterQueue, letter: DeadLetter): Promise<Redrive> {
  const { stepFunctions, stateMachineArn } = queue;
  const { executionArn, orderId: name, input } = letter;
  try {
    if (letter.status === neverRun && input !== null) {
      await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    } else {
      await stepFunctions.send(new RedriveExecutionCommand({ executionArn }));
    }
    return { letter, outcome: 'redriven' };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const status = await stepFunctions.send(new DescribeExecutionCommand({ executionArn })).then(
      (execution) => execution.status,
      () => undefined,
    );
    if (status === 'RUNNING' || status === 'SUCCEEDED')
      return { letter, outcome: 'not needed', reason: `is ${status}` };
    return { letter, outcome: 'refused', reason };
  }
}

/**
 * Visits each message of the queue once, however long that takes: all are held until the last has been decided on. What
 * others hold just now is waited for, so that two operators at once do not each believe that the queue is empty; what
 * they still hold then, `tellUnseen` hears of.
 * @throws the reason of `stop`, once that is said
 */
export async function visitDeadLetters(
  { queueUrl: QueueUrl, sqs, stateMachineArn, tellOther, tellUnseen, stop }: DeadLetterQueue,
  decide: (letter: DeadLetter) => Promise<'keep' | 'delete'>,
): Promise<void> {
  const held = new Map<string, Message>();
  const hide = (VisibilityTimeout: number) =>
    Promise.allSettled(
      [...held.values()].map(({ ReceiptHandle }) =>
        sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout })),
      ),
    );
  const heartbeat = setInterval(() => void hide(hiddenSeconds), (hiddenSeconds * 1000) / 3);
  try {
    await receiveAll({ QueueUrl, sqs }, held);
    for (const deadline = Date.now() + othersSeconds * 1000; ; ) {
      stop?.throwIfAborted();
      const { inFlight, visible } = await messagesIn({ QueueUrl, sqs });
      const unseen = inFlight - held.size;
      if (Date.now() >= deadline) {
        if (unseen > 0) tellUnseen?.(unseen);
        break;
      }
      if (unseen > 0) {
        // Those who wait hold nothing, else two would wait for each other; nor do they come back in step.
        await hide(0);
        held.clear();
        await setTimeout(500 + Math.random() * 1500);
      } else if (visible === 0) break;
      // What others have let go meanwhile is there now.
      await receiveAll({ QueueUrl, sqs }, held);
    }
    for (const [id, message] of [...held]) {
      stop?.throwIfAborted();
      const letter = letterOf(message, stateMachineArn);
      if (letter === undefined) tellOther?.(message.Body ?? '');
      if (letter === undefined || (await decide(letter)) === 'keep') continue;
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      held.delete(id);
    }
  } finally {
    clearInterval(heartbeat);
    await hide(0);
  }
}

/** How many messages of the queue are in somebody's hands, ours included, and how many in nobody's; SQS counts roughly. */
async function messagesIn({ QueueUrl, sqs }: { QueueUrl: string; sqs: SQSClient }) {
  const [inFlight, visible] = ['ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessages'] as const;
  const counted = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [inFlight, visible] });
  const { Attributes = {} } = await sqs.send(counted);
  return { inFlight: Number(Attributes[inFlight] ?? 0), visible: Number(Attributes[visible] ?? 0) };
}

/** Receives messages until no new one comes. */
async function receiveAll({ QueueUrl, sqs }: { QueueUrl: string; sqs: SQSClient }, held: Map<string, Message>) {
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: hiddenSeconds,
        // Asks all of SQS's servers; without waiting, it asks some and may find nothing.
        WaitTimeSeconds: 1,
      }),
    );
    const known = held.size;
    // A message that comes again has a new handle, which is the one that counts.
    for (const message of Messages) held.set(message.MessageId ?? '', message);
    if (held.size === known) return;
  }
}

/** What the messages hold: the status event of an execution, or what the queue of orders could not get run. */
const Told = z.union([
  z.object({
    detail: z.object({
      name: z.string(),
      executionArn: z.string(),
      status: z.string(),
      error: z.string().nullish(),
      cause: z.string().nullish(),
      input: z.string().nullish(),
      stopDate: z.number().nullish(),
    }),
  }),
  z.object({ orderId: z.string() }),
]);

/** What a message says; nothing when it tells of no order. */
function letterOf({ Body = '' }: Message, stateMachineArn: string): DeadLetter | undefined {
  const told = Told.safeParse(jsonOf(Body)).data;
  if (told === undefined) return undefined;
  if ('orderId' in told) {
    return {
      orderId: told.orderId,
      executionArn: executionArnOf(stateMachineArn, told.orderId),
      status: neverRun,
      error: null,
      cause: 'delivered by the queue of orders in vain: the log of RunOrder says why',
      input: Body,
      stopDate: null,
    };
  }
  const {
    name: orderId,
    executionArn,
    status,
    error = null,
    cause = null,
    input = null,
    stopDate = null,
  } = told.detail;
  return { orderId, executionArn, status, error, cause, input, stopDate };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
