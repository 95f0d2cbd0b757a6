import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

/** The audience of the access tokens; what is deployed locally accepts no other. */
export const audience = 'order-confirmation';

/**
 * The storefronts, and the shop's back office, that may get a token, by client id. The secrets are no secrets: the
 * issuer listens on the loopback address only.
 */
export const storefronts = {
  'storefront-a': 'storefront-a-secret',
  'storefront-b': 'storefront-b-secret',
  'back-office': 'back-office-secret',
} as const;

/** A client id that the issuer knows. */
export type Storefront = keyof typeof storefronts;

/**
 * What each client may ask for: a storefront places and follows its orders, the back office calls off and gives back.
 */
const scopesOf = {
  'storefront-a': ['orders:write', 'orders:read'],
  'storefront-b': ['orders:write', 'orders:read'],
  'back-office': ['orders:read', 'orders:staff'],
} as const satisfies Record<Storefront, readonly string[]>;
const lifetimeSeconds = 3600;

/** A running issuer. */
export interface IdentityProvider {
  /** The issuer's URL, as it stands in its tokens. */
  readonly issuer: string;
  stop(): Promise<void>;
}

/**
 * Starts an OIDC issuer for machine clients on the loopback address: discovery document, keys, and a token endpoint for
 * client credentials. Its key is kept in the folder, so that a token outlives a restart.
 */
export async function startIdentityProvider(port: number, folder: string): Promise<IdentityProvider> {
  const key = await signingKey(folder);
  const issuer = `http://127.0.0.1:${port}`;
  const server = createServer((request, response) => {
    answer(issuer, key, request).then(
      ({ status, body }) => send(response, status, body),
      () => send(response, 500, { error: 'server_error' }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { issuer, stop };
}

/**
 * Gets an access token as a storefront does: by client credentials from the endpoint that the discovery document names.
 *
 * @example const token = await fetchToken('http://127.0.0.1:4567', { client: 'storefront-a', scope: 'orders:read' });
 */
export async function fetchToken(
  issuer: string,
  { client = 'storefront-a', scope = scopesOf[client].join(' ') }: { client?: Storefront; scope?: string } = {},
): Promise<string> {
  const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { token_endpoint } = (await discovery.json()) as { token_endpoint: string };
  const response = await fetch(token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${storefronts[client]}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  if (!response.ok) throw new Error(`The issuer refused a token (${response.status}): ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function answer(issuer: string, key: JWK, request: IncomingMessage): Promise<Answer> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /.well-known/openid-configuration':
      return { status: 200, body: discoveryDocument(issuer) };
    case 'GET /jwks.json':
      return { status: 200, body: { keys: [publicPart(key)] } };
    case 'POST /token':
      return token(issuer, key, request.headers.authorization, new URLSearchParams(await text(request)));
    default:
      return { status: 404, body: { error: 'not_found' } };
  }
}

function discoveryDocument(issuer: string) {
  return {
    issuer,
    jwks_uri: `${issuer}/jwks.json`,
    token_endpoint: `${issuer}/token`,
    grant_types_supported: ['client_credentials'],
    response_types_supported: [],
    subject_types_supported: ['public'],
    scopes_supported: [...new Set(Object.values(scopesOf).flat())],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
}

/** RFC 6749, section 4.4. `expires_in` is ours: tests ask for tokens that have run out. */
async function token(issuer: string, key: JWK, authorization = '', form: URLSearchParams): Promise<Answer> {
  const [id, secret] = credentials(authorization, form);
  const client = (Object.keys(storefronts) as Storefront[]).find((name) => name === id && storefronts[name] === secret);
  if (client === undefined) return { status: 401, body: { error: 'invalid_client' } };
  if (form.get('grant_type') !== 'client_credentials')
    return { status: 400, body: { error: 'unsupported_grant_type' } };
  const allowed: readonly string[] = scopesOf[client];
  const requested = form.get('scope')?.split(' ').filter(Boolean) ?? allowed;
  if (!requested.every((scope) => allowed.includes(scope))) return { status: 400, body: { error: 'invalid_scope' } };

  const expiresIn = Number(form.get('expires_in') ?? lifetimeSeconds);
  const now = Math.floor(Date.now() / 1000);
  const scope = requested.join(' ');
  const access_token = await new SignJWT({ client_id: id, scope })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key.kid ?? '' })
    .setIssuer(issuer)
    .setSubject(id)
    .setAudience(audience)
    .setIssuedAt(now + Math.min(0, expiresIn - 1))
    .setExpirationTime(now + expiresIn)
    .setJti(randomUUID())
    .sign(await importJWK(key, 'RS256'));
  return { status: 200, body: { access_token, token_type: 'Bearer', expires_in: expiresIn, scope } };
}

function credentials(authorization: string, form: URLSearchParams): [string, string] {
  if (!authorization.startsWith('Basic ')) return [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
  const decoded = Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return [decodeURIComponent(decoded.slice(0, Math.max(0, colon))), decodeURIComponent(decoded.slice(colon + 1))];
}

async function signingKey(folder: string): Promise<JWK> {
  const file = join(folder, 'signing-key.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JWK;
  } catch {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(privateKey);
    const key = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' };
    await mkdir(folder, { recursive: true });
    await writeFile(file, JSON.stringify(key), { mode: 0o600 });
    return key;
  }
}

function publicPart({ kty, n, e, kid, alg, use }: JWK): JWK {
  return { kty, n, e, kid, alg, use } as JWK;
}

function send(response: ServerResponse, status: number, body: Readonly<Record<string, unknown>>): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
