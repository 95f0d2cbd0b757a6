import { execFile } from 'node:child_process';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, inject, it } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { roleOfFunction, withoutRight } from './rights.ts';
import { alone } from './turn.ts';

alone();

const { endpoint, dataFolder } = inject('service');

interface Run {
  readonly code: number;
  /** The lines about what was checked, by their marks. */
  readonly lines: { readonly right: readonly string[]; readonly wrong: readonly string[] };
  readonly stdout: string;
}

async function smoke(): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['bin/smoke.ts', '--data', dataFolder], (error, stdout) => {
      const starting = (mark: string) => stdout.split('\n').filter((line) => line.startsWith(`  ${mark} `));
      resolve({ code: Number(error?.code ?? 0), lines: { right: starting('✓'), wrong: starting('✗') }, stdout });
    });
  });
}

const orders = /confirmed|sold out|declined|called off|refused/;

describe('the smoke test', () => {
  it('places an order of every outcome, tries what must be refused, and finds both right', async () => {
    const { lines, stdout } = await smoke();

    expect(lines.wrong.filter((line) => orders.test(line) || line.includes('refused'))).toEqual([]);
    expect(lines.right.filter((line) => orders.test(line)).length).toBeGreaterThanOrEqual(9);
    // It is sent to strangers: no account, address, key or token.
    expect(stdout).not.toMatch(/@|\b\d{12}\b|\beyJ|000000000000/);
  });

  it('says what is broken, and ends with 1: a right that is missing, an alarm that rings', async () => {
    const cloudWatch = new CloudWatchClient(clientSettings(endpoint));
    const AlarmName = 'order-confirmation-dev-FailuresUndelivered';
    const become = (StateValue: 'ALARM' | 'OK') =>
      cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'a test' }));
    await become('ALARM');

    const { code, lines } = await withoutRight(await roleOfFunction('SubmitOrderFunction'), 'dynamodb:PutItem', smoke);
    await become('OK');

    expect(code).toBe(1);
    const wrong = lines.wrong.join('\n');
    expect(wrong).toMatch(/✗ paid at once: confirmed +answered 500 \(internal-error\) instead of 202/);
    expect(wrong).toMatch(new RegExp(`✗ no alarm rings.*${AlarmName}`));
  });
});
