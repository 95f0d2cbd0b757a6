import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audience, fetchToken, type IdentityProvider, startIdentityProvider } from '../../local/identity-provider.ts';

const port = 4797;
let folder: string;
let provider: IdentityProvider;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'issuer-'));
  provider = await startIdentityProvider(port, folder);
});
afterAll(async () => {
  await provider.stop();
  await rm(folder, { recursive: true });
});

const verified = async (token: string) => {
  const discovery = await (await fetch(`${provider.issuer}/.well-known/openid-configuration`)).json();
  const keys = createRemoteJWKSet(new URL((discovery as { jwks_uri: string }).jwks_uri));
  return (await jwtVerify(token, keys, { issuer: provider.issuer, audience })).payload;
};

const ask = (form: Record<string, string>, secret = 'storefront-a-secret') =>
  fetch(`${provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'storefront-a', client_secret: secret, ...form }),
  });

describe('the local issuer', () => {
  it('gives a storefront a token that anyone can verify from its discovery document', async () => {
    const payload = await verified(await fetchToken(provider.issuer, { client: 'storefront-b' }));
    expect(payload).toMatchObject({
      sub: 'storefront-b',
      client_id: 'storefront-b',
      scope: 'orders:write orders:read',
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(3600);
  });

  it('gives just the scopes that were asked for', async () => {
    expect((await verified(await fetchToken(provider.issuer, { scope: 'orders:read' }))).scope).toBe('orders:read');
  });

  it('gives a token that has run out to who asks for one', async () => {
    const answer = await ask({ grant_type: 'client_credentials', expires_in: '-60' });
    const { access_token } = (await answer.json()) as { access_token: string };
    await expect(verified(access_token)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  });

  it.each([
    ['a wrong secret', { grant_type: 'client_credentials' }, 'wrong', 401, 'invalid_client'],
    ['an unknown scope', { grant_type: 'client_credentials', scope: 'admin' }, undefined, 400, 'invalid_scope'],
    ['another grant', { grant_type: 'password' }, undefined, 400, 'unsupported_grant_type'],
  ] as const)('refuses %s', async (_, form, secret, status, error) => {
    const answer = await ask(form, secret);
    expect([answer.status, await answer.json()]).toEqual([status, { error }]);
  });

  it('signs with the same key after a restart', async () => {
    const token = await fetchToken(provider.issuer);
    await provider.stop();
    provider = await startIdentityProvider(port, folder);
    expect((await verified(token)).sub).toBe('storefront-a');
  });

  it('does not show its private key', async () => {
    const { keys } = (await (await fetch(`${provider.issuer}/jwks.json`)).json()) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });
});
