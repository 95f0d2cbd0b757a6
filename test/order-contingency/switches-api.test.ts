import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/order-contingency/switches-api.handler.ts';
import { aContext, anHttpRequest, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  vi.stubEnv('PAYMENT_PROVIDER_FUNCTIONS', '{"stripe":"stripe-provider","sandbox":"sandbox-provider"}');
  db = inMemoryDynamoDb();
  vi.useFakeTimers({ now: new Date(noon), toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function ask(routeKey: string, json?: object) {
  const request = anHttpRequest({ routeKey, json, storefront: 'back-office', scope: 'orders:staff' });
  const { statusCode, body = '' } = await handler(request as never, aContext());
  return { statusCode, body: JSON.parse(body) };
}

it('a switch is turned on the record, and what storefronts are told of it is seconds old at most', async () => {
  const change = { kind: 'provider-down', target: 'stripe', state: 'ON', reason: 'Its status page says so' };
  expect(await ask('GET /operations/switches')).toEqual({ statusCode: 200, body: { switches: [] } });

  const turned = await ask('PUT /operations/switches', change);
  expect(turned).toMatchObject({
    statusCode: 200,
    body: { switches: [{ state: 'ON', by: 'back-office', from: noon }] },
  });
  expect(db.items('audit')).toContainEqual(
    expect.objectContaining({ action: 'changeSwitch', about: 'provider-down stripe', reason: change.reason }),
  );
  vi.setSystemTime(new Date(Date.parse(noon) + 10_000));
  expect((await ask('GET /payment-methods')).body.methods).toEqual([
    { provider: 'stripe', title: 'Stripe', isAvailable: false },
    { provider: 'sandbox', title: expect.any(String), isAvailable: true },
  ]);
});

it.each([
  ['a kind that is none', { kind: 'volcano' }, '#/kind'],
  ['a time without its zone', { kind: 'carrier-down', target: 'UPS', until: '2026-11-28 08:00' }, '#/until'],
  ['no reason', { kind: 'carrier-down', target: 'UPS', reason: ' ' }, '#/reason'],
])('%s is refused, and the field is named', async (_, one, pointer) => {
  const { statusCode, body } = await ask('PUT /operations/switches', { state: 'ON', reason: 'a drill', ...one });

  expect(statusCode).toBe(422);
  expect(body).toMatchObject({ type: expect.stringContaining('invalid-switch'), errors: [{ pointer }] });
  expect(db.items('intake')).toEqual([]);
});
