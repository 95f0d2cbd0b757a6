import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { environment } from '../runtime/environment.ts';
import { stepFunctions } from '../runtime/step-functions.ts';
import { executionArnOf } from './execution-arn.ts';

/** Whether the execution of an order is under way, again perhaps. */
export async function isRunning(orderId: string): Promise<boolean> {
  const executionArn = executionArnOf(environment('STATE_MACHINE_ARN'), orderId);
  const { status } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
  return status === 'RUNNING';
}
