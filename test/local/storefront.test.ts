import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../local/history/history.ts';
import { storefrontClient } from '../../local/storefront.ts';

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** An API that answers with these, one after the other, and says which keys it saw. */
async function apiThatAnswers(...answers: { status: number; body: unknown; headers?: Record<string, string> }[]) {
  const keys: unknown[] = [];
  const listener: RequestListener = (request, response) => {
    keys.push(request.headers['idempotency-key']);
    const { status, body, headers } = answers[Math.min(keys.length, answers.length) - 1] ?? { status: 500, body: {} };
    response.writeHead(status, headers).end(JSON.stringify(body));
  };
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => server.close().closeAllConnections());
  return { keys, apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const order = { id: 'an-order', status: 'PENDING', total: 100, lines: [{ sku: 'A', quantity: 1 }] };

describe('a storefront', () => {
  it('sends a request again, under the same key, when the service asks for it', async () => {
    const again = { body: {}, headers: { 'retry-after': '0' } };
    const { apiUrl, keys } = await apiThatAnswers(...[409, 429, 503].map((status) => ({ status, ...again })), {
      status: 202,
      body: order,
    });
    const storefront = storefrontClient({ apiUrl, token: 'a-token' });

    expect(await storefront.submit({}, 'a-key')).toEqual({ accepted: true, order });
    expect(keys).toEqual(['a-key', 'a-key', 'a-key', 'a-key']);
    expect(storefront.repeats()).toBe(3);
  });

  it('records every answer, and that there was none', async () => {
    const events: HistoryEvent[] = [];
    const { apiUrl } = await apiThatAnswers(
      { status: 503, body: {}, headers: { 'retry-after': '0' } },
      { status: 202, body: order },
      { status: 200, body: { ...order, status: 'CONFIRMED', timeline: [] } },
    );
    const storefront = storefrontClient({ apiUrl, token: 'a-token', record: (event) => events.push(event) });

    await storefront.submit({}, 'a-key');
    await storefront.order(order.id);

    const at = { begunAt: expect.any(Number), endedAt: expect.any(Number) };
    expect(events).toEqual([
      { type: 'submission', key: 'a-key', ...at, httpStatus: 503 },
      { type: 'submission', key: 'a-key', ...at, httpStatus: 202, order },
      {
        ...{ type: 'read', orderId: order.id, ...at, httpStatus: 200 },
        order: { ...order, status: 'CONFIRMED', timeline: [] },
      },
    ]);
  });

  it('takes a refusal for an answer', async () => {
    const problem = {
      type: 'urn:order-confirmation:problem:invalid-order',
      status: 422,
      errors: [{ pointer: '#/lines/0/quantity', detail: 'must be 1 or more' }],
    };
    const { apiUrl, keys } = await apiThatAnswers({ status: 422, body: problem });

    expect(await storefrontClient({ apiUrl, token: 'a-token' }).submit({}, 'a-key')).toEqual({
      accepted: false,
      problem,
    });
    expect(keys).toHaveLength(1);
  });

  it('shows what the gateway itself refuses', async () => {
    const { apiUrl } = await apiThatAnswers({ status: 403, body: { message: 'Forbidden' } });

    expect(await storefrontClient({ apiUrl, token: 'a-token' }).submit({}, 'a-key')).toMatchObject({
      accepted: false,
      problem: { type: 'about:blank', status: 403 },
    });
  });
});
