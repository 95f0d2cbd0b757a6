import { randomUUID } from 'node:crypto';
import { until } from '../../bin/operations/until.ts';
import { exampleOrder } from '../../lambdas/api/examples.ts';
import { pageTextsOf } from '../../lambdas/notifications/texts.ts';
import { openTab } from '../../local/browser.ts';
import type { Cloud } from '../../local/cloud.ts';
import { latenciesOf } from '../load/latencies.ts';
import type { ScreenResult } from './watchers-page.ts';

/** A status, what its page then says, and the entry that the write of it leaves in the timeline. */
const statuses = {
  CONFIRMED: { heading: 'Thank you, your order is confirmed', entry: 'ORDER_CONFIRMED' },
  SHIPPED: { heading: pageTextsOf('en').states.shipped.heading, entry: 'ORDER_SHIPPED' },
  CANCELLED: { heading: 'Your order has been cancelled', entry: 'ORDER_CANCELLED' },
} as const;
type Status = keyof typeof statuses;

const patienceSeconds = 60;

/** Notes in a page when each heading was first painted. */
const noteHeadings = `window.paintedAt = {};
new MutationObserver(() => {
  const heading = document.querySelector('h1').textContent;
  requestAnimationFrame(() => requestAnimationFrame(() => { window.paintedAt[heading] ??= Date.now(); }));
}).observe(document.body, { childList: true, subtree: true });
document.querySelector('h1').textContent`;

/**
 * Has a browser watch orders one after the other, each of which is confirmed, then shipped or cancelled. The write of a
 * status is taken to begin when the function that writes it looks at the clock.
 */
export async function timesToScreen(cloud: Cloud, endpoint: string, orders: number): Promise<ScreenResult['rows']> {
  const call = await openTab(endpoint);
  const evaluate = async <Value>(expression: string) =>
    (await call<{ result: { value: Value } }>('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  const storefront = await cloud.storefrontToken();
  const staff = await cloud.storefrontToken({ client: 'back-office', scope: 'orders:staff orders:read' });
  await call('Page.enable');

  async function ask<Body>(path: string, token: string, body?: object): Promise<Body> {
    const answer = await fetch(`${cloud.apiUrl}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${answer.status} for ${path}: ${await answer.text()}`);
    return (await answer.json()) as Body;
  }

  const times: Record<Status, number[]> = { CONFIRMED: [], SHIPPED: [], CANCELLED: [] };
  async function note(orderId: string, status: Status): Promise<void> {
    const { heading, entry } = statuses[status];
    const painted = await until(`the page to say ${heading}`, patienceSeconds, () =>
      evaluate<number | undefined>(`window.paintedAt[${JSON.stringify(heading)}]`),
    );
    const { timeline } = await ask<{ timeline: { event: string; at: string }[] }>(`/orders/${orderId}`, staff);
    const written = timeline.find(({ event }) => event === entry)?.at ?? '';
    times[status].push(painted - Date.parse(written));
  }

  for (let number = 0; number < orders; number++) {
    const placed = await ask<{ id: string; statusUrl: string }>('/orders', storefront, {
      ...exampleOrder,
      payment: { provider: 'sandbox', token: 'sandbox-delayed' },
    });
    await call('Page.navigate', { url: placed.statusUrl });
    await until('the page', patienceSeconds, () => evaluate<boolean>(`Boolean(document.getElementById('page'))`));
    // On a slow machine it may be confirmed before its page is open: then there is nothing to see of that.
    const heading = await evaluate<string>(noteHeadings);
    if (heading !== statuses.CONFIRMED.heading) await note(placed.id, 'CONFIRMED');
    const isShipped = number % 2 === 0;
    await ask(`/orders/${placed.id}/${isShipped ? 'shipment' : 'cancellation'}`, staff, { reason: 'CHANGED_MIND' });
    await note(placed.id, isShipped ? 'SHIPPED' : 'CANCELLED');
  }
  const rows = (Object.keys(statuses) as Status[]).map((status) => [status, times[status]] as const);
  return [...rows, ['all', rows.flatMap(([, each]) => each)] as const].map(([status, each]) => ({
    status,
    times: each.length,
    milliseconds: latenciesOf(each),
  }));
}
