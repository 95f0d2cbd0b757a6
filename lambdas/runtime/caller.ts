import { environment } from './environment.ts';
import type { HttpRequest } from './http-request.ts';
import { Problem } from './problem.ts';
import { forbidden } from './problems.ts';

/** Who calls the API, by its access token. */
export interface Caller {
  /** The client that the token was issued to. */
  readonly client: string;
  /** Who acts by that client: a person, as their issuer knows them for good; or the client itself. */
  readonly subject: string;
  /** What the issuer calls the subject, to be read by people. */
  readonly name: string;
  /** What the token allows, each scope by our own name for it. */
  readonly scopes: readonly string[];
  /** The groups in which the issuer has the person; none of a client that acts for itself. */
  readonly roles: readonly string[];
}

/** A client that acts for itself, with no scope. */
export function clientItself(client: string): Caller {
  return { client, subject: client, name: client, scopes: [], roles: [] };
}

/** Where issuers write the client: RFC 9068 and Cognito, OpenID Connect, Okta, Microsoft Entra. */
const clientClaims = ['client_id', 'azp', 'cid', 'appid'] as const;

/** Where issuers write the scopes: RFC 9068 and Cognito; Okta and Microsoft Entra. */
const scopeClaims = ['scope', 'scp'] as const;

/** Where issuers write the groups: RFC 9068, Okta and Microsoft Entra; Cognito. */
const roleClaims = ['roles', 'groups', 'cognito:groups'] as const;

/** Where issuers write what a person is called. */
const nameClaims = ['email', 'preferred_username', 'username', 'name'] as const;

/**
 * Who calls. The API's authorizer has verified the token before any function runs.
 * @throws Problem forbidden when the token names no client
 */
export function callerOf(request: HttpRequest): Caller {
  const { authorizer } = request.requestContext as { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };
  const claims = authorizer?.jwt?.claims ?? {};
  const client = clientClaims.map((name) => claims[name]).find((claim) => claim !== undefined);
  if (!isText(client)) {
    throw new Problem(forbidden, `The access token names no client in ${clientClaims.join(', ')}.`);
  }
  const subject = isText(claims.sub) ? claims.sub : client;
  const name = nameClaims.map((claim) => claims[claim]).find(isText) ?? subject;
  // Compared whole: another resource server of the same issuer may have a scope that ends alike.
  const prefix = scopePrefix();
  const held = scopeClaims.flatMap((claim) => wordsIn(claims[claim])).filter((scope) => scope.startsWith(prefix));
  return {
    client,
    subject,
    name,
    scopes: held.map((scope) => scope.slice(prefix.length)),
    roles: roleClaims.flatMap((claim) => wordsIn(claims[claim])),
  };
}

/** What the issuer puts before our names of scopes: that of our resource server, where it has such. */
export function scopePrefix(): string {
  const prefix = environment('SCOPE_PREFIX');
  return prefix === 'none' ? '' : prefix;
}

/** The words in a claim: text with spaces, a list, or a list as API Gateway writes it: `[read write]`. */
function wordsIn(claim: unknown): readonly string[] {
  if (typeof claim !== 'string') return Array.isArray(claim) ? claim.filter(isText) : [];
  return (/^\[(.*)\]$/.exec(claim)?.[1] ?? claim).split(' ').filter(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
