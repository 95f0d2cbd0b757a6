import { execFile, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { demandFreePorts, type Emulator, installEmulator, isEmulator, startEmulator } from '../../local/emulator.ts';
import { settingsFrom } from '../../local/settings.ts';
import { until } from '../../local/until.ts';
import { patienceSeconds } from '../patiently.ts';
import { createRole } from './roles.ts';

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

describe('the emulator', () => {
  it('names the port that is in use, and how to choose another', async () => {
    const { port } = await someSettings();
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    cleanUps.push(async () => server.close());
    await expect(demandFreePorts(port)).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use. Choose another with --port`,
    );
  });

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

  it('keeps what it holds over a restart, and goes on with what was running', async () => {
    const settings = await someSettings();
    const first = await started(settings);
    const clients = clientSettings(first.endpoint);
    const dynamodb = new DynamoDBClient(clients);
    const stepFunctions = new SFNClient(clients);
    const TableName = 'kept';
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    );
    await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: 'one' } } }));
    // Asks for an item until somebody has put it there: it spans the restart.
    const definition = {
      QueryLanguage: 'JSONata',
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::dynamodb:getItem',
          Arguments: { TableName, Key: { pk: { S: 'two' } } },
          Output: '{% $states.result.Item.pk.S %}',
          Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 60 }],
          Next: 'End',
        },
        End: { Type: 'Pass', End: true },
      },
    };
    const { stateMachineArn } = await stepFunctions.send(
      new CreateStateMachineCommand({
        name: 'spans',
        roleArn: await createRole('states', [], first.endpoint),
        definition: JSON.stringify(definition),
      }),
    );
    const { executionArn } = await stepFunctions.send(
      new StartExecutionCommand({ stateMachineArn, name: randomUUID() }),
    );
    await first.stop();

    await started(settings);
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: 'one' } } }));
    expect(Item).toEqual({ pk: { S: 'one' } });
    await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: 'two' } } }));
    const output = await until('the execution to go on', patienceSeconds, async () => {
      const now = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
      return now.status === 'SUCCEEDED' && now.output;
    });
    expect(output).toBe('"two"');
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
