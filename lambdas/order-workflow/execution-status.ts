import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { environment } from '../runtime/environment.ts';
import { stepFunctions } from '../runtime/step-functions.ts';

/**
 * Whether the execution of an order is under way, again perhaps. Step Functions knows: an execution is named by the
 * order's id.
 */
export async function isRunning(orderId: string): Promise<boolean> {
  const executions = environment('STATE_MACHINE_ARN').replace(':stateMachine:', ':execution:');
  const { status } = await stepFunctions.send(
    new DescribeExecutionCommand({ executionArn: `${executions}:${orderId}` }),
  );
  return status === 'RUNNING';
}
