/**
 * Signing in by authorization code with PKCE (RFC 6749, RFC 7636, OpenID Connect). Tokens lie in the tab's own session
 * storage: a reload keeps them, closing the tab ends them, no other tab or later user of the machine has them. A cookie
 * would be sent by whoever makes the browser ask; memory alone would lose an operator's place with each reload. What
 * could read them is a foreign script, and the page's policy lets none run.
 */
import type { StaffClient } from '../../client/src/client.ts';
import type { TokenSource } from '../../client/src/client-credentials.ts';
import type { Settings } from './settings.ts';

/** What the issuer gave. */
interface Tokens {
  readonly access: string;
  readonly id?: string | undefined;
  readonly refresh?: string | undefined;
  /** Epoch milliseconds. */
  readonly goodUntil: number;
}

/** A sign-in under way: how we know the answer for ours, and where the person was. */
interface SignIn {
  readonly state: string;
  readonly verifier: string;
  readonly place: string;
}

/** Somebody who is signed in. */
export interface Session {
  /** How the issuer names them, and the roles that it gives. */
  readonly name: string;
  readonly role: string | undefined;
  /** Gives an access token. @throws SessionEnded */
  readonly token: TokenSource;
  /** Whether the token's scopes let them do it. The API decides; this only spares a button that leads nowhere. */
  may(operation: keyof StaffClient): boolean;
  /** Forgets the tokens here, and ends the session at the issuer. */
  signOut(): void;
}

/** The issuer gives no further token: the person has to sign in again. */
export class SessionEnded extends Error {
  override readonly name = 'SessionEnded';
}

/** The issuer refused a sign-in, or answered one that was not begun here. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

const tokensKey = 'console.tokens';
const signInKey = 'console.sign-in';
/** A request that is just leaving must not arrive with a token that has run out. */
const spareMilliseconds = 30_000;

/** The page's own address, to which the issuer sends back. */
const ownAddress = () => `${location.origin}${location.pathname}`;

/** Goes to the issuer; the answer leads back to the place (`#/orders/…`). */
export async function signIn(settings: Settings, place: string): Promise<void> {
  const verifier = random();
  const state = random();
  sessionStorage.setItem(signInKey, JSON.stringify({ state, verifier, place } satisfies SignIn));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const asked = {
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: ownAddress(),
    scope: settings.scope,
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  };
  location.assign(`${settings.authorizationEndpoint}?${new URLSearchParams(asked)}`);
}

/**
 * The session of this tab, if there is one: what the issuer has just answered, or what was there before the reload.
 * @throws SignInRefused
 */
export async function currentSession(settings: Settings): Promise<Session | undefined> {
  const answer = new URLSearchParams(location.search);
  if (answer.has('code') || answer.has('error')) await takeAnswer(settings, answer);
  const tokens = readStored<Tokens>(tokensKey);
  return tokens && sessionOf(settings, tokens);
}

async function takeAnswer(settings: Settings, answer: URLSearchParams): Promise<void> {
  const begun = readStored<SignIn>(signInKey);
  sessionStorage.removeItem(signInKey);
  // Neither a reload nor the history meets the code again.
  history.replaceState(null, '', `${ownAddress()}${begun?.place ?? ''}`);
  const refusal = answer.get('error');
  if (refusal !== null) throw new SignInRefused(answer.get('error_description') ?? refusal);
  const code = answer.get('code');
  if (begun === undefined || code === null || answer.get('state') !== begun.state) {
    throw new SignInRefused('The answer belongs to no sign-in of this tab.');
  }
  const grant = { grant_type: 'authorization_code', code, redirect_uri: ownAddress(), code_verifier: begun.verifier };
  store(await askForTokens(settings, grant));
}

function sessionOf(settings: Settings, first: Tokens): Session {
  const { name, role, scopes } = claimsIn(first);
  let tokens = first;
  let renewal: Promise<Tokens> | undefined;

  async function renew(): Promise<Tokens> {
    const { refresh } = tokens;
    if (refresh === undefined) throw new SessionEnded('The session has ended.');
    const fresh = await askForTokens(settings, { grant_type: 'refresh_token', refresh_token: refresh }).catch(
      (error) => {
        // An issuer that cannot be reached has not said no.
        if (error instanceof SignInRefused) throw new SessionEnded('The session has ended.', { cause: error });
        throw error;
      },
    );
    // An issuer need not give another refresh token, nor the id token again.
    tokens = { ...fresh, refresh: fresh.refresh ?? refresh, id: fresh.id ?? tokens.id };
    store(tokens);
    return tokens;
  }

  return {
    name,
    role,
    may: (operation) => (settings.allowedBy[operation] ?? []).some((scope) => scopes.has(scope)),
    async token(refused) {
      if (tokens.access !== refused && Date.now() < tokens.goodUntil - spareMilliseconds) return tokens.access;
      // Many ask at once; the refresh token may be good for one use only.
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      return (await renewal).access;
    },
    signOut() {
      sessionStorage.removeItem(tokensKey);
      const { endSessionEndpoint, clientId } = settings;
      if (endSessionEndpoint === undefined) return location.assign(ownAddress());
      const asked = {
        client_id: clientId,
        ...(tokens.id !== undefined && { id_token_hint: tokens.id }),
        // OpenID Connect's name, and Cognito's.
        post_logout_redirect_uri: ownAddress(),
        logout_uri: ownAddress(),
      };
      location.assign(`${endSessionEndpoint}?${new URLSearchParams(asked)}`);
    },
  };
}

/** Forgets a session that has ended. */
export function forgetSession(): void {
  sessionStorage.removeItem(tokensKey);
}

async function askForTokens(settings: Settings, grant: Readonly<Record<string, string>>): Promise<Tokens> {
  const begunAt = Date.now();
  const answer = await fetch(settings.tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams({ ...grant, client_id: settings.clientId }),
    signal: AbortSignal.timeout(10_000),
  });
  const body = (await answer.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  if (answer.status >= 500 || answer.status === 429) throw new Error(`The issuer answered ${answer.status}.`);
  if (!answer.ok || typeof body.access_token !== 'string') {
    throw new SignInRefused(String(body.error_description ?? body.error ?? `The issuer answered ${answer.status}.`));
  }
  return {
    access: body.access_token,
    id: typeof body.id_token === 'string' ? body.id_token : undefined,
    refresh: typeof body.refresh_token === 'string' ? body.refresh_token : undefined,
    goodUntil: begunAt + 1000 * (typeof body.expires_in === 'number' ? body.expires_in : 300),
  };
}

/** Who they are and what they may, as the tokens say. Nothing is decided by it but what is shown. */
function claimsIn({ access, id }: Tokens) {
  const ofAccess = payloadOf(access);
  const claims = { ...ofAccess, ...(id !== undefined && payloadOf(id)) };
  const roles = [claims.roles, claims.groups, claims['cognito:groups']]
    .flat()
    .filter((role) => typeof role === 'string');
  const name = [claims.name, claims.email, claims.preferred_username, claims.username, claims.sub];
  const scopes = [ofAccess.scope, ofAccess.scp].flatMap((claim) =>
    typeof claim === 'string' ? claim.split(' ') : claim,
  );
  return {
    name: String(name.find((claim) => typeof claim === 'string') ?? 'somebody'),
    role: roles.length === 0 ? undefined : roles.join(', '),
    scopes: new Set(scopes),
  };
}

function payloadOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const [, payload = ''] = token.split('.');
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
      sign.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // An issuer's access token need not be readable to us.
    return {};
  }
}

function store(tokens: Tokens): void {
  sessionStorage.setItem(tokensKey, JSON.stringify(tokens));
}

function readStored<Value>(key: string): Value | undefined {
  const text = sessionStorage.getItem(key);
  return text === null ? undefined : (JSON.parse(text) as Value);
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
