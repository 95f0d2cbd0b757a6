import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { exampleOrder } from '../../lambdas/api/examples.ts';
import type { Cloud } from '../../local/cloud.ts';
import { type RecordEvent, seenCall } from '../../local/history/history.ts';
import type { Served } from './arrivals.ts';

interface ShownOrder {
  readonly id: string;
  readonly statusUrl: string;
  readonly status: string;
  readonly timeline: readonly { readonly at: string; readonly event: string }[];
}

const longestSeconds = 120;

/** The service on the local cloud, as a storefront uses it; what it sees is recorded. */
export async function orderService({ apiUrl, storefrontToken }: Cloud, skus: readonly string[], record: RecordEvent) {
  const authorization = `Bearer ${await storefrontToken()}`;
  let placed = 0;

  /** Places an order. @returns the order, when it was sent, and how long the answer took */
  async function place(payment = exampleOrder.payment) {
    const sku = skus[placed++ % skus.length];
    const begun = performance.now();
    const at = Date.now();
    const key = randomUUID();
    const answer = await fetch(`${apiUrl}/orders`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({
        ...exampleOrder,
        lines: [{ sku, quantity: 1 }],
        contact: { email: `${randomUUID()}@customer.example` },
        payment,
      }),
    });
    const body = await answer.json();
    record({ type: 'submission', key, ...seenCall(at, answer.status, body) });
    if (answer.status !== 202) throw new Error(`${answer.status} ${(body as { title?: string }).title ?? ''}`);
    const { id, statusUrl } = body as ShownOrder;
    return { id, statusUrl, at, begun, accepted: performance.now() - begun };
  }

  /** Looks at an order; the answer is held until something changes, where that is asked for. */
  async function look(id: string, headers = {}): Promise<{ order: ShownOrder; isHeld: boolean }> {
    const begunAt = Date.now();
    const answer = await fetch(`${apiUrl}/orders/${id}`, { headers: { authorization, ...headers } });
    const body = await answer.json();
    record({ type: 'read', orderId: id, ...seenCall(begunAt, answer.status, body) });
    if (!answer.ok) throw new Error(`${answer.status} to a look at an order`);
    return { order: body as ShownOrder, isHeld: answer.headers.has('preference-applied') };
  }

  /** Places an order and follows it as a shopper's page does, until it is confirmed. */
  async function serve(): Promise<Served> {
    const { id, begun, accepted } = await place();
    for (;;) {
      const { order, isHeld } = await look(id, { prefer: 'wait=20' });
      const confirmed = performance.now() - begun;
      if (order.status === 'CONFIRMED') return { accepted, confirmed };
      if (order.status !== 'PENDING' && order.status !== 'RESERVED') throw new Error(order.status);
      if (confirmed > 1000 * longestSeconds) throw new Error(`${order.status} after ${longestSeconds} s`);
      if (!isHeld) await pause(500);
    }
  }

  /**
   * Places an order that nobody follows; what became of it, and when, is read from its timeline afterwards.
   * @param openPage opens its page, as its shopper does right after the checkout
   */
  async function serveUnwatched(openPage?: (statusUrl: string) => void): Promise<Served> {
    const { id, statusUrl, at, accepted } = await place();
    openPage?.(statusUrl);
    const deadline = Date.now() + 1000 * longestSeconds;
    for (;;) {
      await pause(3_000);
      const { order } = await look(id);
      const of = (event: string) => order.timeline.find((entry) => entry.event === event)?.at;
      const [confirmed, told] = [of('ORDER_CONFIRMED'), of('NOTICE_SENT')];
      if (confirmed !== undefined && told !== undefined) {
        return { accepted, confirmed: Date.parse(confirmed) - at, told: Date.parse(told) - at };
      }
      if (Date.now() > deadline) throw new Error(`${order.status} after ${longestSeconds} s`);
    }
  }

  /** Places an order that waits for a payment that never comes. @returns the address of its page */
  async function waiting(): Promise<string> {
    return (await place({ provider: 'sandbox', token: 'sandbox-unanswered' })).statusUrl;
  }

  return { serve, serveUnwatched, waiting };
}
