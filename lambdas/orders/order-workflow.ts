import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { environment } from '../runtime/environment.ts';
import { stepFunctions } from '../runtime/step-functions.ts';

/** Starts the workflow of an order; false when it was started before. */
export type StartWorkflow = (orderId: string) => Promise<boolean>;

/**
 * Starts the workflow of an order, at most once however often it is called: the execution is named by the order id, and
 * Step Functions keeps a name for 90 days.
 */
export const startWorkflow: StartWorkflow = async (orderId) => {
  try {
    await stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: environment('STATE_MACHINE_ARN'),
        name: orderId,
        input: JSON.stringify({ orderId }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return false;
    throw error;
  }
};
