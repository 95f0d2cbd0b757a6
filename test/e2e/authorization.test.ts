import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { AwsClient } from 'aws4fetch';
import { generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { type Role, roles, scopesByRole } from '../../lambdas/access/roles.ts';
import { ofEachScope, type Scope, scopes } from '../../lambdas/access/scopes.ts';
import { examples } from '../../lambdas/api/examples.ts';
import { isRecorded, type Route, routeKey } from '../../lambdas/api/route.ts';
import { namedRoutes, type RouteName, routes } from '../../lambdas/api/routes.ts';
import { signIn } from '../../local/identity/sign-in.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { documents, outputs } from './cloud.ts';
import { accepted, accessToken, call } from './storefront.ts';

const { issuer, apiUrl, endpoint, dataFolder } = inject('service');

/** The issuer's own key: with it a token can be right in all but one thing. */
const issuersKey = JSON.parse(await readFile(join(dataFolder, 'identity', 'signing-key.json'), 'utf8')) as JWK;
const { privateKey: anotherKey } = await generateKeyPair('RS256');

const everyScope = Object.values(ofEachScope(({ scopeName }) => scopeName));
/** When these tests began: an earlier run may have left records behind. */
const begun = new Date().toISOString();

/** Somebody of each role. */
const ofRole = {
  support: 'susan',
  'stock-keeper': 'keith',
  finance: 'fiona',
  operator: 'oscar',
  admin: 'alice',
} as const;

const sku = await onSale();
const orderId = await accepted(anOrderOf(sku));
const endpointId = await anEndpoint();
afterAll(async () => {
  await call('DELETE', `/webhook-endpoints/${endpointId}`);
});

const closed = namedRoutes.flatMap(([name, route]) => {
  if (!('anyScopeOf' in route.access)) return [];
  return [{ name, route, anyScopeOf: route.access.anyScopeOf.map((scope) => scopes[scope].scopeName) }];
});

describe('the deployed routes', () => {
  it('are those of the table, and ask for the scopes of their records', async () => {
    const inTable = namedRoutes.map(([name, route]) => ({
      routeKey: routeKey(route),
      anyScopeOf: closed.find((candidate) => candidate.name === name)?.anyScopeOf ?? [],
    }));

    expect(new Set(await deployedRoutes())).toEqual(new Set(inTable));
  });
});

describe.each(closed)('$name', ({ route, anyScopeOf }) => {
  const own = anyScopeOf.join(' ');
  const others = everyScope.filter((scope) => !anyScopeOf.includes(scope)).join(' ');
  const foreign = anyScopeOf.map((scope) => `evil/${scope}`).join(' ');

  it.each<readonly [string, number, () => Promise<string | null>]>([
    ['no token', 401, async () => null],
    ['a token that is no JWT', 401, async () => 'nonsense'],
    ['an expired token', 401, () => aToken({ scope: own }, { expiresIn: -60 })],
    ['a token of another issuer', 401, () => aToken({ scope: own, iss: 'https://elsewhere.example' })],
    ['a token for another audience', 401, () => aToken({ scope: own, aud: 'another-api' })],
    ['a token of another key', 401, () => aToken({ scope: own }, { key: anotherKey })],
    ['a token without a scope', 403, () => aToken({})],
    ['a token with every scope but its own', 403, () => aToken({ scope: others })],
    ["a token with another server's scope that ends alike", 403, () => aToken({ scope: foreign })],
    ['a token without a client', 403, () => aToken({ client_id: undefined, scope: own })],
  ])('refuses %s with %i', async (_caller, status, token) => {
    expect((await answerTo(route, await token())).status).toBe(status);
  });

  it.each(anyScopeOf)('lets a token with just %s in', async (scope) => {
    const { status } = await answerTo(route, await aToken({ scope }));

    expect(status).not.toBe(401);
    expect(status).not.toBe(403);
    expect(status).toBeLessThan(500);
  });
});

const ofStorefronts = [scopes.read.scopeName, scopes.write.scopeName] as const;
const ofAStorefront = closed.filter(
  ({ route, anyScopeOf }) =>
    /\{(?:orderId|endpointId)\}/.test(route.path) && ofStorefronts.some((scope) => anyScopeOf.includes(scope)),
);
const listsOfAStorefront = closed.filter(
  ({ route, anyScopeOf }) =>
    route.method === 'GET' && !route.path.includes('{') && ofStorefronts.some((scope) => anyScopeOf.includes(scope)),
);
/** What a list may be asked for: orders are listed by where they stand. */
const queriesOf = ({ parameters }: Route): readonly string[] =>
  parameters?.includes('status') ? ['?status=PENDING', '?status=RESERVED', '?status=CONFIRMED'] : [''];

describe.each(ofAStorefront)('$name of another storefront', ({ route }) => {
  it.each([
    ['with every scope of a storefront', 'orders:read orders:write'],
    ['with the scope of staff at another server', 'orders:read orders:write evil/orders:staff'],
  ])('is not there for a token %s', async (_case, scope) => {
    const token = await aToken({ client_id: 'storefront-b', scope });
    const answer = await answerTo(route, token, { orderId, endpointId });

    expect(answer.status).toBe(404);
  });
});

describe.each(listsOfAStorefront)('$name of another storefront', ({ route }) => {
  it.each(queriesOf(route))('has neither its orders nor its endpoints%s', async (query) => {
    const token = await aToken({ client_id: 'storefront-b', scope: 'orders:read orders:write' });
    const { status, body } = await answerTo({ ...route, path: `${route.path}${query}` }, token);

    expect(status).toBe(200);
    const written = JSON.stringify(body);
    expect([written.includes(orderId), written.includes(endpointId)]).toEqual([false, false]);
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

describe('a person of the shop', () => {
  const people = [...roles.map((role) => ({ role, id: ofRole[role] })), { role: undefined, id: 'nora' }];

  it.each(people)('with role $role is let in where the table of rights says so, and nowhere else', async (person) => {
    const { accessToken: token } = await signIn(issuer, person.id);

    const wrong: string[] = [];
    for (const { name, route } of closed) {
      const may = person.role !== undefined && isOf(person.role, name);
      const { status } = await answerTo(route, token, {}, { reason: `as%20${person.role}` });
      if (may !== (status !== 401 && status !== 403) || status >= 500) wrong.push(`${name}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('has what they change recorded, by the name of the operation, with role and reason', async () => {
    const recorded = await actionsOf(ofRole.admin);

    const expected = closed
      .filter(({ name, route }) => isRecorded(route) && isOf('admin', name))
      .map(({ name }) => name);
    expect(expected.length).toBeGreaterThan(8);
    expect(expected.filter((name) => !recorded.some(({ action }) => action === name))).toEqual([]);
    for (const { roles: held, reason } of recorded) expect([held, reason]).toEqual([['admin'], 'as admin']);
  });

  it('changes nothing without a reason, be it in the header or in the body', async () => {
    const { accessToken: token } = await signIn(issuer, ofRole.admin);

    const refused: string[] = [];
    for (const { name, route } of closed.filter(({ route }) => isRecorded(route))) {
      const { body } = await answerTo(route, token);
      if (String(body.type).endsWith(':reason-required')) refused.push(name);
    }
    expect(refused).toEqual(expect.arrayContaining(['shipOrder', 'revokeStatusUrl', 'liftSuppression']));
    expect((await actionsOf(ofRole.admin)).filter(({ reason }) => !reason)).toEqual([]);
  });

  it('who is disabled does not get in, nor does one whose session has ended', async () => {
    await expect(signIn(issuer, 'dan')).rejects.toThrow('may not sign in');

    const claims = { sub: ofRole.admin, client_id: 'console', groups: ['admin'], scope: everyScope.join(' ') };
    const ended = await aToken(claims, { expiresIn: -60 });
    const statuses = await Promise.all(closed.map(async ({ route }) => (await answerTo(route, ended)).status));
    expect(new Set(statuses)).toEqual(new Set([401]));
  });

  it('sees an order of any storefront, without what tells who its customer is', async () => {
    const { accessToken: token } = await signIn(issuer, ofRole.support);

    const { status, body } = await call('GET', `/orders/${orderId}`, { token });

    expect(status).toBe(200);
    expect(body).toMatchObject({ id: orderId, contact: { email: '***' }, shippingAddress: { name: '***' } });
  });
});

/** Registers an endpoint of the first storefront, which is told of next to nothing. @returns its id */
async function anEndpoint(): Promise<string> {
  const { status, body } = await call('POST', '/webhook-endpoints', {
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ url: 'http://127.0.0.1:9/nobody', types: ['refund.requested'] }),
  });
  if (status !== 201) throw new Error(`the endpoint was answered with ${status}: ${JSON.stringify(body)}`);
  return String(body.id);
}

/** A token of the issuer, with these claims beside or instead of the usual ones. */
async function aToken(
  claims: Readonly<Record<string, unknown>>,
  {
    key = importJWK(issuersKey, 'RS256'),
    expiresIn = 3600,
  }: { key?: Parameters<SignJWT['sign']>[0] | ReturnType<typeof importJWK>; expiresIn?: number } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: issuer, aud: 'order-confirmation', sub: 'storefront-a', client_id: 'storefront-a' };
  return new SignJWT({ ...usual, iat: now - 7200, exp: now + expiresIn, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: issuersKey.kid ?? '' })
    .sign(await key);
}

/** Calls a route with the example of its body, about what is nobody's unless told. */
async function answerTo(
  { method, path, body }: Route,
  token: string | null,
  named: Readonly<Record<string, string>> = {},
  headers: Record<string, string> = {},
) {
  return call(
    method,
    path.replace('{sku}', sku).replaceAll(/\{(\w+)\}/g, (_, name: string) => named[name] ?? randomUUID()),
    {
      token,
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      body: body === undefined ? undefined : JSON.stringify(examples[body]),
    },
  );
}

/** Whether people of a role may call a route. */
function isOf(role: Role, name: RouteName): boolean {
  const { access }: Route = routes[name];
  const held: readonly Scope[] = scopesByRole[role];
  return 'anyScopeOf' in access && access.anyScopeOf.some((scope) => held.includes(scope));
}

/** What the audit has of somebody since these tests began. */
async function actionsOf(who: string) {
  const days = [0, 1].map((ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10));
  const items: Record<string, unknown>[] = [];
  for (const day of days) {
    const pages = paginateQuery(
      { client: documents },
      {
        TableName: outputs.AuditTable,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `DAY#${day}` },
      },
    );
    for await (const { Items = [] } of pages) items.push(...Items);
  }
  return items.filter(({ who: by, at }) => by === who && String(at) >= begun);
}

/** The routes, asked of the gateway. */
async function deployedRoutes() {
  const aws = new AwsClient({
    accessKeyId: 'test',
    secretAccessKey: 'test',
    region: 'us-east-1',
    service: 'apigateway',
  });
  const answer = await aws.fetch(`${endpoint}/v2/apis/${apiUrl.split('/').at(-1)}/routes`);
  const { items } = (await answer.json()) as {
    items: readonly { routeKey: string; authorizationType?: string; authorizationScopes?: readonly string[] }[];
  };
  return items.map(({ routeKey, authorizationType, authorizationScopes }) => ({
    routeKey,
    anyScopeOf: authorizationType === 'JWT' ? authorizationScopes : [],
  }));
}
