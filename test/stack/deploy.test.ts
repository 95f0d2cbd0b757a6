import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const deploy = (...args: string[]) => spawnSync(process.execPath, ['bin/deploy.ts', ...args], { encoding: 'utf8' });

describe('npm run deploy', () => {
  it.each([
    ['a stage that does not exist', ['--stage', 'test'], 'stage: '],
    ['prod without a sender', ['--stage', 'prod'], 'sender: stage prod needs'],
    ['an issuer without its audience', ['--issuer', 'https://id.example'], 'issuer and audience: '],
    ['an option that it does not know', ['--region', 'eu-west-1'], "Unknown option '--region'"],
    ['an option without its value', ['--stage'], "'--stage <value>'"],
  ])('refuses %s before anything is built, and shows how it is called', (_, args, reason) => {
    const { status, stderr } = deploy(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(reason);
    expect(stderr).toContain('npm run deploy -- --stage prod --sender');
  });

  it('explains itself', () => {
    const { status, stdout } = deploy('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--payment-wait-seconds N');
  });
});
