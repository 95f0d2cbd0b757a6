import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubServiceEnvironment } from '../service-environment.ts';

const minute = 60_000;

const arn = 'arn:test:secret';

/** As a function has it that has just started. */
let secret: (arn: string) => Promise<string>;
let haveSecretsChanged: () => Promise<boolean>;
/** What Secrets Manager holds now; undefined while it is down. */
let held: string | undefined;
let reads: number;

beforeEach(async () => {
  stubServiceEnvironment();
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.resetModules();
  ({ secret, haveSecretsChanged } = await import('../../lambdas/runtime/secrets.ts'));
  held = 'first';
  reads = 0;
  vi.stubGlobal('fetch', async () => {
    reads++;
    return held === undefined ? new Response('', { status: 400 }) : Response.json({ SecretString: held });
  });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a secret', () => {
  it('is read once in five minutes', async () => {
    for (let times = 0; times < 5; times++) {
      expect(await secret(arn)).toBe('first');
      pass(minute - 1);
    }
    expect(reads).toBe(1);

    held = 'second';
    pass(5);
    expect(await secret(arn)).toBe('second');
  });

  it('is asked for again when it could not be read', async () => {
    held = undefined;
    await expect(secret(arn)).rejects.toThrow(`Secrets Manager answered 400 for ${arn}`);
    held = 'first';
    expect(await secret(arn)).toBe('first');
  });

  it('goes on being used while it cannot be read again', async () => {
    await secret(arn);
    held = undefined;
    pass(5 * minute);
    expect(await secret(arn)).toBe('first');

    held = 'second';
    pass(5 * minute);
    expect(await secret(arn)).toBe('second');
  });

  it('is that of now once it was seen that it has changed', async () => {
    await secret(arn);
    held = 'second';
    pass(1_000);

    expect(await haveSecretsChanged()).toBe(true);
    expect(await secret(arn)).toBe('second');
    expect(reads).toBe(2);
  });

  it('has not changed when it is the same, nor when that cannot be found out, and is kept', async () => {
    await secret(arn);
    pass(1_000);
    expect(await haveSecretsChanged()).toBe(false);
    held = undefined;
    pass(1_000);
    expect(await haveSecretsChanged()).toBe(false);
    expect(await secret(arn)).toBe('first');
  });

  it('is read again once a second at most, however often something is wrong', async () => {
    await secret(arn);
    pass(1_000);
    await haveSecretsChanged();
    const before = reads;
    for (let times = 0; times < 100; times++) {
      pass(9);
      await haveSecretsChanged();
    }
    expect(reads).toBe(before);
  });
});

function pass(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}
