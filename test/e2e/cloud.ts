import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { type DeadLetter, deadLetterQueueOf, visitDeadLetters } from '../../bin/operations/dead-letters.ts';
import { clientSettings } from '../../local/aws.ts';
import { eventually } from './eventually.ts';
import { demandAlone } from './turn.ts';

const service = inject('service');
const settings = clientSettings(service.endpoint);

/** The outputs of the deployed stacks; a missing one is an error of the test. */
export const outputs = new Proxy(service.outputs, {
  get(values, name: string) {
    const value = values[name];
    if (value === undefined) throw new Error(`the stacks have no output ${name}`);
    return value;
  },
}) as Readonly<Record<string, string>>;

/** Clients of the deployed cloud. */
export const documents = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
export const stepFunctions = new SFNClient(settings);
const lambda = new LambdaClient(settings);

function executionArn(orderId: string): string {
  return `${outputs.StateMachineArn?.replace(':stateMachine:', ':execution:')}:${orderId}`;
}

/** An execution that has ended (in whatever way), with its history. */
export interface EndedExecution {
  readonly status: string;
  readonly error: string | undefined;
  /** The names of the states that it entered, in order. */
  readonly states: readonly string[];
  readonly events: readonly HistoryEvent[];
}

/** Waits for the end of an order's execution. */
export async function execution(orderId: string): Promise<EndedExecution> {
  const described = await eventually(`the end of the execution of order ${orderId}`, async () => {
    try {
      const found = await stepFunctions.send(new DescribeExecutionCommand({ executionArn: executionArn(orderId) }));
      return found.status !== 'RUNNING' && found;
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return undefined;
      throw error;
    }
  });
  const { events = [] } = await stepFunctions.send(
    new GetExecutionHistoryCommand({ executionArn: executionArn(orderId), maxResults: 1000 }),
  );
  return {
    status: described.status ?? '',
    error: described.error,
    states: events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
    events,
  };
}

/** How many executions the service's machine has had, of any status. */
export async function countExecutions(orderId: string): Promise<number> {
  let count = 0;
  let nextToken: string | undefined;
  do {
    const page = await stepFunctions.send(
      new ListExecutionsCommand({ stateMachineArn: outputs.StateMachineArn, maxResults: 1000, nextToken }),
    );
    count += (page.executions ?? []).filter(({ name }) => name === orderId).length;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return count;
}

/** Goes on with a failed execution from the step that failed, as the console's Redrive does. */
export async function redrive(orderId: string): Promise<void> {
  await stepFunctions.send(new RedriveExecutionCommand({ executionArn: executionArn(orderId) }));
}

/** Runs a step's function by hand, as a retry would. @returns the error's name, or undefined */
export async function runStep(functionOutput: string, payload: unknown): Promise<string | undefined> {
  const { error, result } = await invoke(functionOutput, payload);
  return error === undefined ? undefined : String((result as { errorType?: unknown }).errorType);
}

/** Runs a function by hand. @returns what it answered, or how it failed */
export async function invoke(
  functionOutput: string,
  payload: unknown = {},
): Promise<{ readonly result: unknown; readonly error: string | undefined }> {
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: outputs[functionOutput], Payload: Buffer.from(JSON.stringify(payload)) }),
  );
  const result: unknown = JSON.parse(Buffer.from(answer.Payload ?? []).toString() || 'null');
  return { result, error: answer.FunctionError };
}

/** Changes variables of a function's environment for everybody, runs, and puts them back. */
export async function withEnvironment<Result>(
  functionOutput: string,
  changes: Record<string, string>,
  run: () => Promise<Result>,
): Promise<Result> {
  demandAlone('changing a function');
  const FunctionName = outputs[functionOutput];
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = Environment?.Variables ?? {};
  await lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables: { ...Variables, ...changes } } }),
  );
  try {
    return await run();
  } finally {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  }
}

/** What was taken off the queue, by whichever test file: one line a letter. */
const takenOff = join(service.dataFolder, 'dead-letters.ndjson');

/** Waits for the dead-letter queue's message about an order, and takes it off. */
export async function deadLetter(orderId: string): Promise<DeadLetter> {
  return eventually(`the dead letter of order ${orderId}`, async () => (await deadLettersOf(orderId))[0]);
}

/** How many dead letters there have been about an order. */
export async function countDeadLetters(orderId: string): Promise<number> {
  return (await deadLettersOf(orderId)).length;
}

/** Takes off only its own: other letters are other tests', which may look for them at this moment. */
async function deadLettersOf(orderId: string): Promise<readonly DeadLetter[]> {
  await visitDeadLetters(deadLetterQueueOf({ settings, outputs }), async (letter) => {
    if (letter.orderId !== orderId) return 'keep';
    await appendFile(takenOff, `${JSON.stringify(letter)}\n`);
    return 'delete';
  });
  const lines = (await readFile(takenOff, 'utf8').catch(() => '')).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as DeadLetter).filter((letter) => letter.orderId === orderId);
}
