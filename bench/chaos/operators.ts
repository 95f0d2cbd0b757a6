import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { deadLetterQueueOf, deadLetters } from '../../bin/operations/dead-letters.ts';
import { setFunctionEnvironment } from '../../bin/operations/function-environment.ts';
import { until } from '../../bin/operations/until.ts';
import { OrderId } from '../../lambdas/orders/order.ts';
import { isOpen } from '../../lambdas/orders/order-status.ts';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { localStage } from '../../local/aws.ts';
import { messagesOf } from '../../local/history/books.ts';
import type { ObservedCloud } from '../../local/history/recorder.ts';
import { projectFolder } from '../../local/settings.ts';

/** Longer than any payment is waited for, and any message is hidden. */
const patienceSeconds = 600;

/** A function that sends has ended after this, whatever became of it. */
const sendingSeconds = 45;

const lookSeconds = 5;

/** What operators did. */
export interface Mending {
  readonly redriven: number;
  readonly noticesResolved: number;
}

/**
 * Does what operators do once the trouble is over, by their own commands: lets failed orders go on, and says of each
 * notice of unknown outcome whether it went out, which the mailbox knows. Ends when no order is open.
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
    await untilNothingRuns(cloud);
    const told = await messagesOf(cloud.dataFolder, orderIds);
    let open = 0;
    let sending = 0;
    await eachOf([...orderIds], 10, async (id) => {
      const orderId = OrderId.parse(id);
      const { order, notices } = await orders.find(orderId);
      if (order !== undefined && isOpen(order.status)) open++;
      for (const { event, channel, at } of notices.filter(({ state }) => state === 'SENDING')) {
        sending++;
        if (Date.now() - Date.parse(at) < sendingSeconds * 1000) continue;
        const wentOut = told.some(
          (message) =>
            message.orderId === id && message.channel === channel && (channel === 'sms' || message.what === event),
        );
        noticesResolved += (await resolveNotice(orderId, channel, wentOut ? 'sent' : 'again')).length;
      }
    });
    const letters = (await deadLetters(queue)).filter(({ orderId }) => orderIds.has(orderId));
    if (open === 0 && sending === 0 && letters.length === 0) break;
    if (letters.length > 0) {
      redriven += letters.length;
      await operate('redrive', '--all', '--data', cloud.dataFolder);
    }
  }
  return { redriven, noticesResolved };
}

/** Runs an operators' command. What it could not do, the next round sees. */
async function operate(command: string, ...args: readonly string[]): Promise<void> {
  const file = join(projectFolder, 'bin', `${command}.ts`);
  await promisify(execFile)(process.execPath, [file, ...args], { cwd: projectFolder }).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== 1) throw error;
  });
}

async function untilNothingRuns(cloud: ObservedCloud): Promise<void> {
  const client = new SFNClient(localStage(cloud).settings);
  await until('all executions to end', patienceSeconds, async () => {
    const running = { stateMachineArn: cloud.outputs.StateMachineArn, statusFilter: 'RUNNING' } as const;
    for await (const { executions = [] } of paginateListExecutions({ client }, running)) {
      if (executions.length > 0) return false;
    }
    return true;
  });
}
