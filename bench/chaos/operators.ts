import { setTimeout as pause } from 'node:timers/promises';
import { paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { deadLetterQueueOf, redrive } from '../../bin/operations/dead-letters.ts';
import { type DeployedStage, setFunctionEnvironment } from '../../bin/operations/function-environment.ts';
import { queueDepths } from '../../bin/operations/queue-depths.ts';
import { until } from '../../bin/operations/until.ts';
import { noticeName } from '../../lambdas/orders/notice-event.ts';
import { OrderId } from '../../lambdas/orders/order.ts';
import { isOpen } from '../../lambdas/orders/order-status.ts';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { localStage } from '../../local/aws.ts';
import { messagesOf } from '../../local/history/books.ts';
import type { ObservedCloud } from '../../local/history/recorder.ts';

/** Longer than any payment is waited for, and than five tries of a message that is hidden for three minutes each time. */
const patienceSeconds = 1_200;

/** A function that sends has ended after this, whatever became of it. */
const sendingSeconds = 35;

const lookSeconds = 5;

/** What operators did. */
export interface Mending {
  readonly redriven: number;
  readonly noticesResolved: number;
}

/**
 * Does what operators do once the trouble is over, as `npm run redrive` and `npm run notice` do it: lets failed orders
 * go on, and says of each notice of unknown outcome whether it went out, which the mailbox knows. Ends when no order is
 * open.
 */
export async function mend(cloud: ObservedCloud, orderIds: ReadonlySet<string>): Promise<Mending> {
  const stage = localStage(cloud);
  setFunctionEnvironment(stage);
  const { orderTable } = await import('../../lambdas/orders/order-table.ts');
  const { resolveNotice } = await import('../../lambdas/notifications/resolve-notice.ts');
  const queue = deadLetterQueueOf(stage);
  const orders = orderTable();
  let [redriven, noticesResolved] = [0, 0];

  for (const end = Date.now() + patienceSeconds * 1000; Date.now() < end; await pause(lookSeconds * 1000)) {
    await untilNothingRuns(cloud, orderIds);
    const told = await messagesOf(cloud.dataFolder, orderIds);
    let open = 0;
    let sending = 0;
    await eachOf([...orderIds], 10, async (id) => {
      const orderId = OrderId.parse(id);
      const { order, notices } = await orders.find(orderId);
      if (order !== undefined && isOpen(order.status)) open++;
      for (const { channel, at, ...notice } of notices.filter(({ state }) => state === 'SENDING')) {
        sending++;
        if (Date.now() - Date.parse(at) < sendingSeconds * 1000) continue;
        const wentOut = told.some(
          (message) =>
            message.orderId === id &&
            message.channel === channel &&
            (channel === 'sms' || message.what === noticeName(notice)),
        );
        noticesResolved += (await resolveNotice(orderId, channel, wentOut ? 'sent' : 'again')).length;
      }
    });
    const letters = (await redrive(queue, ({ orderId }) => orderIds.has(orderId))).length;
    redriven += letters;
    if (open === 0 && sending === 0 && letters === 0) break;
  }
  return { redriven, noticesResolved };
}

async function untilNothingRuns(cloud: ObservedCloud, orderIds: ReadonlySet<string>): Promise<void> {
  const client = new SFNClient(localStage(cloud).settings);
  await until('the executions of all orders to end', patienceSeconds, async () => {
    const running = { stateMachineArn: cloud.outputs.StateMachineArn, statusFilter: 'RUNNING' } as const;
    for await (const { executions = [] } of paginateListExecutions({ client }, running)) {
      if (executions.some(({ name = '' }) => orderIds.has(name))) return false;
    }
    return true;
  });
}

/** Waits until no queue of work has anything to do: what lies there may still move money, stock and notices. */
export async function untilQuiet(cloud: ObservedCloud): Promise<void> {
  const { settings, outputs }: DeployedStage = localStage(cloud);
  const stackName = outputs.StateMachineArn?.split(':').at(-1) ?? '';
  await until('the queues of work to be empty', patienceSeconds, async () => {
    const depths = await queueDepths(settings, [stackName, `${stackName}-data`]);
    return depths.every(({ isForDeadLetters, visible, hidden }) => isForDeadLetters || visible + hidden === 0);
  });
}
