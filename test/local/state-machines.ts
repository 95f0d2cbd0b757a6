import { randomUUID } from 'node:crypto';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { inject } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { clientSettings } from '../../local/aws.ts';
import { patienceSeconds } from '../patiently.ts';
import { createRole } from './roles.ts';

/** The client of the emulator's Step Functions. */
export const stepFunctions = new SFNClient(clientSettings(inject('emulator')));

const mayCallFunctions = createRole('states', [{ Action: 'lambda:InvokeFunction', Resource: '*' }]);

/** Creates a machine (JSONata) with these states; the first is where it starts. @returns its ARN */
export async function deployMachine(
  states: object,
  { role, ...rest }: { role?: string; [field: string]: unknown } = {},
): Promise<string> {
  const definition = { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...rest };
  const { stateMachineArn = '' } = await stepFunctions.send(
    new CreateStateMachineCommand({
      name: `m-${randomUUID().slice(0, 8)}`,
      roleArn: role ?? (await mayCallFunctions),
      definition: JSON.stringify(definition),
    }),
  );
  return stateMachineArn;
}

/** A task that invokes a function with the state's input, and waits for its token if asked to. */
export function task(
  FunctionName: string,
  { waitForToken = false, ...rest }: { waitForToken?: boolean; [field: string]: unknown } = {},
) {
  const Payload = waitForToken
    ? "{% $merge([$states.input, {'taskToken': $states.context.Task.Token}]) %}"
    : '{% $states.input %}';
  return {
    Type: 'Task',
    Resource: `arn:aws:states:::lambda:invoke${waitForToken ? '.waitForTaskToken' : ''}`,
    Arguments: { FunctionName, Payload },
    End: true,
    ...rest,
  };
}

/** Starts an execution. @returns its ARN */
export async function start(stateMachineArn: string, input: object = {}, name: string = randomUUID()): Promise<string> {
  const { executionArn = '' } = await stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
  );
  return executionArn;
}

/** An execution as it is now. */
export async function describeExecution(executionArn: string): Promise<DescribeExecutionCommandOutput> {
  return stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
}

/** Waits until the execution has ended, with its history. */
export async function ended(
  executionArn: string,
): Promise<DescribeExecutionCommandOutput & { events: readonly HistoryEvent[] }> {
  const described = await until(`the end of ${executionArn}`, patienceSeconds, async () => {
    const now = await describeExecution(executionArn);
    return now.status !== 'RUNNING' && now;
  });
  return { ...described, events: await historyOf(executionArn) };
}

/** The history of an execution. */
export async function historyOf(executionArn: string): Promise<readonly HistoryEvent[]> {
  const { events = [] } = await stepFunctions.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
  return events;
}

/** The names of the states that were entered. */
export function statesOf(events: readonly HistoryEvent[]): readonly string[] {
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}
