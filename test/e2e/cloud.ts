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
  type DescribeExecutionCommandOutput,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { type DeadLetter, deadLetterQueueOf, visitDeadLetters } from '../../bin/operations/dead-letters.ts';
import { endedItsOrder, expressHistories } from '../../bin/operations/express-log.ts';
import { executionArnOf } from '../../lambdas/order-workflow/execution-arn.ts';
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

/** The ARN of the order's Standard execution. */
export function executionArn(orderId: string): string {
  return executionArnOf(outputs.StateMachineArn ?? '', orderId);
}

/** An execution that has ended (in whatever way), with its history. */
export interface EndedExecution {
  readonly status: string;
  readonly error: string | undefined;
  /** The names of the states that it entered, in order. */
  readonly states: readonly string[];
  readonly events: readonly HistoryEvent[];
}

/**
 * Waits for the end of an order's execution: of the Standard one that it has, or of the Express one that it ended with.
 */
export async function execution(orderId: string): Promise<EndedExecution> {
  return eventually(`the end of the execution of order ${orderId}`, async () => {
    const standard = await describedExecution(orderId);
    if (standard === undefined) return endedExpress(orderId);
    if (standard.status === 'RUNNING') return undefined;
    const { events = [] } = await stepFunctions.send(
      new GetExecutionHistoryCommand({ executionArn: executionArn(orderId), maxResults: 1000 }),
    );
    return { status: standard.status ?? '', error: standard.error, states: statesOf(events), events };
  });
}

/** The Standard execution of an order as it is now, if it has one. */
export async function describedExecution(orderId: string): Promise<DescribeExecutionCommandOutput | undefined> {
  try {
    return await stepFunctions.send(new DescribeExecutionCommand({ executionArn: executionArn(orderId) }));
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
}

/** The Express executions that the log knows of an order. */
export async function expressExecutions(orderId: string): Promise<readonly (readonly HistoryEvent[])[]> {
  return expressHistories({ settings, outputs }, orderId);
}

/** The Express execution that ended the order. */
async function endedExpress(orderId: string): Promise<EndedExecution | undefined> {
  const ended = (await expressExecutions(orderId)).find(endedItsOrder);
  return ended && { status: 'SUCCEEDED', error: undefined, states: statesOf(ended), events: ended };
}

function statesOf(events: readonly HistoryEvent[]): readonly string[] {
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
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

/** Ends the wait for an order's payment as the clock would, were anybody to wait for that. */
export async function endPaymentWait(orderId: string): Promise<void> {
  const taskToken = await eventually(`the wait for the payment of order ${orderId}`, async () => {
    const Key = { pk: `ORDER#${orderId}`, sk: 'PAYMENT' };
    const { Item } = await documents.send(new GetCommand({ TableName: outputs.PaymentsTable, Key }));
    return Item?.taskToken as string | undefined;
  });
  await stepFunctions.send(new SendTaskFailureCommand({ taskToken, error: 'States.Timeout' }));
}

/** Runs a step's function by hand, as a retry would. @returns the error's name, or undefined */
export async function runStep(functionOutput: string, payload: unknown): Promise<string | undefined> {
  const { error, result } = await invoke(functionOutput, payload);
  return error === undefined ? undefined : String((result as { errorType?: unknown }).errorType);
}

/**
 * Runs a function by hand, and once more, as whatever calls it would, where a busy machine did not let it end in time.
 * @returns what it answered, or how it failed
 */
export async function invoke(
  functionOutput: string,
  payload: unknown = {},
): Promise<{ readonly result: unknown; readonly error: string | undefined }> {
  return eventually(`the end of ${functionOutput}`, async () => {
    const answer = await lambda.send(
      new InvokeCommand({ FunctionName: outputs[functionOutput], Payload: Buffer.from(JSON.stringify(payload)) }),
    );
    const result: unknown = JSON.parse(Buffer.from(answer.Payload ?? []).toString() || 'null');
    const isCutOff = (result as { errorType?: unknown } | null)?.errorType === 'Sandbox.Timedout';
    return !isCutOff && { result, error: answer.FunctionError };
  });
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
