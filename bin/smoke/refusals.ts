import { randomUUID } from 'node:crypto';
import type { Callers } from './access-tokens.ts';
import { type Api, demand, type Request } from './api.ts';
import type { Check } from './check.ts';

/** What the API must refuse, whoever asks, and the one thing that it tells everybody. */
export function refusalChecks(api: Api, callers: Callers): readonly Check[] {
  const order = `/orders/${randomUUID()}`;
  const answers = (
    promise: string,
    status: number,
    method: string,
    path: string,
    request: () => Promise<Request> = async () => ({}),
  ): Check => ({
    promise,
    async run() {
      demand(await api(method, path, await request()), status);
      return String(status);
    },
  });
  const idempotencyKey = `smoke-${randomUUID()}`;
  const refund = { amount: 1, reason: 'smoke test' };
  return [
    answers('its description: for everybody', 200, 'GET', '/openapi.json'),
    answers('no token: refused', 401, 'GET', order),
    answers('a storefront as staff: refused', 403, 'POST', `${order}/refunds`, async () => ({
      token: await callers.storefront(),
      idempotencyKey,
      body: refund,
    })),
    answers('the back office as a storefront: refused', 403, 'POST', '/orders', async () => ({
      token: await callers.backOffice(),
      idempotencyKey,
      body: {},
    })),
    answers('the order of nobody: not there', 404, 'GET', order, async () => ({ token: await callers.storefront() })),
    answers('what is no order: refused', 422, 'POST', '/orders', async () => ({
      token: await callers.storefront(),
      idempotencyKey,
      body: {},
    })),
    answers(
      'the notification of an unknown provider: refused',
      404,
      'POST',
      '/payments/unknown/notifications',
      async () => ({
        body: {},
      }),
    ),
  ];
}
