import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { type Order, OrderId } from '../orders/order.ts';
import { paymentWaitSeconds } from '../payments/payment-wait.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { isPassing } from '../runtime/passing.ts';
import { stepFunctions } from '../runtime/step-functions.ts';

/** What a workflow is started with, also by way of a queue. */
export const WorkflowInput = z.object({
  orderId: OrderId,
  /** How long the order waits for its payment: settled once for all its steps. */
  paymentWaitSeconds: z.int(),
});
export type WorkflowInput = Readonly<z.output<typeof WorkflowInput>>;

/**
 * What came of the wish to start a workflow: it was started, it was there before, or Step Functions takes no start just
 * now.
 */
export type Start = 'started' | 'known' | 'later';

/** What of an order its workflow is started with. */
export type OrderToStart = Pick<Order, 'id' | 'payment' | 'paymentTries'>;

/**
 * Starts the workflow of an order. What is to be started later is not lost: the order is PENDING, and
 * `start-stranded-orders` finds it.
 */
export type StartWorkflow = (order: OrderToStart) => Promise<Start>;

/**
 * An execution that began so long before we asked for it was begun by another; the clocks of two machines differ by
 * less.
 */
const clockMilliseconds = 5_000;

/** Step Functions takes 300 starts a second (150 in most regions), or as many as the account's quota says. */
const throttled: ReadonlySet<string> = new Set(['ThrottlingException', 'ExecutionLimitExceeded']);

/** What the workflow of an order is started with. */
export function workflowInput(order: OrderToStart): WorkflowInput {
  return { orderId: order.id, paymentWaitSeconds: paymentWaitSeconds(order) };
}

/** Starts the workflow of an order, at most once however often it is called. */
export const startWorkflow: StartWorkflow = (order) => startExecution(workflowInput(order));

/**
 * Starts the Standard execution of an order, at most once however often it is called: it is named by the order id, and
 * Step Functions keeps a name for 90 days.
 */
export async function startExecution(input: WorkflowInput): Promise<Start> {
  const { orderId } = input;
  const asked = Date.now();
  try {
    const { startDate } = await stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: environment('STATE_MACHINE_ARN'),
        name: orderId,
        input: JSON.stringify(input),
      }),
    );
    // For one that runs already, Step Functions answers as it did the first time.
    return startDate !== undefined && startDate.getTime() < asked - clockMilliseconds ? 'known' : 'started';
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return 'known';
    if (!isPassing(error, throttled)) throw error;
    logger.warn('order starts later', { orderId, error: error as Error });
    count('StartDeferred');
    return 'later';
  }
}
