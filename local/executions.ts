import { DescribeExecutionCommand, GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from './aws.ts';
import { type ExecutionPath, pathOf } from './execution-path.ts';

/** The executions of the deployed machine, by order id. */
export type Executions = ReturnType<typeof executionsOf>;

/** Reads the executions of the machine that the stack's outputs name. */
export function executionsOf({
  endpoint,
  outputs,
}: {
  readonly endpoint: string;
  readonly outputs: Readonly<Record<string, string>>;
}) {
  const stepFunctions = new SFNClient(clientSettings(endpoint));
  const { StateMachineArn = '' } = outputs;
  const arnOf = (orderId: string) => `${StateMachineArn.replace(':stateMachine:', ':execution:')}:${orderId}`;

  /** Where the order is. */
  async function path(orderId: string): Promise<ExecutionPath> {
    const { events = [] } = await unlessMissing(
      stepFunctions.send(new GetExecutionHistoryCommand({ executionArn: arnOf(orderId), maxResults: 1000 })),
      { events: [] },
    );
    return pathOf(events);
  }

  /** How the execution stands, and with which error it ended if it failed. */
  async function status(orderId: string): Promise<{ readonly status: string; readonly error?: string | undefined }> {
    const { status = 'RUNNING', error } = await unlessMissing(
      stepFunctions.send(new DescribeExecutionCommand({ executionArn: arnOf(orderId) })),
      { status: 'RUNNING', error: undefined },
    );
    return { status, error };
  }

  return { stepFunctions, path, status };
}

/** An accepted order may wait for its execution to be started: it is on its way. */
async function unlessMissing<Found, Instead>(found: Promise<Found>, instead: Instead): Promise<Found | Instead> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return instead;
    throw error;
  }
}
