import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pageToken } from '../../lambdas/orders/page-token.ts';
import { anOrder } from '../builders.ts';
import { serviceEnvironment, stubServiceEnvironment } from '../service-environment.ts';

const order = anOrder();
const former = { id: 0, key: 'the key of the links to pages, in tests' };
const current = { id: 1, key: 'the next key of the links to pages, in tests' };
const grant = { version: 0, isProven: false };

/** As a function has it that has just started. */
let pageGrantOf: (token: string) => Promise<object | undefined>;
let pageUrlOf: (of: typeof order, grant: { readonly isProven: boolean }) => Promise<string>;
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
  ({ pageGrantOf, pageUrlOf } = await import('../../lambdas/orders/page-link.ts'));
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

it('a link that anybody signed with a key that is known has no keys read', async () => {
  held = { ...current, former: [former] };
  await pageGrantOf(pageToken(order, grant, current));
  vi.setSystemTime(Date.now() + 1_000);
  const before = reads;

  for (const key of [current, former]) expect(await pageGrantOf(pageToken(order, grant, key))).toBeDefined();
  expect(await pageGrantOf(pageToken(order, grant, { ...current, key: 'what somebody thinks that the key is' }))).toBe(
    undefined,
  );
  expect(reads).toBe(before);
});

it.each([
  [order, true, 0],
  [anOrder({ pageVersion: 2 }), false, 2],
])(
  'the link of an order leads to its page, and grants what its bearer may, until it is revoked',
  async (of, isProven, version) => {
    const [base, token = ''] = (await pageUrlOf(of, { isProven })).split('/o/');

    expect(base).toBe(serviceEnvironment.API_URL);
    expect(await pageGrantOf(token)).toEqual({ orderId: of.id, version, isProven });
  },
);
