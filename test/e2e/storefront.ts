import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { fetchToken, type Storefront } from '../../local/identity-provider.ts';
import { demandDocumented } from './documented-answer.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';

const { apiUrl, issuer } = inject('service');

const tokens = new Map<string, Promise<string>>();

/** An access token, got as a storefront gets it: with client credentials. */
export function accessToken(client: Storefront = 'storefront-a', scope = 'orders:write orders:read') {
  const key = `${client} ${scope}`;
  const token = tokens.get(key) ?? fetchToken(issuer, { client, scope });
  tokens.set(key, token);
  return token;
}

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** What a call sends. `token: null` sends none. */
export interface Request {
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
  readonly body?: string | undefined;
}

/**
 * Calls the API as its document tells callers to: an answer of 500 or more (a function that a busy machine did not let
 * end in time, say) is asked for again, which changes nothing.
 */
export async function call(method: string, path: string, request: Request = {}): Promise<Answer> {
  return answered(`${method} ${path}`, () => callOnce(method, path, request));
}

/** Opens a page, or sends its form, as people do: who sees an error tries again, which changes nothing either. */
export async function visit(url: string, request: RequestInit = {}): Promise<Response> {
  return answered(url, () => fetch(url, request));
}

function answered<Of extends { readonly status: number }>(what: string, ask: () => Promise<Of>): Promise<Of> {
  return eventually(`an answer to ${what}`, async () => {
    const answer = await ask();
    return answer.status < 500 && answer;
  });
}

/** Calls the API, whatever it answers, as long as the record of the route has that answer. */
export async function callOnce(
  method: string,
  path: string,
  { token, headers = {}, body }: Request = {},
): Promise<Answer> {
  const bearer = token === undefined ? await accessToken() : token;
  const answer = await fetch(`${apiUrl}${path}`, {
    method,
    headers: { ...(bearer !== null && { authorization: `Bearer ${bearer}` }), ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await answer.text();
  const seen = { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
  demandDocumented(method, path, seen);
  return seen;
}

/** Places an order under a key of its own unless one is given. */
export async function submit(order: unknown, idempotencyKey: string = randomUUID()): Promise<Answer> {
  return call('POST', '/orders', placing(order, idempotencyKey));
}

/** What places an order. */
export function placing(order: unknown, idempotencyKey: string): Request {
  return {
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(order),
  };
}

/** Places an order that must be accepted. @returns its id */
export async function accepted(order: unknown, idempotencyKey?: string): Promise<string> {
  const answer = await submit(order, idempotencyKey);
  if (answer.status !== 202) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
  return String(answer.body.id);
}

/** An order as the API shows it. */
export interface ShownOrder {
  readonly id: string;
  readonly status: string;
  readonly total: number;
  readonly currentTotal?: number;
  readonly timeline: readonly { at: string; event: string; detail?: string }[];
  readonly rejection?: { reason: string; shortages?: { sku: string; requested: number; available: number }[] };
}

/**
 * Follows an order until it has ended; by short looks, because a storefront has few places for long polls and the tests
 * are many.
 */
export async function ended(orderId: string): Promise<ShownOrder> {
  return eventually(`the end of order ${orderId}`, async () => {
    const { status, body } = await call('GET', `/orders/${orderId}`);
    if (status !== 200) throw new Error(`GET answered ${status}: ${JSON.stringify(body)}`);
    const order = body as unknown as ShownOrder;
    return order.status !== 'PENDING' && order.status !== 'RESERVED' && order;
  });
}

/** What an order tells of its notices. */
export async function noticesOf(orderId: string) {
  const { timeline } = await ended(orderId);
  return timeline.filter(({ event }) => event.startsWith('NOTICE_'));
}

/** Asks to be told when a product is back in stock. */
export function askBackInStock(sku: string, email: string, locale = 'en') {
  return call('POST', `/products/${sku}/back-in-stock-requests`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, locale }),
  });
}

/** Confirms by the link in the shopper's e-mail that they asked for a product that is out of stock. */
export async function confirmBackInStock(email: string): Promise<void> {
  const text = await eventually('the e-mail that asks to confirm', async () => (await emailsTo(email))[0]?.text);
  const link = new URL(/https:\/\/shop\.example\/confirm\S+/.exec(text)?.[0] ?? '');
  const [sku, token] = ['sku', 'token'].map((name) => link.searchParams.get(name));
  const { status } = await call('POST', `/products/${sku}/back-in-stock-confirmations`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (status !== 202) throw new Error(`the confirmation was answered with ${status}`);
}
