import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pageToken } from '../../lambdas/orders/page-token.ts';
import { anOrder } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const order = anOrder();
const former = { id: 0, key: 'the key of the links to pages, in tests' };
const current = { id: 1, key: 'the next key of the links to pages, in tests' };
const grant = { version: 0, isProven: false };

/** As a function has it that has just started. */
let pageGrantOf: (token: string) => Promise<object | undefined>;
/** What Secrets Manager holds now. */
let held: object;
let reads = 0;

beforeEach(async () => {
  stubServiceEnvironment();
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.stubGlobal('fetch', async () => {
    reads++;
    return Response.json({ SecretString: JSON.stringify(held) });
  });
  vi.resetModules();
  ({ pageGrantOf } = await import('../../lambdas/orders/page-link.ts'));
  held = former;
  await pageGrantOf('');
  vi.setSystemTime(Date.now() + 1_000);
});

afterEach(() => {
  vi.useRealTimers();
});

it('a link works at once with a key that was put there since the keys were read', async () => {
  held = { ...current, former: [former] };

  expect(await pageGrantOf(pageToken(order, grant, current))).toMatchObject({ orderId: order.id });
  expect(await pageGrantOf(pageToken(order, grant, former))).toMatchObject({ orderId: order.id });
});

it('a link that nobody signed has the keys read once a second at most', async () => {
  const before = reads;
  for (let times = 0; times < 50; times++) {
    expect(await pageGrantOf(pageToken(order, grant, current))).toBeUndefined();
  }
  expect(reads).toBe(before + 1);
});
