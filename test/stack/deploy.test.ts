import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { WrongUsage } from '../../bin/command-line.ts';
import { stageFromOptions, stageOptions, stageOptionsUsage } from '../../bin/stage-options.ts';
import { contextUsage } from '../../lib/stage-context.ts';

const deploy = (...args: string[]) => spawnSync(process.execPath, ['bin/deploy.ts', ...args], { encoding: 'utf8' });

describe('npm run deploy', () => {
  it('refuses what it cannot deploy before anything is built, with a sentence for each reason', () => {
    const { status, stderr } = deploy('--stage', 'prod');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(
        /^--sender: stage prod needs .*\n--payment-providers: stage prod needs .*\n--help /,
      ),
    });
  });

  it('explains itself, with every option', () => {
    const { status, stdout } = deploy('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('npm run deploy -- --stage prod --sender');
    expect(stdout).toContain(stageOptionsUsage);
  });

  it('takes every key of the context as an option, and says what it is', () => {
    expect(Object.keys(stageOptions)).toHaveLength(Object.keys(contextUsage).length);
    expect(Object.keys(stageOptions)).toEqual(expect.arrayContaining(['payment-providers', 'alarm-email', 'issuer']));
    for (const option of Object.keys(stageOptions))
      expect(stageOptionsUsage).toMatch(new RegExp(`--${option} \\S+ +\\S`));
  });

  it.each([
    ['a stage that does not exist', { stage: 'test' }, '--stage: '],
    [
      'prod that could only refuse orders',
      { stage: 'prod', sender: 'a@shop.example' },
      '--payment-providers: stage prod',
    ],
    [
      'a provider that there is not',
      { sender: 'a@shop.example', 'payment-providers': 'cash' },
      '--payment-providers: ',
    ],
    ['dev with the sender that nobody can verify', {}, '--sender: give the address'],
    ['an issuer without its audience', { sender: 'a@shop.example', issuer: 'https://id.example' }, '--audience: give'],
  ])('refuses %s', (_, options, reason) => {
    expect(() => stageFromOptions(options)).toThrow(WrongUsage);
    expect(() => stageFromOptions(options)).toThrow(reason);
  });
});
