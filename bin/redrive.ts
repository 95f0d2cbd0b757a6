import { amountIn } from '../lambdas/order-story/in-words.ts';
import { isConfirmed, isRejectedOrCancelled } from '../lambdas/orders/order-status.ts';
import { runCommand, WrongUsage } from './command-line.ts';
import {
  type DeadLetter,
  type DeadLetterQueue,
  deadLetterQueueOf,
  deadLetters,
  hiddenSeconds,
  redrive,
} from './operations/dead-letters.ts';
import { executionsOf } from './operations/executions.ts';
import { type FailedOrder, failedOrders, isMeantBy } from './operations/failed-orders.ts';
import { formatDuration } from './operations/format-duration.ts';
import { type OperatedStage, operatedStage, stageOptions, stageOptionsUsage } from './operations/operated-stage.ts';
import { until } from './operations/until.ts';

const usage = `Shows the orders that failed for good, and lets them go on from the step that failed.

  npm run redrive                          what stands in the dead-letter queue, and until when it can be mended
  npm run redrive -- ORDER                 redrives an order: its id, its number, or an e-mail address
  npm run redrive -- --all                 redrives all of them

It waits up to a minute for the redriven to end, and says how they did.

${stageOptionsUsage}`;

const waitSeconds = 60;

await runCommand({
  usage,
  options: { ...stageOptions, all: { type: 'boolean', default: false } },
  takes: { max: 1 },
  async run({ values, positionals: [wanted] }) {
    if (values.all && wanted !== undefined) throw new WrongUsage('Name an order, or say --all, not both.');
    const stage = await operatedStage('redrive', values);
    if (values.all) return redriveAndTell(stage, () => true);
    const { found, unseen } = await visit(stage, deadLetters);
    const orders = await failedOrders(stage, found);
    if (wanted === undefined) return list(stage, orders, unseen);
    const ids = new Set(orders.filter((order) => isMeantBy(wanted, order)).map(({ letter }) => letter.orderId));
    if (ids.size > 0) return redriveAndTell(stage, ({ orderId }) => ids.has(orderId));
    console.error(`No order${unseen > 0 ? ' that can be seen' : ''} in the queue is meant by ${wanted}.`);
    return 1;
  },
});

/** Looks at the queue, and tells what of it is no order, or cannot be seen. Ctrl-C ends it in order: nothing stays hidden. */
async function visit<Found>(stage: OperatedStage, look: (queue: DeadLetterQueue) => Promise<Found>) {
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Error('Stopped: what is not told of above stands in the queue as before.'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  let unseen = 0;
  try {
    const tellUnseen = (count: number) => {
      unseen = count;
      console.error(
        `${count} messages in the queue cannot be seen just now: another operator holds them, or a command that was killed did. Look again in ${hiddenSeconds / 60} minutes.`,
      );
    };
    return { found: await look({ ...deadLetterQueueOf(stage), tellOther, tellUnseen, stop: stop.signal }), unseen };
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function tellOther(body: string): void {
  console.error(`A message in the queue tells of no order; look at it there, and delete it: ${body.slice(0, 200)}`);
}

async function redriveAndTell(stage: OperatedStage, isChosen: (letter: DeadLetter) => boolean): Promise<number> {
  const executions = executionsOf(stage);
  const redriven: string[] = [];
  let refused = 0;
  const { found: all, unseen } = await visit(stage, (queue) =>
    redrive(queue, isChosen, ({ letter, outcome, reason }) => {
      console.log(`${letter.orderId}  ${letter.error ?? letter.status}  ${outcome}${reason ? ` (${reason})` : ''}`);
      if (outcome === 'redriven') redriven.push(letter.orderId);
      if (outcome === 'refused') refused++;
    }),
  );
  if (all.length === 0) return list(stage, [], unseen);

  const deadline = Date.now() + waitSeconds * 1000;
  for (const orderId of redriven) {
    const left = Math.max(0, (deadline - Date.now()) / 1000);
    const end = await until('its end', left, async () => {
      const { status, error } = await executions.status(orderId);
      return status !== 'RUNNING' && { status, error };
    }).catch(() => undefined);
    if (end === undefined) console.log(`${orderId}  still runs`);
    else if (end.status === 'SUCCEEDED') console.log(`${orderId}  has ended well`);
    else {
      console.log(`${orderId}  failed again: ${end.error ?? end.status}`);
      refused++;
    }
  }
  return refused + unseen > 0 ? 1 : 0;
}

async function list(stage: OperatedStage, orders: readonly FailedOrder[], unseen: number): Promise<number> {
  for (const { letter, number, step, order } of orders) {
    const { orderId, status, error, cause, stopDate } = letter;
    const age = stopDate === null ? '' : ` ${formatDuration(Date.now() - stopDate)} ago`;
    const total = order === undefined ? '' : `  ${order.status}  ${amountIn(order.currency, order.total)}`;
    console.log(`${number}  ${orderId}${total}`);
    console.log(`  failed${age} at ${step ?? 'an unknown step'}: ${error ?? status}  ${messageOf(cause)}`);
    console.log(`  ${holdOf(order)}`);
  }
  const again = await executionsOf(stage).redriven();
  for (const orderId of again) console.log(`${orderId}  was redriven and still runs`);
  if (orders.length > 0) console.log('Redrive one by its id or number, or all of them with --all.');
  else if (unseen === 0) console.log(again.length > 0 ? 'No other order has failed.' : 'No order has failed.');
  return unseen > 0 ? 1 : 0;
}

function holdOf(order: FailedOrder['order']): string {
  if (order !== undefined && isRejectedOrCancelled(order.status)) {
    return 'it has its answer: a redrive only ends the execution and takes out the message, as the next full hour does';
  }
  if (order !== undefined && isConfirmed(order.status)) return 'its customer is not told yet: redrive it';
  if (order?.holdExpiresAt === undefined) return 'no hold that could end';
  const left = Date.parse(order.holdExpiresAt) - Date.now();
  return left > 0
    ? `its hold ends in ${formatDuration(left)}, at ${order.holdExpiresAt}: redrive it before`
    : `its hold ended at ${order.holdExpiresAt}: it is rejected, a redrive only ends the execution`;
}

/** What the function said; the rest of a cause is its stack trace. */
function messageOf(cause: string | null): string {
  try {
    return (JSON.parse(cause ?? '') as { errorMessage?: string }).errorMessage ?? '';
  } catch {
    return cause ?? '';
  }
}
