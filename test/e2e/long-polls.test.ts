import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { anOrderOf, onSale } from './catalogue.ts';
import { eventually } from './eventually.ts';
import { accepted, accessToken, call, ended } from './storefront.ts';
import { alone } from './turn.ts';

/** What the local cloud is deployed with (`longPolls`), and how much of it is one storefront's at most. */
const places = { inAll: 10, perStorefront: 5 } as const;

/** How many watch: a few with every run of the tests, 200 with `npm run test:watchers`. */
const watchers = Number(process.env.WATCHERS ?? 25);

const waitSeconds = 5;
const pauseMilliseconds = 2_000;

// All places are taken here, which others wait in.
alone();

describe('forty long polls of one storefront', () => {
  it('hold so many answers as it has places, and neither the others nor another storefront wait for them', async () => {
    const sku = await onSale();
    const othersId = await accepted(anOrderOf(sku));
    const token = await accessToken('storefront-b');
    const orderId = await waiting(sku, token);

    const begun = performance.now();
    const ends: string[] = [];
    const polls = Array.from({ length: 40 }, async () => {
      const { status, held } = await poll(orderId, token);
      ends.push(held ? 'held' : 'answered at once');
      return status;
    });
    const read = call('GET', `/orders/${othersId}`).then(({ status }) => {
      ends.push('read by another storefront');
      return status;
    });

    expect(await read).toBe(200);
    expect(new Set(await Promise.all(polls))).toEqual(new Set([200]));
    const held = ends.filter((end) => end === 'held').length;
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThanOrEqual(places.perStorefront * roundsSince(begun));
    expect(ends.indexOf('read by another storefront')).toBeLessThan(ends.lastIndexOf('held'));
  });
});

describe(`${watchers} watchers of all storefronts`, () => {
  it('hold so many answers as there are places, and orders go through all the while', async () => {
    const sku = await onSale();
    const tokens = [await accessToken('storefront-a'), await accessToken('storefront-b')];
    const watched = await Promise.all(tokens.map(async (token) => ({ token, orderId: await waiting(sku, token) })));

    const begun = performance.now();
    const answers: Awaited<ReturnType<typeof poll>>[] = [];
    let watching = true;
    const watches = Array.from({ length: watchers }, async (_, number) => {
      const { token, orderId } = watched[number % watched.length] ?? { token: '', orderId: '' };
      while (watching) {
        const answer = await poll(orderId, token);
        answers.push(answer);
        if (!answer.held) await pause(pauseMilliseconds);
      }
    });
    await eventually('every watcher to be there', async () => answers.length >= watchers - places.inAll);
    const orders = await Promise.all(Array.from({ length: 5 }, () => accepted(anOrderOf(sku))));
    const statuses = await Promise.all(orders.map(async (orderId) => (await ended(orderId)).status));
    watching = false;
    await Promise.all(watches);

    expect(statuses).toEqual(orders.map(() => 'CONFIRMED'));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const held = answers.filter((answer) => answer.held).length;
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThanOrEqual(places.inAll * roundsSince(begun));
  });
});

/** Places an order that nobody pays. @returns its id, once it waits for its payment */
async function waiting(sku: string, token: string): Promise<string> {
  const order = anOrderOf(sku, { payment: { provider: 'sandbox', token: 'sandbox-unanswered' } });
  const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  const placed = await call('POST', '/orders', { token, headers, body: JSON.stringify(order) });
  const orderId = String(placed.body.id);
  await eventually('the reservation', async () => {
    return (await call('GET', `/orders/${orderId}`, { token })).body.status === 'RESERVED';
  });
  return orderId;
}

async function poll(orderId: string, token: string): Promise<{ readonly status: number; readonly held: boolean }> {
  const answer = await call('GET', `/orders/${orderId}`, { token, headers: { prefer: `wait=${waitSeconds}` } });
  return { status: answer.status, held: answer.headers.has('preference-applied') };
}

/** How often each place can have been taken: by one after the other, as each is given back. */
function roundsSince(begun: number): number {
  return Math.ceil((performance.now() - begun) / ((waitSeconds - 1) * 1000));
}
