import { describe, expect, it } from 'vitest';
import { stageFrom } from '../../lib/stages.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { eventually } from './eventually.ts';
import { accepted, accessToken, call } from './storefront.ts';

const { longPollsPerStorefront: places } = stageFrom({});
const waitSeconds = 20;

describe('forty long polls of one storefront', () => {
  it('hold so many answers as it has places, and neither the others nor another storefront wait for them', async () => {
    const sku = await onSale();
    const othersId = await accepted(anOrderOf(sku));
    // Nobody else waits as this storefront.
    const token = await accessToken('storefront-b');
    const payment = { provider: 'sandbox', token: 'sandbox-unanswered' };
    const orderId = String((await call('POST', '/orders', orderRequest(anOrderOf(sku, { payment }), token))).body.id);
    await eventually('the reservation', async () => {
      return (await call('GET', `/orders/${orderId}`, { token })).body.status === 'RESERVED';
    });

    const begun = performance.now();
    const ends: string[] = [];
    const polls = Array.from({ length: 40 }, async () => {
      const answer = await call('GET', `/orders/${orderId}`, { token, headers: { prefer: `wait=${waitSeconds}` } });
      ends.push(answer.headers.has('preference-applied') ? 'held' : 'answered at once');
      return answer.status;
    });
    const read = call('GET', `/orders/${othersId}`).then(({ status }) => {
      ends.push('read by another storefront');
      return status;
    });

    expect(await read).toBe(200);
    expect(new Set(await Promise.all(polls))).toEqual(new Set([200]));
    const held = ends.filter((end) => end === 'held').length;
    expect(held).toBeGreaterThan(0);
    // Where the machine takes the forty in only slowly, some find places that are free again.
    const rounds = Math.ceil((performance.now() - begun) / (waitSeconds * 1000));
    expect(held).toBeLessThanOrEqual(places * rounds);
    expect(ends.indexOf('read by another storefront')).toBeLessThan(ends.lastIndexOf('held'));
  });
});

function orderRequest(order: unknown, token: string) {
  const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  return { token, headers, body: JSON.stringify(order) };
}
