import { parseArgs } from 'node:util';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type DeadLetterQueue, deadLetters, redrive } from './dead-letters.ts';
import { operatedStage } from './operated-stage.ts';

const usage = `Shows the orders that failed for good, and lets them go on from the step that failed.

  npm run redrive                          what stands in the dead-letter queue
  npm run redrive -- ORDER_ID              redrive this order
  npm run redrive -- --all                 redrive all of them
  npm run redrive -- --stage prod [...]    the same on AWS, in the account and region of the environment

  --data FOLDER                            the data folder of the local cloud`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    stage: { type: 'string' },
    data: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const [orderId] = positionals;

if (values.help || positionals.length > 1 || (values.all && orderId !== undefined)) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const queue = await findQueue();
  if (values.all || orderId !== undefined) await redriveAndTell(queue);
  else await list(queue);
}

async function redriveAndTell(queue: DeadLetterQueue): Promise<void> {
  const redrives = await redrive(queue, orderId);
  for (const { letter, outcome, reason } of redrives) {
    console.log(`${letter.orderId}  ${letter.error ?? letter.status}  ${outcome}${reason ? ` (${reason})` : ''}`);
  }
  if (redrives.length === 0)
    console.log(orderId === undefined ? 'No order has failed.' : `${orderId} is not in the queue.`);
  if (redrives.some(({ outcome }) => outcome === 'refused') || (orderId !== undefined && redrives.length === 0)) {
    process.exitCode = 1;
  }
}

async function list(queue: DeadLetterQueue): Promise<void> {
  const letters = await deadLetters(queue);
  for (const { orderId: id, status, error, cause, stopDate } of letters) {
    console.log(
      `${id}  ${stopDate === null ? '' : new Date(stopDate).toISOString()}  ${error ?? status}  ${messageOf(cause)}`,
    );
  }
  console.log(letters.length === 0 ? 'No order has failed.' : 'Redrive one by its id, or all of them with --all.');
}

/** What the function said; the rest of a cause is its stack trace. */
function messageOf(cause: string | null): string {
  try {
    return (JSON.parse(cause ?? '') as { errorMessage?: string }).errorMessage ?? '';
  } catch {
    return cause ?? '';
  }
}

async function findQueue(): Promise<DeadLetterQueue> {
  try {
    const { settings, output } = await operatedStage('redrive', values);
    return {
      queueUrl: output('DeadLetterQueueUrl'),
      sqs: new SQSClient(settings),
      stepFunctions: new SFNClient(settings),
    };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
