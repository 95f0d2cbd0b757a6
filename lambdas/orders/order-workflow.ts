import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { paymentWaitSeconds } from '../payments/payment-wait.ts';
import { environment } from '../runtime/environment.ts';
import { stepFunctions } from '../runtime/step-functions.ts';

/** Starts the workflow of an order that pays with this provider; false when it was started before. */
export type StartWorkflow = (orderId: string, paymentProvider: string) => Promise<boolean>;

/**
 * Starts the workflow of an order, at most once however often it is called: the execution is named by the order id, and
 * Step Functions keeps a name for 90 days. How long it waits for the payment is settled here, once for all its steps.
 */
export const startWorkflow: StartWorkflow = async (orderId, paymentProvider) => {
  try {
    await stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: environment('STATE_MACHINE_ARN'),
        name: orderId,
        input: JSON.stringify({ orderId, paymentWaitSeconds: paymentWaitSeconds(paymentProvider) }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return false;
    throw error;
  }
};
