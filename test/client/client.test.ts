import { createStaffClient, type OrderRequest, type Problem, ProblemError } from 'order-confirmation-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { staffRoutes, storefrontRoutes } from '../../client/src/api.generated.ts';
import { outcomes } from '../../client/src/follow.ts';
import { exampleOrder } from '../../lambdas/api/examples.ts';
import { routeKey } from '../../lambdas/api/route.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';
import { leadsTo, type OrderStatus, orderStatuses } from '../../lambdas/orders/order-status.ts';
import { aClient, json, problem } from './a-service.ts';

const body = exampleOrder as OrderRequest;
const accepted = { id: '90ef5e31-72ca-518c-be51-fafbfc53c560', number: '71D-G8Q-833', status: 'PENDING' };
const soon = { 'retry-after': '0' };
const inOrder = (status: string, etag: string, more = {}) => json(200, { ...accepted, status }, { etag, ...more });

afterEach(() => {
  vi.useRealTimers();
});

/** How long something takes by its own pauses, which pass at once, in milliseconds. */
async function pausesOf(something: () => Promise<unknown>): Promise<number> {
  vi.useFakeTimers();
  const begunAt = Date.now();
  const ended = something().then(() => Date.now() - begunAt);
  await vi.runAllTimersAsync();
  return ended;
}

async function refusal(call: Promise<unknown>): Promise<Problem> {
  const error = await call.catch((error: unknown) => error);
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

describe('a call', () => {
  it('goes to the path of its operation with token, key and body, the rest of its input in the query', async () => {
    const { orders, requests } = aClient(json(202, accepted), json(200, { orders: [] }), json(200, { available: 3 }));

    expect(await orders.submitOrder({ body }, { idempotencyKey: 'basket-1' })).toEqual(accepted);
    await orders.listOrders({ number: 'k7q 4xw', limit: 5 });
    await orders.getAvailability({ sku: 'TEA/250' });

    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST https://api.example/orders',
      'GET https://api.example/orders?number=k7q+4xw&limit=5',
      'GET https://api.example/products/TEA%2F250/availability',
    ]);
    const [first, second] = requests;
    expect(Object.fromEntries(first?.headers ?? [])).toMatchObject({
      authorization: 'Bearer token',
      'idempotency-key': 'basket-1',
      'content-type': 'application/json',
    });
    expect(await first?.json()).toEqual(body);
    expect(second?.headers.has('idempotency-key')).toBe(false);
  });

  it('has an Idempotency-Key of its own, and keeps it through every repeat', async () => {
    const { orders, requests } = aClient(
      new TypeError('fetch failed'),
      problem('service-unavailable', 503, soon),
      json(429, { message: 'Too Many Requests' }, soon),
      new Response('<html>', { status: 502 }),
      json(202, accepted),
      json(202, accepted),
    );

    await pausesOf(() => orders.submitOrder({ body }));
    await orders.submitOrder({ body });

    const keys = requests.map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys.slice(0, 5)).size).toBe(1);
    expect(keys[5]).not.toBe(keys[0]);
  });

  it.each([
    ['a refusal', problem('invalid-order', 422), 'urn:order-confirmation:problem:invalid-order'],
    [
      'too much asked by one shopper',
      problem('too-many-requests', 429),
      'urn:order-confirmation:problem:too-many-requests',
    ],
    [
      'who wants to be left alone for an hour',
      problem('service-unavailable', 503, { 'retry-after': '3600' }),
      'urn:order-confirmation:problem:service-unavailable',
    ],
    ['the gateway', json(403, { message: 'Forbidden' }), 'about:blank'],
  ])('is not repeated after %s', async (_, reply, type) => {
    const { orders, requests } = aClient(reply);
    expect((await refusal(orders.submitOrder({ body }))).type).toBe(type);
    expect(requests).toHaveLength(1);
  });

  it('waits as long as Retry-After says, in seconds or as a date, and repeats a 409 that has one', async () => {
    const { orders, requests } = aClient(
      problem('payment-under-way', 409, { 'retry-after': '1' }),
      problem('payment-under-way', 409, { 'retry-after': new Date(Date.now() - 1000).toUTCString() }),
      json(200, accepted),
    );
    const payment = { provider: 'sandbox', token: 'sandbox-authorised' } as const;
    const paused = await pausesOf(() => orders.payAgain({ orderId: accepted.id, body: payment }));
    // Up to a second more, so that so many who were told the same do not come back at once.
    expect(paused).toBeGreaterThanOrEqual(1000);
    expect(paused).toBeLessThanOrEqual(2000);
    expect(requests).toHaveLength(3);
  });

  it('gives up after its retries, with what was said last', async () => {
    const busy = () => problem('service-unavailable', 503, soon);
    const { orders, requests } = aClient(busy, busy, busy, busy, busy, busy);
    expect((await refusal(orders.getAvailability({ sku: 'A' }))).status).toBe(503);
    expect(requests).toHaveLength(5);
  });

  it('ends with its signal, while it waits for the answer or for its next attempt', async () => {
    for (const reply of [
      () => new Promise<Response>(() => {}),
      problem('service-unavailable', 503, { 'retry-after': '50' }),
    ]) {
      const gone = new AbortController();
      const { orders } = aClient((request) => {
        setTimeout(() => gone.abort(new Error('shopper gone')), 10);
        if (reply instanceof Response) return reply;
        return new Promise((_, reject) =>
          request.signal.addEventListener('abort', () => reject(request.signal.reason)),
        );
      });
      await expect(orders.submitOrder({ body }, { signal: gone.signal })).rejects.toThrow('shopper gone');
    }
  });

  it('is there for every route that takes a token', () => {
    const withToken = namedRoutes.filter(([, { access }]) => 'anyScopeOf' in access);
    const routes = Object.fromEntries(withToken.map(([name, route]) => [name, routeKey(route)]));
    expect({ ...storefrontRoutes, ...staffRoutes }).toEqual(routes);
    const options = { baseUrl: 'https://api.example/', token: async () => 'token' };
    expect(Object.keys(createStaffClient(options))).toEqual(expect.arrayContaining(Object.keys(routes)));
  });

  it('carries for storefronts what their tokens open, and no more', () => {
    const ofStorefronts = namedRoutes.filter(
      ([, { access }]) =>
        'anyScopeOf' in access && access.anyScopeOf.some((scope) => ['read', 'write'].includes(scope)),
    );
    const { orders } = aClient();
    expect(Object.keys(orders).sort()).toEqual([...ofStorefronts.map(([name]) => name), 'follow', 'waitFor'].sort());
  });

  it('says what is missing, before anything is sent', async () => {
    const { orders, requests } = aClient();
    await expect(orders.getOrder({ orderId: '' })).rejects.toThrow('getOrder needs orderId');
    expect(requests).toEqual([]);
  });
});

describe('a refusal', () => {
  it('names its fields in its message', async () => {
    const errors = [{ pointer: '#/total', detail: 'the stated total is 500, the lines come to 510' }];
    const { orders } = aClient(json(422, { type: 'urn:x', title: 'Invalid', detail: 'See errors.', errors }));
    await expect(orders.submitOrder({ body })).rejects.toThrow('See errors.\n#/total: the stated total is 500');
  });
});

describe('waitFor', () => {
  it('holds on with Prefer and the last ETag until the order has come there', async () => {
    const held = { 'preference-applied': 'wait=20' };
    const { orders, requests } = aClient(
      inOrder('PENDING', '"1"'),
      inOrder('RESERVED', '"2"', held),
      json(304, null, { etag: '"2"', ...held }),
      inOrder('CONFIRMED', '"3"', held),
    );
    const seen: string[] = [];
    const { reached, order } = await orders.waitFor(accepted, 'CONFIRMED', {
      onChange: ({ status }) => seen.push(status),
    });

    expect({ reached, status: order.status, seen }).toEqual({
      reached: true,
      status: 'CONFIRMED',
      seen: ['PENDING', 'RESERVED', 'CONFIRMED'],
    });
    expect(requests.map(({ headers }) => [headers.get('prefer'), headers.get('if-none-match')])).toEqual([
      [null, null],
      ['wait=20', '"1"'],
      ['wait=20', '"2"'],
      ['wait=20', '"2"'],
    ]);
  });

  it('pauses by itself where the service has no room to hold the answer', async () => {
    const { orders } = aClient(inOrder('PENDING', '"1"'), inOrder('PENDING', '"2"'), inOrder('CONFIRMED', '"3"'));
    expect(await pausesOf(() => orders.waitFor(accepted, 'CONFIRMED'))).toBe(2000);
  });

  it('ends with its signal', async () => {
    const { orders } = aClient(inOrder('PENDING', '"1"'), inOrder('PENDING', '"2"'));
    await expect(orders.waitFor(accepted, 'CONFIRMED', { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout');
  });

  // One further on means that it was there; but no order is confirmed because it was cancelled.
  const way = ['PENDING', 'RESERVED', 'CONFIRMED', 'SHIPPED'];
  const isOnTheWay = (from: OrderStatus, to: OrderStatus) =>
    way.includes(from) && way.includes(to) && leadsTo(from, to);

  it.each(Object.entries(outcomes))(
    'for %s ends exactly when it has come about, or never will',
    (name, { reached, missed }) => {
      const target = name as OrderStatus;
      const over = orderStatuses.filter((status) => status === target || isOnTheWay(target, status));
      expect(reached).toEqual(over);
      const never = orderStatuses.filter((status) => !over.includes(status) && !leadsTo(status, target));
      expect([...missed].sort()).toEqual(never.toSorted());
    },
  );
});
