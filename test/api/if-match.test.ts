import { SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Route } from '../../lambdas/api/route.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';
import { handler as getOrder } from '../../lambdas/order-tracking/get-order.handler.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { HttpResponse, openHttp } from '../../lambdas/runtime/http.ts';
import { problemUrn } from '../../lambdas/runtime/problem.ts';
import { notFound, preconditionFailed } from '../../lambdas/runtime/problems.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { aContext, anHttpRequest, anOrderContent, anOrderId, anOrderItem, aPayment } from '../builders.ts';
import { aProvider } from '../payments/a-provider.ts';
import { providerFunctionsInMemory } from '../payments/provider-functions-in-memory.ts';
import { storePayment } from '../payments/store-payment.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();
const staff = 'orders:read orders:staff';
const sendMessage = vi.spyOn(queues, 'sendMessage');
mockClient(SFNClient);

/** What is asked for on each route that takes the header. */
const bodies: Readonly<Record<string, object>> = {
  cancelOrder: { reason: 'CHANGED_MIND' },
  refundOrder: { amount: 500, reason: 'arrived broken' },
};
const guarded = namedRoutes.filter(([, { parameters = [] }]: readonly [string, Route]) =>
  parameters.includes('If-Match'),
);

let db: InMemoryDynamoDb;
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  sendMessage.mockReset().mockResolvedValue();
  providerFunctionsInMemory({ 'sandbox-provider': () => aProvider(db, { status: 'CAPTURED' }) });
  await orderTable().addContent(anOrderContent({ id: orderId }));
  db.put('orders', anOrderItem({ status: 'CONFIRMED' }));
  await storePayment(aPayment({ status: 'CAPTURED' }));
});

it('is taken by every change of an order for which two people may have different reasons', () => {
  expect(guarded.map(([name]) => name).sort()).toEqual(Object.keys(bodies).sort());
});

describe.each(guarded)('%s with If-Match', (name, { entry }) => {
  const ask = async (headers: Readonly<Record<string, string>>, storefront = 'back-office', scope = staff) => {
    const { href } = new URL(`../../lambdas/${entry}.handler.ts`, import.meta.url);
    const { handler } = (await import(href)) as { handler: ReturnType<typeof openHttp> };
    const request = { pathParameters: { orderId }, json: bodies[name], headers, storefront, scope };
    return (await handler(anHttpRequest(request), aContext())) as HttpResponse;
  };

  it('is done where the order stands as its caller saw it, and a repeat is answered as it was', async () => {
    const etag = await etagOf('back-office');

    const done = await ask({ 'if-match': etag });
    expect(done.statusCode).toBe(200);
    expect(await etagOf('back-office')).not.toBe(etag);
    expect((await ask({ 'if-match': etag })).statusCode).toBe(200);
  });

  it.each([
    ['a payment that changed', () => storePayment(aPayment({ status: 'CAPTURED', version: 1 }))],
    ['an order that changed', () => db.put('orders', anOrderItem({ status: 'CONFIRMED', version: 7 }))],
  ])('changes nothing where it does not: %s', async (_, change) => {
    const etag = await etagOf('back-office');
    await change();
    const before = [db.items('orders'), db.items('payments')];

    const refused = await ask({ 'if-match': etag });

    expect(refused.statusCode).toBe(412);
    expect(JSON.parse(refused.body ?? '')).toMatchObject({ type: problemUrn(preconditionFailed) });
    expect([db.items('orders'), db.items('payments')]).toEqual(before);
  });

  it.each([
    ['any of several', (etag: string) => `"1.old", ${etag}`, 200],
    ['whatever it is', () => '*', 200],
    ['a weak tag, which If-Match knows none of', (etag: string) => `W/${etag}`, 412],
    ['no tag of ours', () => 'nonsense', 412],
  ])('reads %s', async (_, written, status) => {
    expect((await ask({ 'if-match': written(await etagOf('back-office')) })).statusCode).toBe(status);
  });

  it('means the same to people and machines, who see the order differently', async () => {
    const seenByStorefront = await etagOf('north-lane', 'orders:read');

    expect(seenByStorefront).toBe(await etagOf('back-office'));
    expect((await ask({ 'if-match': seenByStorefront.replace(/\..*"/, '.masked"') })).statusCode).toBe(200);
  });

  it('tells another storefront no more than without', async () => {
    const answer = await ask({ 'if-match': '"99.other"' }, 'south-lane', 'orders:read orders:write');

    expect(answer.statusCode).not.toBe(412);
    if (name === 'cancelOrder') expect(JSON.parse(answer.body ?? '')).toMatchObject({ type: problemUrn(notFound) });
  });
});

async function etagOf(storefront: string, scope = staff): Promise<string> {
  const answer = await getOrder(anHttpRequest({ pathParameters: { orderId }, storefront, scope }), aContext());
  return String(answer.headers?.etag);
}
