import { randomUUID } from 'node:crypto';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { inject } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { createRole } from './roles.ts';
import { zipOf } from './zip.ts';

const endpoint = inject('emulator');
const lambda = new LambdaClient(clientSettings(endpoint));

const withoutRights = createRole('lambda');

/** Deploys a function whose handler has this body (`event` and `context` are in scope). @returns its name */
export async function deployFunction(
  body: string,
  { timeoutSeconds = 10, role }: { timeoutSeconds?: number; role?: string } = {},
): Promise<string> {
  const FunctionName = `f-${randomUUID().slice(0, 8)}`;
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role ?? (await withoutRights),
      Timeout: timeoutSeconds,
      Code: { ZipFile: zipOf('index.js', `exports.handler = async (event, context) => {${body}};`) },
    }),
  );
  return FunctionName;
}

/** What an invocation answered. */
export interface Invocation {
  readonly result: unknown;
  /** Set when the function failed; `result` is then AWS's error document. */
  readonly error: string | undefined;
  readonly log: string;
}

/** Invokes a function and waits for its answer. */
export async function invoke(FunctionName: string, event: unknown = {}): Promise<Invocation> {
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)), LogType: 'Tail' }),
  );
  return {
    result: JSON.parse(Buffer.from(answer.Payload ?? []).toString()),
    error: answer.FunctionError,
    log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
  };
}

/** A process that runs a function. */
interface FunctionProcess {
  readonly function: string;
  readonly pid: number;
  readonly busy: boolean;
  /** Whether its invocation waits for nothing but time. */
  readonly asleep: boolean;
}

/** The processes that run a function now. */
export async function processesOf(name: string): Promise<readonly FunctionProcess[]> {
  const all = (await (await fetch(`${endpoint}/_local/functions`)).json()) as FunctionProcess[];
  return all.filter((one) => one.function === name);
}
