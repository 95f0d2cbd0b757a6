import { environment } from './environment.ts';
import type { HttpRequest } from './http-request.ts';
import { Problem } from './problem.ts';
import { forbidden } from './problems.ts';

/** Who calls the API, by its access token. */
export interface Caller {
  /** The client that the token was issued to. */
  readonly client: string;
  /** Whether it has the scope of staff, who may do what clients may not. */
  readonly isStaff: boolean;
}

/** Where issuers write the client: RFC 9068 and Cognito, OpenID Connect, Okta, Microsoft Entra. */
const clientClaims = ['client_id', 'azp', 'cid', 'appid'] as const;

/** Where issuers write the scopes: RFC 9068 and Cognito; Okta and Microsoft Entra. */
const scopeClaims = ['scope', 'scp'] as const;

/**
 * Who calls. The API's authorizer has verified the token before any function runs.
 * @throws Problem forbidden when the token names no client
 */
export function callerOf(request: HttpRequest): Caller {
  const { authorizer } = request.requestContext as { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };
  const claims = authorizer?.jwt?.claims ?? {};
  const client = clientClaims.map((name) => claims[name]).find((claim) => claim !== undefined);
  if (typeof client !== 'string' || client === '') {
    throw new Problem(forbidden, `The access token names no client in ${clientClaims.join(', ')}.`);
  }
  // Compared whole: another resource server of the same issuer may have a scope that ends alike.
  const staff = environment('STAFF_SCOPE');
  return { client, isStaff: scopeClaims.some((name) => scopesIn(claims[name]).includes(staff)) };
}

/** The scopes in a claim: text with spaces, a list, or a list as API Gateway writes it: `[read write]`. */
function scopesIn(claim: unknown): readonly unknown[] {
  if (typeof claim !== 'string') return Array.isArray(claim) ? claim : [];
  return (/^\[(.*)\]$/.exec(claim)?.[1] ?? claim).split(' ');
}
