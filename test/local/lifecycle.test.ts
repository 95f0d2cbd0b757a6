import { execFile, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { clientSettings } from '../../local/aws.ts';
import { type Emulator, earlierEnd, installEmulator, isEmulator, startEmulator } from '../../local/emulator.ts';
import { settingsFrom } from '../../local/settings.ts';
import { patienceSeconds } from '../patiently.ts';
import { createRole } from './roles.ts';
import { zipOf } from './zip.ts';

const run = promisify(execFile);
const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function someSettings() {
  const dataFolder = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  cleanUps.push(() => rm(dataFolder, { recursive: true, force: true }));
  return settingsFrom({ port: await freePort(), dataFolder });
}

async function started(settings: Awaited<ReturnType<typeof someSettings>>): Promise<Emulator> {
  const emulator = await startEmulator(settings, await installEmulator());
  cleanUps.push(() => emulator.stop());
  return emulator;
}

/** The processes whose command line or environment mentions the data folder. */
async function processesOf(dataFolder: string): Promise<readonly string[]> {
  const { stdout } = await run('ps', ['-Aeo', 'pid,args'], { maxBuffer: 1 << 24 });
  const { stdout: withEnvironment } = await run('ps', ['-Aeww', 'e', '-o', 'pid,args'], { maxBuffer: 1 << 24 });
  return `${stdout}\n${withEnvironment}`
    .split('\n')
    .filter((line) => line.includes(dataFolder) && !line.includes('ps -A'));
}

/** A function's code that works for so many seconds from when another works too, and then does something more. */
const worksBesideAnother = (port: number, seconds: number, more = '') => `
  const { get } = require('node:http');
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const functions = () => new Promise((resolve, reject) => {
    get({ port: ${port}, path: '/_local/functions' }, async (answer) => resolve((await answer.toArray()).join(''))).on('error', reject);
  });
  while (JSON.parse(await functions()).filter(({ busy }) => busy).length < 2) await pause(50);
  await pause(${seconds * 1000});
  ${more}`;

/** A stream's function that fails unless an item says that it is ready, and notes of each item that it has seen it. */
const notesWhatItSees = (endpoint: string, TableName: string) => `
  const call = async (operation, request) => {
    const answer = await fetch('${endpoint}', { method: 'POST', body: JSON.stringify({ TableName: '${TableName}', ...request }), headers: {
      'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.' + operation,
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0' } });
    return answer.json();
  };
  const { Item } = await call('GetItem', { Key: { pk: { S: 'ready' } } });
  if (Item === undefined) throw new Error('not ready');
  for (const { dynamodb: { Keys: { pk } } } of event.Records) {
    if (!pk.S.startsWith('seen')) await call('PutItem', { Item: { pk: { S: 'seen ' + pk.S } } });
  }`;

async function someTable(dynamodb: DynamoDBClient, { stream = false } = {}): Promise<string> {
  const TableName = 'kept';
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }),
    }),
  );
  return TableName;
}

async function deployFunction(endpoint: string, body: string): Promise<string> {
  const FunctionName = `f-${randomUUID().slice(0, 8)}`;
  await new LambdaClient(clientSettings(endpoint)).send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: await createRole('lambda', [], endpoint),
      Timeout: 60,
      Code: { ZipFile: zipOf('index.js', `exports.handler = async (event) => {${body}};`) },
    }),
  );
  return FunctionName;
}

async function invoke(endpoint: string, FunctionName: string): Promise<void> {
  await new LambdaClient(clientSettings(endpoint)).send(new InvokeCommand({ FunctionName }));
}

async function busyFunctions(endpoint: string): Promise<number> {
  const all = (await (await fetch(`${endpoint}/_local/functions`)).json()) as { busy: boolean }[];
  return all.filter(({ busy }) => busy).length;
}

/** Until when the state is saved, in milliseconds since 1970. */
async function savedAt(dataFolder: string): Promise<number> {
  const text = await readFile(join(dataFolder, 'state', 'saved.json'), 'utf8').catch(() => '{}');
  return 1000 * ((JSON.parse(text) as { at?: number | null }).at ?? 0);
}

/** The emulator's own process. */
async function pidOf(dataFolder: string): Promise<number> {
  const line = (await processesOf(dataFolder)).find((one) => one.includes('bridge.py'));
  return Number.parseInt(line ?? '', 10);
}

describe('the emulator', () => {
  it('listens on the loopback address, and on one port only', async () => {
    const settings = await someSettings();
    await started(settings);
    const { stdout } = await run('ss', ['-ltnpH']).catch(() => ({ stdout: '' }));
    const listeners = stdout.split('\n').filter((line) => line.includes('python'));
    const ours = listeners.filter((line) => line.includes(`:${settings.port} `));
    const pid = /pid=(\d+)/.exec(ours[0] ?? '')?.[1];
    expect(listeners.filter((line) => pid !== undefined && line.includes(`pid=${pid},`))).toEqual(
      ours.filter((line) => line.includes('127.0.0.1:')),
    );
  });

  it('keeps what it holds over a restart, and goes on with what was running: nothing has failed by the end', async () => {
    const settings = await someSettings();
    const first = await started(settings);
    const clients = clientSettings(first.endpoint);
    const dynamodb = new DynamoDBClient(clients);
    const stepFunctions = new SFNClient(clients);
    const TableName = await someTable(dynamodb);
    await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: 'one' } } }));
    // Is at work when the end comes; then asks for an item until somebody has put it there: it spans the restart.
    const needsTheEmulator = worksBesideAnother(settings.port, 2, 'return functions();');
    const FunctionName = await deployFunction(first.endpoint, needsTheEmulator);
    const definition = {
      QueryLanguage: 'JSONata',
      StartAt: 'Work',
      States: {
        Work: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Arguments: { FunctionName },
          Next: 'Ask',
        },
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::dynamodb:getItem',
          Arguments: { TableName, Key: { pk: { S: 'two' } } },
          Output: '{% $states.result.Item.pk.S %}',
          Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 60 }],
          End: true,
        },
      },
    };
    const { stateMachineArn } = await stepFunctions.send(
      new CreateStateMachineCommand({
        name: 'spans',
        roleArn: await createRole('states', [{ Action: 'lambda:InvokeFunction', Resource: '*' }], first.endpoint),
        definition: JSON.stringify(definition),
      }),
    );
    const { executionArn } = await stepFunctions.send(
      new StartExecutionCommand({ stateMachineArn, name: randomUUID() }),
    );
    // A call that is still being answered keeps the emulator up for a while after its listener is closed.
    const slow = await deployFunction(first.endpoint, worksBesideAnother(settings.port, 3));
    const answered = invoke(first.endpoint, slow);
    await until('the functions to run', patienceSeconds, async () => (await busyFunctions(first.endpoint)) > 1);
    await first.stop();
    await answered;

    const second = await started(settings);
    expect(await earlierEnd(second.endpoint)).toMatchObject({ complete: true });
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: 'one' } } }));
    expect(Item).toEqual({ pk: { S: 'one' } });
    await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: 'two' } } }));
    const status = await until('the execution to end', patienceSeconds, async () => {
      const now = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
      return now.status !== 'RUNNING' && now.status;
    });
    expect(status).toBe('SUCCEEDED');
    const { events = [] } = await stepFunctions.send(new GetExecutionHistoryCommand({ executionArn }));
    const failed = events.flatMap(({ taskFailedEventDetails }) => taskFailedEventDetails?.resourceType ?? []);
    expect(failed).not.toContain('lambda');
  });

  it("goes on with a table's stream where its consumer was, with what that had still to read", async () => {
    const settings = await someSettings();
    const first = await started(settings);
    const dynamodb = new DynamoDBClient(clientSettings(first.endpoint));
    const TableName = await someTable(dynamodb, { stream: true });
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    const put = (pk: string) => dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk } } }));
    const isSeen = async (pk: string) => {
      const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: `seen ${pk}` } } }));
      return Item !== undefined;
    };
    await new LambdaClient(clientSettings(first.endpoint)).send(
      new CreateEventSourceMappingCommand({
        FunctionName: await deployFunction(first.endpoint, notesWhatItSees(first.endpoint, TableName)),
        EventSourceArn: Table?.LatestStreamArn,
        StartingPosition: 'TRIM_HORIZON',
      }),
    );
    await put('ready');
    await put('one');
    await until('the first call', patienceSeconds, () => isSeen('one'));
    await dynamodb.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'ready' } } }));
    await put('two');
    await first.stop();

    await started(settings);
    await put('ready');
    await until('what was unread', patienceSeconds, () => isSeen('two'));
    await put('three');
    await until('what came later', patienceSeconds, () => isSeen('three'));
  });

  it('killed at any moment, keeps what it had saved, leaves no process, and says so at the next start', async () => {
    const settings = await someSettings();
    const { endpoint, ended } = await started(settings);
    const dynamodb = new DynamoDBClient(clientSettings(endpoint));
    const TableName = await someTable(dynamodb);
    await invoke(endpoint, await deployFunction(endpoint, 'return 1;'));
    const putAt = Date.now();
    await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: 'one' } } }));
    await until('it to be saved', patienceSeconds, async () => (await savedAt(settings.dataFolder)) > putAt);
    process.kill(await pidOf(settings.dataFolder), 'SIGKILL');
    await ended;
    await until(
      'its processes to end',
      patienceSeconds,
      async () => (await processesOf(settings.dataFolder)).length === 0,
    );

    const next = await started(settings);
    const { complete, savedAt: kept } = await earlierEnd(next.endpoint);
    expect({ complete, later: kept.getTime() > putAt }).toEqual({ complete: false, later: true });
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: 'one' } } }));
    expect(Item).toEqual({ pk: { S: 'one' } });
  });

  it('ends, and all its processes with it, when whoever started it is killed', async () => {
    const { port, dataFolder } = await someSettings();
    const child = fork(join(import.meta.dirname, 'start-and-stay.ts'), [String(port), dataFolder], { silent: true });
    await once(child, 'message');
    expect(await isEmulator(`http://127.0.0.1:${port}`)).toBe(true);
    child.kill('SIGKILL');
    await until('its end', patienceSeconds, async () => (await processesOf(dataFolder)).length === 0);
    expect(await isEmulator(`http://127.0.0.1:${port}`)).toBe(false);
  });
});
