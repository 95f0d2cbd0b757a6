import { randomUUID } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, inject, it } from 'vitest';
import { storefronts } from '../../local/identity-provider.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { accepted, accessToken, call } from './storefront.ts';

const { issuer } = inject('service');
const { privateKey } = await generateKeyPair('RS256');
const keys = (await (await fetch(`${issuer}/jwks.json`)).json()) as { keys: { kid: string }[] };
const issuersKeyId = keys.keys[0]?.kid ?? '';

/** A token that looks right in all but what the changes say; signed with a key of our own, not the issuer's. */
function forged(changes: { iss?: string; exp?: number } = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ client_id: 'storefront-a', scope: 'orders:write orders:read' })
    .setProtectedHeader({ alg: 'RS256', kid: issuersKeyId })
    .setIssuer(changes.iss ?? issuer)
    .setAudience('order-confirmation')
    .setSubject('storefront-a')
    .setIssuedAt(now - 7200)
    .setExpirationTime(changes.exp ?? now + 3600)
    .sign(privateKey);
}

const sku = await onSale();
const orderId = await accepted(anOrderOf(sku));

const routes = [
  {
    method: 'POST',
    path: '/orders',
    scope: 'orders:write',
    otherScope: 'orders:read',
    body: JSON.stringify(anOrderOf(sku)),
  },
  { method: 'GET', path: `/orders/${orderId}`, scope: 'orders:read', otherScope: 'orders:write' },
  { method: 'GET', path: `/products/${sku}/availability`, scope: 'orders:read', otherScope: 'orders:write' },
  {
    method: 'POST',
    path: `/orders/${await accepted(anOrderOf(sku))}/cancellation`,
    scope: 'orders:write',
    otherScope: 'orders:read',
    body: JSON.stringify({ reason: 'CHANGED_MIND' }),
  },
  {
    method: 'POST',
    path: `/products/${sku}/back-in-stock-requests`,
    scope: 'orders:write',
    otherScope: 'orders:read',
    body: JSON.stringify({ email: 'shopper@customer.example' }),
  },
];

describe.each(routes)('$method $path', ({ method, path, scope, otherScope, body }) => {
  const request = { headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body };

  const badTokens: readonly (readonly [string, number, () => Promise<string | null>])[] = [
    ['no token', 401, async () => null],
    ['a token that is no JWT', 401, async () => 'nonsense'],
    ['a token of another key', 401, () => forged()],
    ['a token of another issuer', 401, () => forged({ iss: 'https://elsewhere.example' })],
    ['an expired token', 401, () => expired(scope)],
    ['a token without the scope', 403, () => accessToken('storefront-a', otherScope)],
  ];

  it.each(badTokens)('refuses %s with %i', async (_, status, token) => {
    expect((await call(method, path, { ...request, token: await token() })).status).toBe(status);
  });

  it('answers a token with just its scope', async () => {
    const answer = await call(method, path, { ...request, token: await accessToken('storefront-a', scope) });
    expect(answer.status).toBeLessThan(300);
  });
});

describe('GET /openapi.json', () => {
  it('is for everybody', async () => {
    expect((await call('GET', '/openapi.json', { token: null })).status).toBe(200);
  });
});

describe.each([
  ['POST', `/orders/${orderId}/refunds`, { amount: 1, reason: 'x' }],
  ['PATCH', `/products/${sku}/stock/settings`, { lowStockThreshold: 1 }],
])('%s %s', (method, path, body) => {
  it('is for staff only', async () => {
    expect((await call(method, path, { body: JSON.stringify(body) })).status).toBe(403);
  });
});

describe('an order of another storefront', () => {
  it('cannot be cancelled, and a reason of staff is not a storefront’s to give', async () => {
    const path = `/orders/${orderId}/cancellation`;
    const cancel = async (reason: string, storefront: 'storefront-a' | 'storefront-b') =>
      call('POST', path, {
        token: await accessToken(storefront),
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reason }),
      });

    expect((await cancel('CHANGED_MIND', 'storefront-b')).status).toBe(404);
    expect((await cancel('FRAUD', 'storefront-a')).status).toBe(422);
  });

  it('is not there: 404, with the same problem as for an order that never was', async () => {
    const token = await accessToken('storefront-b');
    const others = await call('GET', `/orders/${orderId}`, { token });
    const nobodys = await call('GET', `/orders/${randomUUID()}`, { token });

    expect(others.status).toBe(404);
    expect(others.body).toEqual(nobodys.body);
  });

  it('is another order even under the same Idempotency-Key', async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const body = JSON.stringify(anOrderOf(sku));
    const a = await call('POST', '/orders', { headers, body, token: await accessToken('storefront-a') });
    const b = await call('POST', '/orders', { headers, body, token: await accessToken('storefront-b') });

    expect(a.body.id).not.toBe(b.body.id);
  });
});

describe('the webhook', () => {
  const body = JSON.stringify({ id: 'evt-forged', type: 'payment.authorised', orderId });

  it.each([
    ['no signature', {}],
    ['a wrong signature', { 'sandbox-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` }],
    ['a garbage signature', { 'sandbox-signature': 'please' }],
  ])('needs no token but refuses %s', async (_, headers) => {
    const path = '/payments/sandbox/notifications';
    const answer = await call('POST', path, {
      token: null,
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    expect(answer.status).toBe(401);
    expect(answer.body.type).toBe('urn:order-confirmation:problem:invalid-notification');
  });

  it('knows no other provider', async () => {
    expect((await call('POST', '/payments/unknown/notifications', { token: null, body })).status).toBe(404);
  });
});

/** A token of the real issuer that has run out: its token endpoint gives one on request. */
async function expired(scope: string): Promise<string> {
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`storefront-a:${storefronts['storefront-a']}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope, expires_in: '-60' }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
