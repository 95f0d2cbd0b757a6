import * as z from 'zod/mini';

/** Where people sign in and out, and where tokens come from. */
export interface IssuerEndpoints {
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** Not every issuer has one. */
  readonly endSessionEndpoint?: string;
}

const Discovery = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  end_session_endpoint: z.optional(z.url()),
});

const timeoutMilliseconds = 5_000;

/**
 * Where the issuer says that people sign in (OpenID Connect Discovery 1.0).
 * @throws Error when it does not say
 */
export async function discoverEndpoints(issuer: string): Promise<IssuerEndpoints> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMilliseconds) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  const found = z.parse(Discovery, await answer.json());
  return {
    authorizationEndpoint: found.authorization_endpoint,
    tokenEndpoint: found.token_endpoint,
    ...(found.end_session_endpoint !== undefined && { endSessionEndpoint: found.end_session_endpoint }),
  };
}
