import { NotRight } from './check.ts';

/** An answer of the API; what is not JSON has no body. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What is sent with a call. */
export interface Request {
  readonly token?: string;
  readonly idempotencyKey?: string;
  readonly body?: unknown;
  /** Why, where that stands in no body. */
  readonly reason?: string | undefined;
}

/** The stage's HTTP API. */
export type Api = (method: string, path: string, request?: Request) => Promise<Answer>;

/** Calls the API at an address. */
export function apiAt(apiUrl: string): Api {
  return async (method, path, { token, idempotencyKey, body, reason } = {}) => {
    const answer = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...(reason === undefined ? {} : { reason: encodeURIComponent(reason) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: isObject(text) ? JSON.parse(text) : {} };
  };
}

/** @throws NotRight that names the problem, unless the answer has the status */
export function demand({ status, body }: Answer, wanted: number): void {
  if (status === wanted) return;
  const problem = typeof body.type === 'string' ? ` (${body.type.slice(body.type.lastIndexOf(':') + 1)})` : '';
  throw new NotRight(`answered ${status}${problem} instead of ${wanted}`);
}

function isObject(text: string): boolean {
  return text.startsWith('{') && text.endsWith('}');
}
