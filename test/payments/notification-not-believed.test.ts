import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/payments/payment-notification.handler.ts';
import type { RawNotification } from '../../lambdas/payments/payment-provider.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { aContext, anHttpRequest, anOrder, anOrderId, aPayment } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { type ModelProvider, modelNotification, modelProvider, modelSeconds } from './model-provider.ts';
import { providerFunctionsInMemory } from './provider-functions-in-memory.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();

let db: InMemoryDynamoDb;
let model: ModelProvider;
beforeEach(async () => {
  stubServiceEnvironment();
  vi.stubEnv('PAYMENT_PROVIDER_FUNCTIONS', JSON.stringify({ model: 'model-provider', alipay: 'model-provider' }));
  vi.mocked(count).mockClear();
  db = inMemoryDynamoDb();
  model = modelProvider(db, { kind: 'wallet', first: 'paid' });
  providerFunctionsInMemory({ 'model-provider': () => model });
  const instruction = { provider: 'model', token: 't' };
  await model.authorize({ orderId, amount: 1530, currency: 'GBP', instruction, waitSeconds: 900 });
  model.calls.length = 0;
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'RESERVED' }) });
  db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...aPayment({ provider: 'model' }) });
});

describe('a notification that is signed, but not to be believed, is refused and counted, and the provider is not asked', () => {
  it.each([
    ['of another amount', { said: { amount: 1 } }],
    ['of another currency', { said: { amount: 1530, currency: 'USD' } }],
    ['for another merchant', { said: { merchant: 'merchant-2' } }],
    ['from six minutes ago', { seconds: modelSeconds - 360 }],
    ['from six minutes ahead', { seconds: modelSeconds + 360 }],
  ])('%s', async (_case, notification) => {
    const before = db.items('payments');

    expect(await notify('model', modelNotification(orderId, 'evt-1', notification))).toMatchObject({ statusCode: 401 });

    expect(db.items('payments')).toEqual(before);
    expect(model.calls).toEqual([]);
    expect(vi.mocked(count).mock.calls).toEqual([['NotificationRefused']]);
  });
});

describe('a genuine notification', () => {
  it('is answered as each provider wants to hear it', async () => {
    expect(await notify('model', modelNotification(orderId, 'evt-1'))).toEqual({ statusCode: 204 });

    db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...aPayment({ provider: 'alipay' }) });
    expect(await notify('alipay', modelNotification(orderId, 'evt-2'))).toMatchObject({
      statusCode: 200,
      body: 'success',
    });
  });

  it('about something that is not an order of ours is taken, so that it is not repeated, and nothing is done', async () => {
    expect(await notify('model', modelNotification('invoice-7', 'evt-1'))).toEqual({ statusCode: 204 });

    expect(model.calls).toEqual([]);
    expect(db.item('payments', `ORDER#${orderId}`, 'PAYMENT')).toMatchObject({ status: 'PENDING' });
  });

  it('is not taken while the provider cannot be asked, so that it is repeated', async () => {
    model.fail('query', 'down');

    expect(await notify('model', modelNotification(orderId, 'evt-1'))).toMatchObject({ statusCode: 500 });
    expect(db.item('payments', `ORDER#${orderId}`, 'NOTIFICATION#evt-1')).toBeUndefined();
    expect(await notify('model', modelNotification(orderId, 'evt-1'))).toEqual({ statusCode: 204 });
    expect(db.item('payments', `ORDER#${orderId}`, 'PAYMENT')).toMatchObject({ status: 'CAPTURED', captured: 1530 });
  });

  it('is answered while an answer of the provider is late, without a second change', async () => {
    model.fail('query', 'late');
    const late = notify('model', modelNotification(orderId, 'evt-1'));
    await notify('model', modelNotification(orderId, 'evt-1'));
    const settled = db.item('payments', `ORDER#${orderId}`, 'PAYMENT');

    while (model.calls.length < 2) await Promise.resolve();
    model.release();

    expect(await late).toEqual({ statusCode: 204 });
    expect(db.item('payments', `ORDER#${orderId}`, 'PAYMENT')).toEqual(settled);
  });

  it('of money that came after the order was cancelled gives it back', async () => {
    db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'CANCELLED' }) });

    expect(await notify('model', modelNotification(orderId, 'evt-1'))).toEqual({ statusCode: 204 });

    expect(model.payments.get(orderId)?.ledger).toEqual(['captured 1530', 'refunded 1530']);
    expect(db.item('payments', `ORDER#${orderId}`, 'PAYMENT')).toMatchObject({ status: 'REFUNDED', refunded: 1530 });
  });
});

function notify(provider: string, { headers, body }: RawNotification) {
  const request = { pathParameters: { provider }, headers, body, isBase64Encoded: true };
  return handler(anHttpRequest(request as never), aContext());
}
