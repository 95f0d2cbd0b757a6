import { DescribeExecutionCommand, RedriveExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

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
  readonly sqs: SQSClient;
  readonly stepFunctions: SFNClient;
}

/** What became of one dead letter. */
export interface Redrive {
  readonly letter: DeadLetter;
  readonly outcome: 'redriven' | 'not needed' | 'refused';
  readonly reason?: string;
}

/** Hides a message from others for as long as we may need for all of them. */
const hiddenSeconds = 120;

/** Reads what stands in the queue; everything stays there. */
export async function deadLetters(queue: DeadLetterQueue): Promise<readonly DeadLetter[]> {
  const letters: DeadLetter[] = [];
  await visit(queue, async (letter) => {
    letters.push(letter);
    return 'keep';
  });
  return letters;
}

/**
 * Lets failed orders go on from the step at which they failed: the one given, or all. A message leaves the queue only once its
 * redrive was accepted or is not needed any more (its execution goes on, or has ended well), so that no failed order is forgotten.
 */
export async function redrive(queue: DeadLetterQueue, orderId?: string): Promise<readonly Redrive[]> {
  const redrives: Redrive[] = [];
  await visit(queue, async (letter) => {
    if (orderId !== undefined && letter.orderId !== orderId) return 'keep';
    const done = await redriveOne(queue, letter);
    redrives.push(done);
    return done.outcome === 'refused' ? 'keep' : 'delete';
  });
  return redrives;
}

async function redriveOne({ stepFunctions }: DeadLetterQueue, letter: DeadLetter): Promise<Redrive> {
  const { executionArn } = letter;
  try {
    await stepFunctions.send(new RedriveExecutionCommand({ executionArn }));
    return { letter, outcome: 'redriven' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'ExecutionNotRedrivable') {
      const { status } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'RUNNING' || status === 'SUCCEEDED')
        return { letter, outcome: 'not needed', reason: `is ${status}` };
    }
    return { letter, outcome: 'refused', reason: `${error.name}: ${error.message}` };
  }
}

async function visit(
  { queueUrl: QueueUrl, sqs }: DeadLetterQueue,
  decide: (letter: DeadLetter) => Promise<'keep' | 'delete'>,
): Promise<void> {
  const kept: Message[] = [];
  try {
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
      if (Messages.length === 0) return;
      for (const message of Messages) {
        const { ReceiptHandle } = message;
        if ((await decide(letterOf(message))) === 'keep') kept.push(message);
        else await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  } finally {
    for (const { ReceiptHandle } of kept) {
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    }
  }
}

function letterOf({ Body = '{}' }: Message): DeadLetter {
  const { detail } = JSON.parse(Body) as { detail: Omit<DeadLetter, 'orderId'> & { readonly name: string } };
  const { name: orderId, executionArn, status, error, cause, input, stopDate } = detail;
  return { orderId, executionArn, status, error, cause, input, stopDate };
}
