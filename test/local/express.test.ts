import { randomUUID } from 'node:crypto';
import { CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateStateMachineCommand,
  ListExecutionsCommand,
  SFNClient,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, inject, it } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { deployFunction, invoke } from './functions.ts';
import { createRole } from './roles.ts';
import { deployMachine, stepFunctions, task } from './state-machines.ts';

const logs = new CloudWatchLogsClient(clientSettings(inject('emulator')));
const anywhere = createRole('states', [{ Action: 'lambda:InvokeFunction', Resource: '*' }]);

/** Creates an Express machine whose log group has its name. @returns its ARN */
async function deployExpress(states: object, level: 'ALL' | 'ERROR', rest: object = {}): Promise<string> {
  const name = `m-${randomUUID().slice(0, 8)}`;
  await logs.send(new CreateLogGroupCommand({ logGroupName: name }));
  const logGroupArn = `arn:aws:logs:us-east-1:000000000000:log-group:${name}:*`;
  const { stateMachineArn = '' } = await stepFunctions.send(
    new CreateStateMachineCommand({
      name,
      type: 'EXPRESS',
      roleArn: await anywhere,
      definition: JSON.stringify({
        QueryLanguage: 'JSONata',
        StartAt: Object.keys(states)[0],
        States: states,
        ...rest,
      }),
      loggingConfiguration: {
        level,
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
      },
    }),
  );
  return stateMachineArn;
}

/** Leaves the host alone: outside of functions, nobody resolves `sync-127.0.0.1`. */
const expressClient = new SFNClient({ ...clientSettings(inject('emulator')), disableHostPrefix: true });

async function run(stateMachineArn: string, name: string = randomUUID(), input: object = {}) {
  return expressClient.send(new StartSyncExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
}

async function linesOf(
  stateMachineArn: string,
): Promise<readonly { type: string; details: object; execution_arn: string }[]> {
  const logGroupName = stateMachineArn.slice(stateMachineArn.lastIndexOf(':') + 1);
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
  return events.map(({ message = '' }) => JSON.parse(message));
}

describe('an Express execution', () => {
  it('answers with its output, and is in the log alone, without data', async () => {
    const machine = await deployExpress({ Only: task(await deployFunction('return event.order;')) }, 'ALL');
    const name = randomUUID();

    const { status, output, executionArn = '' } = await run(machine, name, { order: 7 });

    expect([status, JSON.parse(output ?? '').Payload]).toEqual(['SUCCEEDED', 7]);
    expect(executionArn).toContain(`:express:${machine.slice(machine.lastIndexOf(':') + 1)}:${name}:`);
    const lines = await linesOf(machine);
    expect(lines.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    expect(new Set(lines.map(({ execution_arn }) => execution_arn))).toEqual(new Set([executionArn]));
    expect(lines[1]?.details).toEqual({ name: 'Only' });
    expect(JSON.stringify(lines)).not.toContain('order');
    const { executions } = await stepFunctions.send(new ListExecutionsCommand({ stateMachineArn: machine }));
    expect(executions).toEqual([]);
  });

  it('is found in the log by its name, among those of others, as soon as it has ended', async () => {
    const machine = await deployExpress({ Only: { Type: 'Pass', End: true } }, 'ALL');
    const logGroupName = machine.slice(machine.lastIndexOf(':') + 1);
    const found = async (name: string) => {
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern: `"${name}"` }));
      return events.map(({ message = '' }) => JSON.parse(message) as { type: string; execution_arn: string });
    };
    const [one, other] = [randomUUID(), randomUUID()];
    await run(machine, one);
    expect(await found(other)).toEqual([]);
    await Promise.all([run(machine, other), run(machine, one)]);

    expect((await found(other)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['ExecutionStarted', 'PassStateEntered', 'ExecutionSucceeded']),
    );
    expect(new Set((await found(one)).map(({ execution_arn }) => execution_arn)).size).toBe(2);
  });

  it('answers with its error when it fails, and logs no more than that at level ERROR', async () => {
    const failing = await deployFunction(`throw Object.assign(new Error('no'), { name: 'Trouble' });`);
    const machine = await deployExpress({ Only: task(failing) }, 'ERROR');

    const { status, error, cause } = await run(machine);

    expect([status, error]).toEqual(['FAILED', 'Trouble']);
    expect(cause).toContain('no');
    expect((await linesOf(machine)).map(({ type }) => type)).toEqual(['TaskFailed', 'ExecutionFailed']);
  });

  it('is TIMED_OUT when the machine takes longer than it may', async () => {
    const hanging = await deployFunction('await new Promise((resolve) => setTimeout(resolve, 5000));');
    const machine = await deployExpress({ Only: task(hanging) }, 'ERROR', { TimeoutSeconds: 1 });

    expect(await run(machine)).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });

  it('runs beside another of its name', async () => {
    const waiting = await deployFunction(
      'await new Promise((resolve) => setTimeout(resolve, 500)); return event.number;',
    );
    const machine = await deployExpress({ Only: task(waiting) }, 'ALL');

    const both = await Promise.all([1, 2].map((number) => run(machine, 'one-name', { number })));

    expect(both.map(({ output = '' }) => JSON.parse(output).Payload)).toEqual([1, 2]);
    expect(new Set(both.map(({ executionArn }) => executionArn)).size).toBe(2);
  });

  it('is none of a Standard machine', async () => {
    const machine = await deployMachine({ Only: { Type: 'Pass', End: true } });

    await expect(run(machine)).rejects.toMatchObject({ name: 'StateMachineTypeNotSupported' });
  });

  it('can be run by a function, whose SDK puts "sync-" before the host', async () => {
    const lookup = `return new Promise((resolve, reject) =>
      require('node:dns').lookup('sync-127.0.0.1', (error, address) => (error ? reject(error) : resolve(address))));`;

    expect((await invoke(await deployFunction(lookup))).result).toBe('127.0.0.1');
  });
});
