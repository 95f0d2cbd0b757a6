import { describe, expect, it } from 'vitest';
import { stageFrom } from '../../lib/stages.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { eventually } from './eventually.ts';
import { accepted, accessToken, call } from './storefront.ts';
import { alone } from './turn.ts';

// The places to wait are for all orders of a storefront.
alone();

const { longPollsPerStorefront: places } = stageFrom({});

describe('forty long polls of one storefront', () => {
  it('hold so many answers as it has places, and neither the others nor another storefront wait for them', async () => {
    const sku = await onSale();
    const orderId = await accepted({
      ...anOrderOf(sku),
      payment: { provider: 'sandbox', token: 'sandbox-unanswered' },
    });
    await eventually('the reservation', async () => {
      return (await call('GET', `/orders/${orderId}`)).body.status === 'RESERVED';
    });
    const token = await accessToken('storefront-b');
    const othersId = String((await call('POST', '/orders', orderRequest(sku, token))).body.id);

    const ends: string[] = [];
    const polls = Array.from({ length: 40 }, async () => {
      const answer = await call('GET', `/orders/${orderId}`, { headers: { prefer: 'wait=20' } });
      ends.push(answer.headers.has('preference-applied') ? 'held' : 'answered at once');
      return answer.status;
    });
    const read = call('GET', `/orders/${othersId}`, { token }).then(({ status }) => {
      ends.push('read by another storefront');
      return status;
    });

    expect(await read).toBe(200);
    expect(new Set(await Promise.all(polls))).toEqual(new Set([200]));
    const held = ends.filter((end) => end === 'held').length;
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThanOrEqual(places);
    expect(ends.indexOf('read by another storefront')).toBeLessThan(ends.lastIndexOf('held'));
  });
});

function orderRequest(sku: string, token: string) {
  const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  return { token, headers, body: JSON.stringify(anOrderOf(sku)) };
}
