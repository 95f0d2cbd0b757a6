import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { paymentWaitSeconds } from '../payments/payment-wait.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { stepFunctions } from '../runtime/step-functions.ts';

/**
 * What came of the wish to start a workflow: it was started, it was there before, or Step Functions takes no start just
 * now.
 */
export type Start = 'started' | 'known' | 'later';

/**
 * Starts the workflow of an order that pays with this provider, if with any. What is to be started later is not lost: the order is
 * PENDING, and `start-stranded-orders` finds it.
 */
export type StartWorkflow = (orderId: string, paymentProvider: string | undefined) => Promise<Start>;

/**
 * An execution that began so long before we asked for it was begun by another; the clocks of two machines differ by
 * less.
 */
const clockMilliseconds = 5_000;

/** Step Functions takes 300 starts a second (150 in most regions), or as many as the account's quota says. */
const throttled: ReadonlySet<string> = new Set(['ThrottlingException', 'ExecutionLimitExceeded']);

/**
 * Starts the workflow of an order, at most once however often it is called: the execution is named by the order id, and
 * Step Functions keeps a name for 90 days. How long it waits for the payment is settled here, once for all its steps.
 */
export const startWorkflow: StartWorkflow = async (orderId, paymentProvider) => {
  const asked = Date.now();
  try {
    const { startDate } = await stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: environment('STATE_MACHINE_ARN'),
        name: orderId,
        input: JSON.stringify({ orderId, paymentWaitSeconds: paymentWaitSeconds(paymentProvider) }),
      }),
    );
    // For one that runs already, Step Functions answers as it did the first time.
    return startDate !== undefined && startDate.getTime() < asked - clockMilliseconds ? 'known' : 'started';
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return 'known';
    if (!isPassing(error)) throw error;
    logger.warn('order starts later', { orderId, error: error as Error });
    count('StartDeferred');
    return 'later';
  }
};

/**
 * Whether Step Functions had no room, or gave no answer or only an excuse: the same call may succeed a little later.
 */
function isPassing(error: unknown): boolean {
  const { name = '', $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  if (throttled.has(name)) return true;
  // Only the SDK's own errors carry it; without a status there was no answer.
  return $metadata !== undefined && ($metadata.httpStatusCode === undefined || $metadata.httpStatusCode >= 500);
}
