import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { type Role, scopesByRole } from '../lambdas/access/roles.ts';
import { ofEachScope, scopes } from '../lambdas/access/scopes.ts';
import { type People, type Person, peopleIn } from './identity/people.ts';
import { signInPage } from './identity/sign-in-page.ts';
import { storeInMemory } from './identity/store-in-memory.ts';

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

/** The public client by which people sign in. It has no secret, and may lead back to any page on this machine. */
export const consoleClient = 'console';

/**
 * How long things last, in seconds. An access token of a person lasts no longer than it may take until somebody who was
 * disabled is out.
 */
const lifetimes = { person: 300, client: 3600, signIn: 600, code: 60, session: 8 * 3600 } as const;

/** A running issuer. */
export interface IdentityProvider {
  /** The issuer's URL, as it stands in its tokens. */
  readonly issuer: string;
  stop(): Promise<void>;
}

/**
 * Starts an OIDC issuer on the loopback address: for machine clients by client credentials, for people by authorization
 * code with PKCE, on a page that asks who they are. Its key is kept in the folder, so that a token outlives a restart,
 * and so are its people.
 */
export async function startIdentityProvider(port: number, folder: string): Promise<IdentityProvider> {
  const issuer = `http://127.0.0.1:${port}`;
  const people = peopleIn(folder);
  const [{ Provider }, key] = await Promise.all([import('oidc-provider'), signingKey(folder), people()]);
  const provider = new Provider(issuer, configuration(key, people));
  const isOnThisMachine = (url: string) => URL.canParse(url) && loopback.has(new URL(url).hostname);
  // Where the console is depends on what was deployed.
  provider.Client.prototype.redirectUriAllowed = isOnThisMachine;
  provider.Client.prototype.postLogoutRedirectUriAllowed = isOnThisMachine;
  const answer = provider.callback();
  const server = createServer((request, response) => {
    if (!request.url?.startsWith(signInPath)) return answer(request, response);
    signIn(provider, people, request, response).catch((error) => {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(`Sign in anew from where you came: ${error}`);
    });
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

const signInPath = '/sign-in/';
const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

function configuration(key: JWK, people: People): Configuration {
  const apiScopes = Object.values(ofEachScope(({ scopeName }) => scopeName));
  const personOf = async (id: string): Promise<Person | undefined> => {
    const person = (await people()).find((candidate) => candidate.id === id);
    return person?.disabled ? undefined : person;
  };
  return {
    adapter: storeInMemory(),
    jwks: { keys: [key] },
    cookies: { keys: [randomUUID()] },
    routes: { authorization: '/authorize', token: '/token', jwks: '/jwks.json' },
    scopes: ['openid', 'profile', 'email', 'offline_access', ...apiScopes],
    clients: [
      ...Object.entries(storefronts).map(([client_id, client_secret]) => ({
        client_id,
        client_secret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        scope: scopesOf[client_id as Storefront].join(' '),
      })),
      {
        client_id: consoleClient,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: ['http://127.0.0.1/console'],
      },
    ],
    clientBasedCORS: () => true,
    findAccount: async (_context, id) => {
      const person = await personOf(id);
      return person && { accountId: id, claims: () => ({ sub: id, name: person.name, email: person.email }) };
    },
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: false,
    renderError: (context, { error, error_description }) => {
      context.type = 'text/plain';
      context.body = `${error}: ${error_description ?? ''}`;
    },
    interactions: { url: (_context, { uid }) => `${signInPath}${uid}` },
    // It is the shop's own client: nobody is asked for consent.
    loadExistingGrant: async (context) => grantOf(context),
    issueRefreshToken: () => true,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        // Who asks for no scope gets all of theirs (RFC 6749, section 3.3), and whatever is asked for is of the one API.
        defaultResource: ({ oidc: { client, params } }) => {
          if (params?.grant_type === 'client_credentials') params.scope ??= client?.scope;
          return resource;
        },
        getResourceServerInfo: () => ({
          audience,
          scope: apiScopes.join(' '),
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
        useGrantedResource: () => true,
      },
    },
    formats: {
      customizers: {
        jwt: async (_context, token, { payload }) => {
          const person = 'accountId' in token ? await personOf(String(token.accountId)) : undefined;
          // As the trigger of the user pool does: a person's roles say what they may, whatever the client asked for.
          if (person !== undefined) {
            const { name, email, roles } = person;
            Object.assign(payload, { name, email, groups: roles, scope: scopesOfRoles(roles).join(' ') });
          }
        },
      },
    },
    ttl: {
      AccessToken: lifetimes.person,
      IdToken: lifetimes.person,
      ClientCredentials: lifetimes.client,
      AuthorizationCode: lifetimes.code,
      Interaction: lifetimes.signIn,
      RefreshToken: lifetimes.session,
      Grant: lifetimes.session,
      Session: lifetimes.session,
    },
  };
}

/** The name of the API where a token is asked for. */
const resource = `urn:${audience}`;

async function grantOf({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({
    accountId: oidc.session?.accountId ?? '',
    clientId: oidc.client?.clientId ?? '',
  });
  grant.addOIDCScope('openid profile email offline_access');
  grant.addResourceScope(resource, [...(oidc.requestParamScopes ?? [])].join(' '));
  await grant.save();
  return grant;
}

function scopesOfRoles(roles: readonly Role[]): readonly string[] {
  return [...new Set(roles.flatMap((role) => scopesByRole[role].map((scope) => scopes[scope].scopeName)))];
}

/** Shows the page, or takes what was clicked on it. */
async function signIn(
  provider: Provider,
  people: People,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response);
  const known = await people();
  const chosen = request.method === 'POST' ? new URLSearchParams(await text(request)).get('person') : undefined;
  const person = known.find(({ id }) => id === chosen);
  if (person !== undefined && !person.disabled) {
    await provider.interactionFinished(request, response, { login: { accountId: person.id } });
    return;
  }
  const refused = chosen ? `${person?.name ?? chosen} may not sign in.` : undefined;
  response
    .writeHead(refused === undefined ? 200 : 403, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    })
    .end(signInPage(known, refused));
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
