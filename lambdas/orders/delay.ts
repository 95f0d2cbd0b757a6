import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { environment } from '../runtime/environment.ts';
import { stepFunctions } from '../runtime/step-functions.ts';
import { endOfHold } from './end-of-hold.ts';
import type { Order } from './order.ts';
import type { Delay } from './order-representation.ts';
import { isOpen } from './order-status.ts';

/** Whether the execution of an order is under way, again perhaps. */
export type IsRunning = (orderId: string) => Promise<boolean>;

const isRunningNow: IsRunning = async (orderId) => {
  const executions = environment('STATE_MACHINE_ARN').replace(':stateMachine:', ':execution:');
  const { status } = await stepFunctions.send(
    new DescribeExecutionCommand({ executionArn: `${executions}:${orderId}` }),
  );
  return status === 'RUNNING';
};

/** The delay of an order; none where its execution never failed, was redriven, or the order has its answer. */
export async function delayOf(order: Order, isRunning: IsRunning = isRunningNow): Promise<Delay | undefined> {
  if (order.failedAt === undefined || !isOpen(order.status) || (await isRunning(order.id))) return undefined;
  const until = endOfHold(order, Number(environment('HOLD_SECONDS'))).toISOString();
  return { since: order.failedAt, until };
}
