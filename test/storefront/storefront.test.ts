import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startStorefront } from '../../examples/storefront/storefront.ts';

const id = '90ef5e31-72ca-518c-be51-fafbfc53c560';
const anOrder = {
  id,
  number: '<script>alert(1)</script>',
  status: 'RESERVED',
  total: 765,
  payment: { status: 'DECLINED' },
  paymentTriesLeft: 1,
  statusUrl: 'https://api.example/o/token',
};

/** The service and its issuer, as the storefront meets them. */
let api: Server;
let placed: { readonly key: unknown; readonly body: unknown }[];
let refusal: object | undefined;
let order: object;
let shop: Awaited<ReturnType<typeof startStorefront>>;

beforeEach(async () => {
  placed = [];
  refusal = undefined;
  order = anOrder;
  api = createServer(async (request, response) => {
    const origin = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
    const body = await text(request);
    if (request.method === 'POST' && request.url === '/orders') {
      placed.push({ key: request.headers['idempotency-key'], body: JSON.parse(body) });
    }
    const refused = request.method === 'POST' && request.url === '/orders' ? refusal : undefined;
    response.writeHead(refused === undefined ? 200 : 422, { 'content-type': 'application/json' });
    const found = { token_endpoint: `${origin}/token`, access_token: 'token', available: 3, ...order };
    response.end(JSON.stringify(refused ?? found));
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  const origin = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  shop = await startStorefront({ apiUrl: origin, issuer: origin, clientId: 'a', clientSecret: 'b', port: 0 });
});
afterEach(async () => {
  await shop.stop();
  api.closeAllConnections();
  await new Promise((resolve) => api.close(resolve));
});

const basket = `basket=${crypto.randomUUID()}~TEA-250:1`;
const call = (path: string, form?: Record<string, string>, cookie = basket) =>
  fetch(`${shop.url}${path}`, {
    method: form === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    headers: { cookie },
    ...(form !== undefined && { body: new URLSearchParams(form) }),
  });
const checkout = { name: 'Ada', email: 'ada@customer.example', line1: '1', city: 'London', card: 'sandbox-authorised' };

describe('the example storefront', () => {
  it('orders a basket once, however often its button is pressed, and begins a new basket', async () => {
    order = { ...anOrder, payment: { status: 'PENDING' } };
    const answers = await Promise.all([call('/checkout', checkout), call('/checkout', checkout)]);
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual([
      [303, anOrder.statusUrl],
      [303, anOrder.statusUrl],
    ]);
    expect(new Set(placed.map(({ key }) => key))).toEqual(new Set([basket.slice(7, 43)]));
    expect(placed[0]?.body).toMatchObject({ total: 765, lines: [{ sku: 'TEA-250', quantity: 1, unitPrice: 765 }] });
    expect(answers[0]?.headers.get('set-cookie')).not.toContain(basket.slice(7, 43));
  });

  it('asks for another card as soon as one is declined, and leads to the page of every other order', async () => {
    expect((await call('/checkout', checkout)).headers.get('location')).toBe(`/orders/${id}`);
    expect((await call(`/orders/${id}/payments`, { card: 'other' })).headers.get('location')).toBe(anOrder.statusUrl);
    order = { ...anOrder, status: 'CONFIRMED', payment: { status: 'AUTHORIZED' } };
    expect((await call(`/orders/${id}`)).headers.get('location')).toBe(anOrder.statusUrl);
  });

  it('orders nothing for an empty basket', async () => {
    expect((await call('/checkout', checkout, '')).status).toBe(303);
    expect(placed).toEqual([]);
  });

  it('says what is wrong with an order, and keeps its basket', async () => {
    const errors = [
      { pointer: '#/contact/email', detail: 'it is <none>' },
      { pointer: '#/lines/0/sku', detail: 'not sold' },
    ];
    refusal = { type: 'urn:x', title: 'The order is invalid', status: 422, detail: 'See errors.', errors };
    const answer = await call('/checkout', { ...checkout, name: 'Ada "' });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('set-cookie')).toBeNull();
    const page = await answer.text();
    expect(page).toContain('E-mail it is &#60;none&#62;.');
    expect(page).toContain('<br>not sold.');
    expect(page).toContain('name="name" value="Ada &#34;"');
  });

  it('escapes whatever comes from elsewhere, and lets no script run', async () => {
    const answer = await call(`/orders/${id}`);
    const page = await answer.text();
    expect(page).toContain('&#60;script&#62;alert(1)');
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('Pay again');
    expect(answer.headers.get('content-security-policy')).toContain(
      "default-src 'none'; style-src 'self'; form-action",
    );
  });

  it.each(['/orders/1', '/nothing', `/orders/${id}/nothing`])('has no page %s', async (path) => {
    expect((await call(path)).status).toBe(404);
  });

  it('reads no form that is longer than any of its own', async () => {
    expect((await call('/checkout', { ...checkout, name: 'x'.repeat(20_000) })).status).toBe(413);
    expect(placed).toEqual([]);
  });
});
