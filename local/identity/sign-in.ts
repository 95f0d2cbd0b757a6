import { createHash, randomBytes } from 'node:crypto';
import { consoleClient } from '../identity-provider.ts';

/** What somebody has who is signed in. */
export interface SignedIn {
  readonly accessToken: string;
  /** Gets them other tokens, as long as they may. */
  readonly refreshToken: string;
}

const redirectUri = 'http://127.0.0.1/console';

/**
 * Signs a person of the local issuer in as a browser does: authorization code with PKCE, and a click on their name.
 * @throws Error when they may not
 *
 * @example const { accessToken } = await signIn('http://127.0.0.1:4567', 'susan');
 */
export async function signIn(issuer: string, person: string): Promise<SignedIn> {
  const cookies = new Map<string, string>();
  const verifier = randomBytes(32).toString('base64url');
  const question = new URLSearchParams({
    client_id: consoleClient,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid',
    state: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const page = await followed(`${issuer}/authorize?${question}`, cookies);
  const back = await followed(page, cookies, { method: 'POST', body: new URLSearchParams({ person }) });
  const answer = new URL(await followed(back, cookies)).searchParams;
  const code = answer.get('code');
  if (code === null || answer.get('state') !== question.get('state')) {
    throw new Error(`The issuer signed nobody in: ${answer}`);
  }
  return askForTokens(issuer, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
  });
}

/** Stays signed in. @throws Error when the person may not any more */
export function staySignedIn(issuer: string, { refreshToken }: SignedIn): Promise<SignedIn> {
  return askForTokens(issuer, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

async function askForTokens(issuer: string, form: Readonly<Record<string, string>>): Promise<SignedIn> {
  const body = new URLSearchParams({ client_id: consoleClient, ...form });
  const response = await fetch(`${issuer}/token`, { method: 'POST', body });
  const answer = (await response.json()) as { access_token: string; refresh_token: string };
  if (!response.ok) throw new Error(`The issuer refused tokens (${response.status}): ${JSON.stringify(answer)}`);
  return { accessToken: answer.access_token, refreshToken: answer.refresh_token };
}

/** Where an address leads on to, with the cookies that are given on the way. */
async function followed(url: string, cookies: Map<string, string>, request: RequestInit = {}): Promise<string> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(url, { ...request, redirect: 'manual', headers: { cookie } });
  for (const set of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    cookies.set(name, value);
  }
  const location = response.headers.get('location');
  if (location === null) throw new Error(`The issuer did not go on (${response.status}): ${await response.text()}`);
  return new URL(location, url).href;
}
