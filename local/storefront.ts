import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';

/** An order as the API shows it, as far as a storefront that only counts looks. */
const ShownOrder = z.object({
  id: z.string(),
  status: z.string(),
  rejection: z.object({ reason: z.string() }).optional(),
});
export type ShownOrder = Readonly<z.output<typeof ShownOrder>>;

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

/** A storefront: places orders and looks at them over HTTP, with a token of its own. */
export interface StorefrontClient {
  submit(order: unknown, idempotencyKey: string): Promise<Answer>;
  order(id: string): Promise<ShownOrder>;
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
export function storefrontClient({ apiUrl, token }: { apiUrl: string; token: string }): StorefrontClient {
  let repeats = 0;

  async function call(path: string, request: RequestInit): Promise<{ status: number; body: unknown }> {
    const headers = { ...request.headers, authorization: `Bearer ${token}` };
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(`${apiUrl}${path}`, { ...request, headers }).catch((error: unknown) => error);
      const done = answer instanceof Response && !repeatable.has(answer.status);
      if (done) return { status: answer.status, body: await answer.json() };
      if (attempt === attempts) throw new Error(`${path} was in vain ${attempts} times: ${await whyNot(answer)}`);
      repeats++;
      await pause(1000 * pauseSeconds(answer, attempt));
    }
  }

  return {
    async submit(order, idempotencyKey) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
      const { status, body } = await call('/orders', { method: 'POST', headers, body: JSON.stringify(order) });
      if (status === 202) return { accepted: true, order: ShownOrder.parse(body) };
      const problem = ProblemDocument.safeParse(body);
      // What API Gateway itself refuses comes without a type.
      return {
        accepted: false,
        problem: problem.data ?? { type: 'about:blank', status, detail: JSON.stringify(body) },
      };
    },

    async order(id) {
      const { status, body } = await call(`/orders/${id}`, {});
      if (status !== 200) throw new Error(`GET /orders/${id} answered ${status}: ${JSON.stringify(body)}`);
      return ShownOrder.parse(body);
    },

    repeats: () => repeats,
  };
}

function pauseSeconds(answer: unknown, attempt: number): number {
  const asked = answer instanceof Response ? Number(answer.headers.get('retry-after') ?? Number.NaN) : Number.NaN;
  return Math.min(Number.isNaN(asked) ? 0.1 * 2 ** attempt : asked, longestPauseSeconds);
}

async function whyNot(answer: unknown): Promise<string> {
  return answer instanceof Response ? `${answer.status} ${await answer.text()}` : String(answer);
}
