import { exchange } from './exchange.ts';

/**
 * Gives an access token, the same one as long as it is good.
 * @param refused one that the service did not take: give another
 */
export type TokenSource = (refused?: string) => Promise<string>;

/** As whom a storefront's back end gets its tokens. */
export interface ClientCredentials {
  /** The OIDC issuer; its discovery document names the token endpoint. */
  readonly issuer: string;
  readonly clientId: string;
  /** Never in a browser: whoever has it may order in the storefront's name. */
  readonly clientSecret: string;
  /** All that the client may have, unless told. */
  readonly scope?: string | undefined;
  readonly fetch?: typeof fetch | undefined;
}

/** The issuer gives no token: the credentials are wrong, or may not have the scope. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/**
 * Access tokens by client credentials (RFC 6749, section 4.4). One is kept until shortly before it expires; however many
 * ask meanwhile, it is fetched once.
 *
 * @throws TokenRefused
 */
export function clientCredentials({
  issuer,
  clientId,
  clientSecret,
  scope,
  fetch: send = fetch,
}: ClientCredentials): TokenSource {
  const sending = { fetch: send, retries: 4, timeoutSeconds: 10 };
  let current: Promise<Token> | undefined;

  async function fetchToken(): Promise<Token> {
    const begunAt = Date.now();
    const discovery = await exchange(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {}, sending);
    const { token_endpoint } = demandFields<{ token_endpoint: string }>(discovery, 'token_endpoint');
    const answer = await exchange(
      token_endpoint,
      {
        method: 'POST',
        headers: { authorization: `Basic ${btoa([clientId, clientSecret].map(encodeURIComponent).join(':'))}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }),
      },
      sending,
    );
    const { access_token, expires_in = 300 } = demandFields<{ access_token: string; expires_in?: number }>(
      answer,
      'access_token',
    );
    // A request that is just leaving must not arrive with a token that has run out.
    return { value: access_token, goodUntil: begunAt + 1000 * (expires_in - Math.min(60, expires_in / 2)) };
  }

  return async (refused) => {
    const known = current;
    const token = await known?.catch(() => undefined);
    if (token !== undefined && token.value !== refused && Date.now() < token.goodUntil) return token.value;
    // Somebody else may have seen the same, and be fetching already.
    const fresh = current !== undefined && current !== known ? current : fetchToken();
    current = fresh;
    return (await fresh).value;
  };
}

interface Token {
  readonly value: string;
  readonly goodUntil: number;
}

function demandFields<Fields>(
  { status, body }: { status: number; body: unknown },
  name: string & keyof Fields,
): Fields {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Fields;
  if (status === 200 && typeof fields[name] === 'string') return fields;
  throw new TokenRefused(`The issuer answered ${status} without ${name}: ${JSON.stringify(body)}`);
}
