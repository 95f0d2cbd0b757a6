import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { RedriveExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, inject, it } from 'vitest';
import { deadLetters, redrive } from '../../bin/operations/dead-letters.ts';
import { until } from '../../bin/operations/until.ts';
import { clientSettings } from '../../local/aws.ts';
import { patienceSeconds } from '../patiently.ts';
import { deployFunction, invoke, processesOf } from './functions.ts';
import { createQueue, letIn, sqs } from './queues.ts';
import { deployMachine, describeExecution, ended, start, statesOf, stepFunctions, task } from './state-machines.ts';

const settings = clientSettings(inject('emulator'));
const events = new EventBridgeClient(settings);

/** Fails until a file of this name exists. */
const failsUntilMended = (file: string) => `
  if (!require('node:fs').existsSync('${file}')) throw Object.assign(new Error('no'), { name: 'Trouble' });
  return event;`;
const mend = (file: string) => deployFunction(`require('node:fs').writeFileSync('${file}', ''); return 1;`);
const waits = () => deployFunction('return 1;').then((name) => task(name, { waitForToken: true }));

describe('starting an execution', () => {
  it('answers a repeated start with the same input as the first time, as long as it runs', async () => {
    const machine = await deployMachine({ Wait: await waits() });
    const name = randomUUID();
    const first = await start(machine, { order: 1 }, name);
    expect(await start(machine, { order: 1 }, name)).toBe(first);
    await expect(start(machine, { order: 2 }, name)).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await stepFunctions.send(new StopExecutionCommand({ executionArn: first }));
    await expect(start(machine, { order: 1 }, name)).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });
});

describe('an execution', () => {
  it('ends TIMED_OUT when the machine takes longer than it may', async () => {
    const machine = await deployMachine({ Wait: await waits() }, { TimeoutSeconds: 1 });
    const { status, events: history } = await ended(await start(machine));
    expect(status).toBe('TIMED_OUT');
    expect(history.at(-1)?.type).toBe('ExecutionTimedOut');
  });

  it('stays ABORTED, whatever its task does later', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'executions-'));
    const end = join(folder, 'end');
    const failing = await deployFunction(
      `while (!require('node:fs').existsSync('${end}')) await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error();`,
      { timeoutSeconds: patienceSeconds },
    );
    const runs = async () => (await processesOf(failing)).some(({ busy }) => busy);
    const machine = await deployMachine({ Step: task(failing) });
    const execution = await start(machine);
    await until('the task to run', patienceSeconds, runs);
    await stepFunctions.send(new StopExecutionCommand({ executionArn: execution }));
    await writeFile(end, '');
    await until('the end of the task', patienceSeconds, async () => !(await runs()));
    const { events: history } = await ended(execution);
    expect(history.at(-1)?.type).toBe('ExecutionAborted');
    expect((await describeExecution(execution)).status).toBe('ABORTED');
    await rm(folder, { recursive: true });
  });
});

describe('redriving', () => {
  it('goes on from the step that failed, with its input, and enters no state twice', async () => {
    const file = `/tmp/mended-${randomUUID()}`;
    const machine = await deployMachine({
      First: { Type: 'Pass', Output: { order: 7 }, Next: 'Second' },
      Second: task(await deployFunction(failsUntilMended(file)), { Output: '{% $states.result.Payload %}' }),
    });
    const execution = await start(machine);
    const failed = await ended(execution);
    expect([failed.status, failed.redriveStatus, failed.redriveCount]).toEqual(['FAILED', 'REDRIVABLE', 0]);

    await invoke(await mend(file));
    await stepFunctions.send(new RedriveExecutionCommand({ executionArn: execution }));
    const { status, output, redriveCount, events: history } = await ended(execution);
    expect([status, JSON.parse(output ?? ''), redriveCount]).toEqual(['SUCCEEDED', { order: 7 }, 1]);
    expect(statesOf(history)).toEqual(['First', 'Second']);
    expect(history.find(({ type }) => type === 'ExecutionRedriven')?.executionRedrivenEventDetails).toEqual({
      redriveCount: 1,
    });
    await expect(stepFunctions.send(new RedriveExecutionCommand({ executionArn: execution }))).rejects.toMatchObject({
      name: 'ExecutionNotRedrivable',
    });
  });
});

describe('the status event of an execution that fails', () => {
  /** A queue behind a rule for the failures of a machine, as the service has it. */
  async function queueOfFailures(machine: string): Promise<string> {
    const name = `rule-${randomUUID().slice(0, 8)}`;
    const { queueArn, queueUrl } = await createQueue((queue) => [
      letIn('events.amazonaws.com', 'sqs:SendMessage', queue),
    ]);
    const pattern = {
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [machine] },
    };
    await events.send(new PutRuleCommand({ Name: name, EventPattern: JSON.stringify(pattern) }));
    await events.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: 'queue', Arn: queueArn }] }));
    return queueUrl;
  }

  it('reaches the queue of failures with input, error and cause', async () => {
    const machine = await deployMachine({ Step: task(await deployFunction(`throw new RangeError('too far');`)) });
    const QueueUrl = await queueOfFailures(machine);
    const execution = await start(machine, { orderId: 'o-1' });
    const message = await until('the message', patienceSeconds, async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
      return Messages[0];
    });
    const { detail } = JSON.parse(message.Body ?? '');
    expect(detail).toMatchObject({
      executionArn: execution,
      status: 'FAILED',
      input: '{"orderId":"o-1"}',
      error: 'RangeError',
      redriveStatus: 'REDRIVABLE',
      redriveCount: 0,
    });
    expect(JSON.parse(detail.cause)).toMatchObject({ errorMessage: 'too far' });
  });

  it('lets an operator redrive it, and leaves the queue only once that was accepted', async () => {
    const file = `/tmp/mended-${randomUUID()}`;
    const machine = await deployMachine({ Step: task(await deployFunction(failsUntilMended(file))) });
    const queue = { queueUrl: await queueOfFailures(machine), stateMachineArn: machine, sqs, stepFunctions };
    const name = randomUUID();
    const execution = await start(machine, {}, name);
    const [letter] = await until('the dead letter', patienceSeconds, async () => {
      const letters = await deadLetters(queue);
      return letters.length > 0 && letters;
    });
    expect(letter).toMatchObject({ orderId: name, error: 'Trouble', status: 'FAILED' });
    expect(await redrive(queue, ({ orderId }) => orderId === 'another-order')).toEqual([]);

    await invoke(await mend(file));
    expect(await redrive(queue)).toMatchObject([{ outcome: 'redriven' }]);
    expect((await ended(execution)).status).toBe('SUCCEEDED');
    expect(await deadLetters(queue)).toEqual([]);
  });
});
