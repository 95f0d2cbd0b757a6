import { SendTaskFailureCommand, SendTaskSuccessCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { patienceSeconds } from '../patiently.ts';
import { deployFunction } from './functions.ts';
import { deployMachine, ended, historyOf, start, statesOf, stepFunctions, task } from './state-machines.ts';

const throws = (name: string) => `throw Object.assign(new Error('no'), { name: '${name}' });`;
const done = { Type: 'Pass', End: true };

/** Waits for the token that the (only, or the nth) try of the task has got. */
async function tokenOf(executionArn: string, nth = 0): Promise<string> {
  return until('a task token', patienceSeconds, async () => {
    const scheduled = (await historyOf(executionArn)).filter(({ type }) => type === 'TaskScheduled');
    const { Payload } = JSON.parse(scheduled[nth]?.taskScheduledEventDetails?.parameters ?? '{}');
    return Payload?.taskToken as string | undefined;
  });
}

const success = (taskToken: string, output = '{}') =>
  stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output }));
const failure = (taskToken: string, error: string) =>
  stepFunctions.send(new SendTaskFailureCommand({ taskToken, error, cause: 'because' }));

describe('a task', () => {
  it('is caught by the name of its error, with the error in hand', async () => {
    const Catch = [{ ErrorEquals: ['OutOfStock'], Next: 'Reject', Output: '{% $states.errorOutput.Error %}' }];
    const machine = await deployMachine({
      Reserve: task(await deployFunction(throws('OutOfStock')), { Catch }),
      Reject: done,
    });
    const { status, output, events } = await ended(await start(machine));
    expect([status, output]).toEqual(['SUCCEEDED', '"OutOfStock"']);
    expect(statesOf(events)).toEqual(['Reserve', 'Reject']);
  });

  it('is tried again as often as its retriers say, and never for an error that the first of them excludes', async () => {
    const Retry = [
      { ErrorEquals: ['Never'], MaxAttempts: 0 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 2, JitterStrategy: 'FULL' },
    ];
    const tries = async (name: string) => {
      const machine = await deployMachine({ Step: task(await deployFunction(throws(name)), { Retry }) });
      const { events, error } = await ended(await start(machine));
      expect(error).toBe(name);
      return events.filter(({ type }) => type === 'TaskScheduled').length;
    };
    expect(await tries('Never')).toBe(1);
    expect(await tries('Trouble')).toBe(3);
  });

  it('waits no longer between two tries than MaxDelaySeconds', async () => {
    const Retry = [
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1000, MaxDelaySeconds: 2, MaxAttempts: 3 },
    ];
    const machine = await deployMachine({ Step: task(await deployFunction(throws('Trouble')), { Retry }) });
    // Without the cap the second retry alone would wait for a quarter of an hour, for longer than `ended` does.
    expect((await ended(await start(machine))).status).toBe('FAILED');
  });

  it('ends with States.Timeout when it exceeds TimeoutSeconds', async () => {
    const slow = await deployFunction('await new Promise((resolve) => setTimeout(resolve, 5000));');
    const machine = await deployMachine({ Step: task(slow, { TimeoutSeconds: 1 }) });
    const { error, events } = await ended(await start(machine));
    expect(error).toBe('States.Timeout');
    expect(events.map(({ type }) => type)).toContain('TaskTimedOut');
  });
});

describe('a task that waits for its token', () => {
  it('fails with the error of its function, instead of waiting for a token that nobody will answer', async () => {
    const machine = await deployMachine({ Pay: task(await deployFunction(throws('Down')), { waitForToken: true }) });
    expect((await ended(await start(machine))).error).toBe('Down');
  });

  it('goes on with the answer that somebody sends', async () => {
    const machine = await deployMachine({ Pay: task(await deployFunction('return 1;'), { waitForToken: true }) });
    const execution = await start(machine);
    await success(await tokenOf(execution), '{"paid":true}');
    const { output, events } = await ended(execution);
    expect(JSON.parse(output ?? '')).toEqual({ paid: true });
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited']),
    );
  });

  it('is caught by the name of the error that somebody sends', async () => {
    const Catch = [{ ErrorEquals: ['PaymentDeclined'], Next: 'Reject' }];
    const pay = task(await deployFunction('return 1;'), { waitForToken: true, Catch });
    const execution = await start(await deployMachine({ Pay: pay, Reject: done }));
    await failure(await tokenOf(execution), 'PaymentDeclined');
    expect(statesOf((await ended(execution)).events)).toEqual(['Pay', 'Reject']);
  });

  it('has a new token at each try, and the old one is worth nothing', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 1 }];
    const machine = await deployMachine({
      Pay: task(await deployFunction('return 1;'), { waitForToken: true, Retry }),
    });
    const execution = await start(machine);
    const first = await tokenOf(execution);
    await failure(first, 'Trouble');
    const second = await tokenOf(execution, 1);
    expect(second).not.toBe(first);
    await expect(success(first)).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await success(second);
    expect((await ended(execution)).status).toBe('SUCCEEDED');
  });

  it('takes one answer, the first', async () => {
    const machine = await deployMachine({ Pay: task(await deployFunction('return 1;'), { waitForToken: true }) });
    const execution = await start(machine);
    const token = await tokenOf(execution);
    await success(token, '"first"');
    await expect(failure(token, 'Second')).rejects.toMatchObject({ name: 'TaskTimedOut' });
    expect((await ended(execution)).output).toBe('"first"');
  });

  it('ends with States.Timeout when nobody answers in time, and the token with it', async () => {
    const pay = task(await deployFunction('return 1;'), { waitForToken: true, TimeoutSeconds: 1 });
    const execution = await start(await deployMachine({ Pay: pay }));
    const token = await tokenOf(execution);
    expect((await ended(execution)).error).toBe('States.Timeout');
    await expect(success(token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });

  it('stops waiting when its execution is stopped', async () => {
    const machine = await deployMachine({ Pay: task(await deployFunction('return 1;'), { waitForToken: true }) });
    const execution = await start(machine);
    const token = await tokenOf(execution);
    await stepFunctions.send(new StopExecutionCommand({ executionArn: execution, error: 'Enough' }));
    await expect(success(token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
    expect((await ended(execution)).status).toBe('ABORTED');
  });

  it.each([
    ['never was a token', 'nonsense', '{}', 'InvalidToken'],
    ['is answered with what is not JSON', 'nonsense', '{', 'InvalidOutput'],
  ])('refuses what %s', async (_, token, output, name) => {
    await expect(success(token, output)).rejects.toMatchObject({ name });
  });
});
