import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { runCommand, WrongUsage } from '../bin/command-line.ts';
import { type DeadLetterQueue, deadLetters, redrive } from './dead-letters.ts';
import { type OperatedStage, operatedStage, stageOptions, stageOptionsUsage } from './operated-stage.ts';

const usage = `Shows the orders that failed for good, and lets them go on from the step that failed.

  npm run redrive                          what stands in the dead-letter queue
  npm run redrive -- ORDER_ID              redrive this order
  npm run redrive -- --all                 redrive all of them

${stageOptionsUsage}`;

await runCommand({
  usage,
  options: { ...stageOptions, all: { type: 'boolean', default: false } },
  takes: { atMost: 1 },
  async run({ values, positionals: [orderId] }) {
    if (values.all && orderId !== undefined) throw new WrongUsage('Name an order, or say --all, not both.');
    const queue = queueOf(await operatedStage('redrive', values));
    return values.all || orderId !== undefined ? redriveAndTell(queue, orderId) : list(queue);
  },
});

async function redriveAndTell(queue: DeadLetterQueue, orderId?: string): Promise<number> {
  const redrives = await redrive(queue, orderId);
  for (const { letter, outcome, reason } of redrives) {
    console.log(`${letter.orderId}  ${letter.error ?? letter.status}  ${outcome}${reason ? ` (${reason})` : ''}`);
  }
  if (redrives.length === 0)
    console.log(orderId === undefined ? 'No order has failed.' : `${orderId} is not in the queue.`);
  const refused = redrives.some(({ outcome }) => outcome === 'refused');
  return refused || (orderId !== undefined && redrives.length === 0) ? 1 : 0;
}

async function list(queue: DeadLetterQueue): Promise<number> {
  const letters = await deadLetters(queue);
  for (const { orderId: id, status, error, cause, stopDate } of letters) {
    console.log(
      `${id}  ${stopDate === null ? '' : new Date(stopDate).toISOString()}  ${error ?? status}  ${messageOf(cause)}`,
    );
  }
  console.log(letters.length === 0 ? 'No order has failed.' : 'Redrive one by its id, or all of them with --all.');
  return 0;
}

/** What the function said; the rest of a cause is its stack trace. */
function messageOf(cause: string | null): string {
  try {
    return (JSON.parse(cause ?? '') as { errorMessage?: string }).errorMessage ?? '';
  } catch {
    return cause ?? '';
  }
}

function queueOf({ settings, output }: OperatedStage): DeadLetterQueue {
  return {
    queueUrl: output('DeadLetterQueueUrl'),
    sqs: new SQSClient(settings),
    stepFunctions: new SFNClient(settings),
  };
}
