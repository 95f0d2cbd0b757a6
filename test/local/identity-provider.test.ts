import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles, scopesByRole } from '../../lambdas/access/roles.ts';
import { scopes } from '../../lambdas/access/scopes.ts';
import { peopleIn } from '../../local/identity/people.ts';
import { signIn, staySignedIn } from '../../local/identity/sign-in.ts';
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

  it('gives all the scopes of a client that asks for none', async () => {
    const { access_token } = (await (await ask({ grant_type: 'client_credentials' })).json()) as Record<string, string>;
    expect((await verified(access_token ?? '')).scope).toBe('orders:write orders:read');
  });

  it.each([
    ['a wrong secret', { grant_type: 'client_credentials' }, 'wrong', 401, 'invalid_client'],
    [
      'a scope of another client',
      { grant_type: 'client_credentials', scope: 'orders:staff' },
      undefined,
      400,
      'invalid_scope',
    ],
    ['another grant', { grant_type: 'password' }, undefined, 400, 'unsupported_grant_type'],
  ] as const)('refuses %s', async (_, form, secret, status, error) => {
    const answer = await ask(form, secret);
    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ error })]);
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

describe('the local issuer, for people', () => {
  it.each(roles)('signs in a person whose role is %s, with what that gives', async (role) => {
    const known = await peopleIn(folder)();
    const person = known.find(({ roles, disabled }) => roles.includes(role) && !disabled);

    const { accessToken } = await signIn(provider.issuer, person?.id ?? '');

    const { scope, ...claims } = await verified(accessToken);
    expect(claims).toMatchObject({ sub: person?.id, client_id: 'console', groups: [role], email: person?.email });
    expect(String(scope).split(' ')).toEqual(scopesByRole[role].map((name) => scopes[name].scopeName));
    expect(Number(claims.exp) - Number(claims.iat)).toBe(300);
  });

  it('gives who has no role no scope', async () => {
    const { accessToken } = await signIn(provider.issuer, 'nora');
    expect(await verified(accessToken)).toMatchObject({ sub: 'nora', groups: [], scope: '' });
  });

  it('signs in nobody who is disabled, or is not known', async () => {
    await expect(signIn(provider.issuer, 'dan')).rejects.toThrow('Dan, who has left may not sign in.');
    await expect(signIn(provider.issuer, 'mallory')).rejects.toThrow('mallory may not sign in.');
  });

  it('lets somebody stay signed in, until they are disabled', async () => {
    const first = await signIn(provider.issuer, 'susan');
    const second = await staySignedIn(provider.issuer, first);
    expect((await verified(second.accessToken)).sub).toBe('susan');

    const file = join(folder, 'people.json');
    const people = await readFile(file, 'utf8');
    const without = (JSON.parse(people) as { id: string }[]).map((one) => ({ ...one, disabled: one.id === 'susan' }));
    await writeFile(file, JSON.stringify(without));
    await expect(staySignedIn(provider.issuer, second)).rejects.toThrow('invalid_grant');
    await expect(signIn(provider.issuer, 'susan')).rejects.toThrow('may not sign in');
    await writeFile(file, people);
  });

  it('says what is wrong with its list of people', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'people-'));
    for (const [text, error] of [
      ['[', 'expected array'],
      ['[{ "id": "ada", "name": "Ada", "email": "ada@shop.example", "roles": ["boss"] }]', '[0].roles[0]'],
    ] as const) {
      await writeFile(join(elsewhere, 'people.json'), text);
      await expect(startIdentityProvider(port + 1, elsewhere)).rejects.toThrow(error);
    }
    await rm(elsewhere, { recursive: true });
  });

  it('gives no code without PKCE, and none to a page that is not on this machine', async () => {
    const question = { client_id: 'console', response_type: 'code', scope: 'openid', state: 's' };
    const here = new URLSearchParams({ ...question, redirect_uri: 'http://127.0.0.1:1/console' });
    const elsewhere = new URLSearchParams({ ...question, redirect_uri: 'https://evil.example/console' });
    const answers = [here, elsewhere].map((query) =>
      fetch(`${provider.issuer}/authorize?${query}`, { redirect: 'manual' }),
    );

    const [withoutPkce, faraway] = await Promise.all(answers);
    expect(withoutPkce?.headers.get('location')).toContain('error=invalid_request');
    expect(faraway?.status).toBe(400);
  });

  it('shows a page that any browser may be sent to, for its own sign-in only', async () => {
    expect((await fetch(`${provider.issuer}/sign-in/nonsense`)).status).toBe(400);
  });
});
