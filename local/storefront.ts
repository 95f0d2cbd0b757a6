import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { type RecordEvent, type SeenCall, ShownOrder, seenCall } from './history/history.ts';

/** A refusal at the door (RFC 9457). */
const ProblemDocument = z.object({
  type: z.string(),
  status: z.number(),
  detail: z.string().optional(),
  errors: z
    .array(z.object({ pointer: z.string().optional(), header: z.string().optional(), detail: z.string() }))
    .optional(),
});
export type ProblemDocument = Readonly<z.output<typeof ProblemDocument>>;

/** What the API said to an order. */
export type Answer =
  | { readonly accepted: true; readonly order: ShownOrder }
  | { readonly accepted: false; readonly problem: ProblemDocument };

/** Where a storefront calls, as whom, and who hears of each call. */
export interface StorefrontOptions {
  readonly apiUrl: string;
  readonly token: string;
  readonly record?: RecordEvent;
}

/** A storefront: places orders and looks at them over HTTP, with a token of its own. */
export interface StorefrontClient {
  submit(order: unknown, idempotencyKey: string): Promise<Answer>;
  order(id: string): Promise<ShownOrder>;
  /** Calls an order off. @returns false when it is too late for that */
  cancel(id: string): Promise<boolean>;
  /** How many requests were sent again because the service asked for it, or did not answer. */
  readonly repeats: () => number;
}

/** Answers after which the same request may be sent again, under the same key. */
const repeatable = new Set([409, 429, 500, 502, 503, 504]);
const attempts = 20;
const longestPauseSeconds = 10;

/**
 * A storefront of the service at `apiUrl`.
 *
 * @example
 * const storefront = storefrontClient({ apiUrl: cloud.apiUrl, token: await cloud.storefrontToken() });
 * const answer = await storefront.submit(order, randomUUID());
 */
export function storefrontClient({ apiUrl, token, record = () => {} }: StorefrontOptions): StorefrontClient {
  let repeats = 0;

  async function call(
    path: string,
    request: RequestInit,
    see: (seen: SeenCall) => void,
    again: ReadonlySet<number> = repeatable,
  ): Promise<{ status: number; body: unknown }> {
    const headers = { ...request.headers, authorization: `Bearer ${token}` };
    for (let attempt = 1; ; attempt++) {
      const begunAt = Date.now();
      const answer = await attemptOf(() => fetch(`${apiUrl}${path}`, { ...request, headers }));
      const { status, body } = answer;
      see(seenCall(begunAt, status, body));
      if (status !== undefined && !again.has(status)) return { status, body };
      if (attempt === attempts) throw new Error(`${path} was in vain ${attempts} times: ${answer.why}`);
      repeats++;
      await pause(1000 * pauseSeconds(answer.retryAfter, attempt));
    }
  }

  return {
    async submit(order, idempotencyKey) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
      const request = { method: 'POST', headers, body: JSON.stringify(order) };
      const { status, body } = await call('/orders', request, (seen) =>
        record({ type: 'submission', key: idempotencyKey, ...seen }),
      );
      if (status === 202) return { accepted: true, order: ShownOrder.parse(body) };
      const problem = ProblemDocument.safeParse(body);
      // What API Gateway itself refuses comes without a type.
      return {
        accepted: false,
        problem: problem.data ?? { type: 'about:blank', status, detail: JSON.stringify(body) },
      };
    },

    async order(id) {
      const { status, body } = await call(`/orders/${id}`, {}, (seen) =>
        record({ type: 'read', orderId: id, ...seen }),
      );
      if (status !== 200) throw new Error(`GET /orders/${id} answered ${status}: ${JSON.stringify(body)}`);
      return ShownOrder.parse(body);
    },

    async cancel(id) {
      const headers = { 'content-type': 'application/json' };
      const request = { method: 'POST', headers, body: JSON.stringify({ reason: 'CHANGED_MIND' }) };
      const see = (seen: SeenCall) => record({ type: 'cancellation', orderId: id, ...seen });
      const tooLate = 409;
      const again = new Set([...repeatable].filter((status) => status !== tooLate));
      const { status, body } = await call(`/orders/${id}/cancellation`, request, see, again);
      if (status === 200 || status === tooLate) return status === 200;
      throw new Error(`The cancellation of ${id} was answered ${status}: ${JSON.stringify(body)}`);
    },

    repeats: () => repeats,
  };
}

/** What came of one request; without a status, nothing that could be read. */
interface Attempt {
  readonly status?: number;
  readonly body?: unknown;
  readonly retryAfter?: string | null;
  readonly why: string;
}

async function attemptOf(request: () => Promise<Response>): Promise<Attempt> {
  try {
    const answer = await request();
    const text = await answer.text();
    const { status, headers } = answer;
    return { status, body: parsed(text), retryAfter: headers.get('retry-after'), why: `${status} ${text}` };
  } catch (error) {
    return { why: String(error) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function pauseSeconds(retryAfter: Attempt['retryAfter'], attempt: number): number {
  const asked = Number(retryAfter ?? Number.NaN);
  return Math.min(Number.isNaN(asked) ? 0.1 * 2 ** attempt : asked, longestPauseSeconds);
}
