import { setTimeout } from 'node:timers/promises';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/order-tracking/get-order.handler.ts';
import { OrderRepresentation } from '../../lambdas/order-tracking/order-representation.ts';
import type { Order, OrderContent } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { aContext, anHttpRequest, anOrderContent, anOrderId, anOrderItem, aPayment, noon } from '../builders.ts';
import { aProvider, aProviderPayment } from '../payments/a-provider.ts';
import { providerFunctionsInMemory } from '../payments/provider-functions-in-memory.ts';
import { storePayment } from '../payments/store-payment.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: vi.fn() }));

const id = anOrderId();

const machine = mockClient(SFNClient);
let db: InMemoryDynamoDb;
/** What happens while the answer is held, one a pause. */
let meanwhile: (() => void)[];
beforeEach(() => {
  stubServiceEnvironment();
  machine.reset();
  db = inMemoryDynamoDb();
  meanwhile = [];
  vi.useFakeTimers({ now: new Date(noon), toFake: ['Date'] });
  vi.mocked(setTimeout).mockImplementation(async (milliseconds) => {
    vi.setSystemTime(Date.now() + (milliseconds ?? 0));
    meanwhile.shift()?.();
    return undefined as never;
  });
  vi.mocked(setTimeout).mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('GET /orders/{orderId}', () => {
  it('shows the order with what happened to it, its payment and its notices, in the order of time', async () => {
    const at = (second: number) => `2026-11-23T12:00:0${second}.000Z`;
    await stored({
      status: 'CONFIRMED',
      timeline: [
        { at: at(0), event: 'ORDER_ACCEPTED' },
        { at: at(1), event: 'INVENTORY_RESERVED' },
        { at: at(4), event: 'ORDER_CONFIRMED' },
      ],
    });
    const history = [
      { at: at(2), status: 'PENDING' as const },
      { at: at(3), status: 'AUTHORIZED' as const },
    ];
    db.put('payments', { pk: `ORDER#${id}`, sk: 'PAYMENT', ...aPayment({ status: 'AUTHORIZED', history }) });
    await orderTable().claimNotice(id, { event: 'order-confirmed' }, 'email', at(5));
    await orderTable().claimNotice(id, { event: 'order-confirmed', about: '2' }, 'email', at(6));

    const { order, answer } = await get();

    expect(answer).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'no-store' } });
    expect(order.status).toBe('CONFIRMED');
    expect(order.timeline).toEqual([
      { at: at(0), event: 'ORDER_ACCEPTED' },
      { at: at(1), event: 'INVENTORY_RESERVED' },
      { at: at(2), event: 'PAYMENT_PENDING' },
      { at: at(3), event: 'PAYMENT_AUTHORIZED' },
      { at: at(4), event: 'ORDER_CONFIRMED' },
      { at: at(5), event: 'NOTICE_SENDING', detail: 'order-confirmed by email' },
      { at: at(6), event: 'NOTICE_SENDING', detail: 'order-confirmed 2 by email' },
    ]);
  });

  it('shows people of the shop any order, without what tells who its customer is', async () => {
    const address = { name: 'Ada Example', line1: '12 Sample Street', city: 'London', postalCode: 'N1 9ZZ' };
    const personal = {
      contact: { email: 'ada@example.com', copies: ['bob@example.com'], channels: { money: ['email' as const] } },
      shippingAddress: { ...address, country: 'GB' },
      billingAddress: { ...address, country: 'FR', vatId: 'FR61954506077' },
      deliveryInstructions: 'behind the shed',
      giftMessage: 'Happy birthday, Bob',
      metadata: { note: 'Ada is a friend' },
    };
    await stored({ status: 'CONFIRMED' }, personal);
    const as = async (storefront: string, scope: string) => {
      const request = anHttpRequest({ pathParameters: { orderId: id }, storefront, scope });
      return (await handler(request, aContext())).body ?? '';
    };

    const toPeople = await as('console', 'orders:search');
    expect(toPeople).not.toMatch(/\bada|bob|sample|london|n1 9zz|FR6|shed|friend/i);
    expect(JSON.parse(toPeople)).toMatchObject({
      contact: { email: '***', copies: ['***'], channels: { money: ['email'] } },
      shippingAddress: { name: '***', country: 'GB' },
      statusUrl: 'https://api.test/o/***',
      total: 1530,
    });
    for (const whole of [await as('north-lane', 'orders:read'), await as('back-office', 'orders:read orders:staff')]) {
      expect(JSON.parse(whole)).toMatchObject(personal);
      expect(whole).not.toContain('***');
    }
    expect(JSON.parse(await as('console', 'orders:read stock:write'))).toMatchObject({ status: 404 });
  });

  it('shows an order about which nothing has changed yet, so that only its content is stored', async () => {
    await orderTable().addContent(anOrderContent({ id }));

    const { order } = await get();

    expect(order).toMatchObject({ status: 'PENDING', total: 1530, timeline: [{ at: noon, event: 'ORDER_ACCEPTED' }] });
  });

  it('shows where the customer pays with its end, and asks the provider for another link when that is near', async () => {
    const inMinutes = (minutes: number) => new Date(Date.parse(noon) + minutes * 60_000).toISOString();
    const link = { payUrl: 'https://pay.test/1', payUrlExpiresAt: inMinutes(5) };
    const renewed = { payUrl: 'https://pay.test/2', payUrlExpiresAt: inMinutes(9.5) };
    providerFunctionsInMemory({
      'sandbox-provider': () => aProvider(db, { authorize: async () => aProviderPayment(renewed) }),
    });
    await stored({ status: 'RESERVED' });
    await storePayment(aPayment({ ...link, waitSeconds: 900 }));

    expect((await get()).order.payment).toMatchObject({ status: 'PENDING', ...link });
    vi.setSystemTime(inMinutes(4.5));
    expect((await get()).order.payment).toMatchObject({ status: 'PENDING', ...renewed });
  });

  it('shows each refund, also one of a part, which leaves the payment CAPTURED', async () => {
    await stored({ status: 'CONFIRMED' });
    const refunds = [{ id: anOrderId(7), amount: 300, at: '2026-11-24T09:00:00.000Z', reason: 'broken' }];
    db.put('payments', {
      pk: `ORDER#${id}`,
      sk: 'PAYMENT',
      ...aPayment({ status: 'CAPTURED', refunded: 300, refunds }),
    });

    expect((await get()).order.timeline.at(-1)).toEqual({
      at: '2026-11-24T09:00:00.000Z',
      event: 'REFUND_REQUESTED',
      detail: '300 GBP',
    });
  });

  it('shows a refund that failed later, and why', async () => {
    await stored({ status: 'CONFIRMED' });
    const failure = { kind: 'FAILED' as const, code: 'expired_or_canceled_card', at: '2026-11-26T09:00:00.000Z' };
    const refunds = [{ id: anOrderId(7), amount: 300, at: '2026-11-24T09:00:00.000Z', reason: 'broken', failure }];
    db.put('payments', { pk: `ORDER#${id}`, sk: 'PAYMENT', ...aPayment({ status: 'CAPTURED', refunds }) });

    expect((await get()).order.timeline.slice(-2)).toEqual([
      { at: '2026-11-24T09:00:00.000Z', event: 'REFUND_REQUESTED', detail: '300 GBP' },
      { at: '2026-11-26T09:00:00.000Z', event: 'REFUND_FAILED', detail: 'expired_or_canceled_card' },
    ]);
  });

  it('shows why an order was rejected, and what was short', async () => {
    const shortages = [{ sku: '85123A', requested: 6, available: 2 }];
    await stored({ status: 'REJECTED', rejection: { reason: 'OUT_OF_STOCK', at: noon }, shortages });

    const { order } = await get();

    expect(order.rejection).toEqual({ reason: 'OUT_OF_STOCK', at: noon, shortages });
  });

  it('shows which lines are backordered, and when they are expected', async () => {
    const backorderedLines = [{ sku: '85123A', quantity: 2, expectedAt: noon }];
    await stored({ status: 'CONFIRMED', heldSkus: 1, backorderedLines });

    expect((await get()).order.backorderedLines).toEqual(backorderedLines);
  });

  it('shows what its schema says and nothing else: no payment token, no key, no hold', async () => {
    await stored({ status: 'RESERVED', heldSkus: 1, holdExpiresAt: noon });

    const { order, answer } = await get();

    expect(OrderRepresentation.parse(order)).toEqual(order);
    for (const hidden of ['sandbox-authorised', 'requestHash', 'storefront', 'heldSkus', 'holdExpiresAt', 'pk']) {
      expect(answer.body).not.toContain(hidden);
    }
  });

  it('shows an order that was taken before its address or contact would be refused', async () => {
    const contact = { email: `${'a'.repeat(65)}@foo-.example`, phone: '+8821234567' };
    const shippingAddress = { name: 'Ada', line1: 'x'.repeat(300), city: 'Atlantis', country: 'ZZ' };
    await stored({}, { contact, shippingAddress });

    expect((await get()).order).toMatchObject({ contact, shippingAddress });
  });

  it.each([
    ["another storefront's order", { pathParameters: { orderId: id }, storefront: 'south-lane' }],
    [
      "another storefront's order, waiting",
      { pathParameters: { orderId: id }, storefront: 'south-lane', headers: { prefer: 'wait=20' } },
    ],
    ['an order that is not there', { pathParameters: { orderId: anOrderId(1) } }],
    ['an id that is none', { pathParameters: { orderId: 'ORDER' } }],
    ['an id that cannot be decoded', { pathParameters: { orderId: '%' } }],
    ['no id', { pathParameters: {} }],
  ])('answers %s with one and the same 404', async (_case, request) => {
    await stored({});

    const answer = await handler(anHttpRequest(request), aContext());

    expect(JSON.parse(answer.body ?? '')).toEqual({
      type: 'urn:order-confirmation:problem:not-found',
      title: 'There is no such resource',
      status: 404,
      detail: 'There is no such order.',
    });
    expect(setTimeout).not.toHaveBeenCalled();
  });

  describe('of an order whose execution failed', () => {
    const failedAt = '2026-11-23T12:00:05.000Z';
    const executionIs = (status: 'RUNNING' | 'FAILED' | 'TIMED_OUT' | 'ABORTED') =>
      machine.on(DescribeExecutionCommand).resolves({ status });

    it.each([
      ['holds stock', { status: 'RESERVED', holdExpiresAt: '2026-11-23T12:40:00.000Z' }, '2026-11-23T12:40:00.000Z'],
      ['holds nothing yet', { status: 'PENDING' }, '2026-11-23T13:00:00.000Z'],
    ] as const)('and %s says since when it is delayed, and until when at most', async (_case, order, until) => {
      await stored({ ...order, failedAt });
      executionIs('FAILED');

      const shown = (await get()).order;

      expect(shown.delayed).toEqual({ since: failedAt, until });
      expect(OrderRepresentation.parse(shown)).toEqual(shown);
    });

    it('says nothing of it once it was redriven, and again when that failed', async () => {
      await stored({ status: 'RESERVED', failedAt });
      executionIs('RUNNING');
      expect((await get()).order).not.toHaveProperty('delayed');

      executionIs('TIMED_OUT');
      expect((await get()).order).toHaveProperty('delayed');
    });

    it.each(['CONFIRMED', 'REJECTED', 'CANCELLED', 'SHIPPED'] as const)(
      'says nothing of it when it is %s',
      async (status) => {
        await stored({ status, failedAt });
        executionIs('FAILED');

        expect((await get()).order).not.toHaveProperty('delayed');
      },
    );
  });

  it('of an order that never failed asks no state machine', async () => {
    await stored({ status: 'RESERVED' });

    expect((await get()).order).not.toHaveProperty('delayed');
    expect(machine.calls()).toHaveLength(0);
  });

  it('without a wish to wait answers at once', async () => {
    await stored({});

    expect((await get()).order.status).toBe('PENDING');
    expect(setTimeout).not.toHaveBeenCalled();
  });

  it('holds the answer until the order has its own, over the steps on the way', async () => {
    await stored({});
    meanwhile = [() => {}, () => statusChanges('RESERVED'), () => statusChanges('CONFIRMED')];

    const { order, answer } = await get({ prefer: 'wait=20' });

    expect(order.status).toBe('CONFIRMED');
    expect(answer.headers).toMatchObject({ 'preference-applied': 'wait=20' });
    expect(setTimeout).toHaveBeenCalledTimes(3);
  });

  it('answers as it stands when the time is over, and never later', async () => {
    await stored({});

    expect((await get({ prefer: 'wait=2' })).order.status).toBe('PENDING');
    expect(Date.now() - Date.parse(noon)).toBeLessThanOrEqual(2_000);
    expect(setTimeout).toHaveBeenCalled();
  });

  describe.each([
    ['of the storefront', 10, (place: number) => ({ pk: 'STOREFRONT#north-lane', sk: `PLACE#${place}` })],
    ['of all storefronts', 20, (place: number) => ({ pk: `ALL#${place}`, sk: 'PLACE' })],
  ])('with all places %s taken', (_whose, places, keyOf) => {
    const fill = (takenUntil: string) => {
      for (let place = 0; place < places; place++) db.put('long-polls', { ...keyOf(place), takenUntil });
    };

    it('answers at once with what is known, and does not say that it has waited', async () => {
      await stored({});
      fill('2026-11-23T12:00:20.000Z');

      const { order, answer } = await get({ prefer: 'wait=20' });

      expect(order.status).toBe('PENDING');
      expect(answer).toMatchObject({ statusCode: 200 });
      expect(answer.headers).not.toHaveProperty('preference-applied');
      expect(setTimeout).not.toHaveBeenCalled();
    });

    it('holds an answer again once the holders are gone', async () => {
      await stored({});
      fill('2026-11-23T11:59:59.999Z');

      expect((await get({ prefer: 'wait=2' })).answer.headers).toMatchObject({ 'preference-applied': 'wait=2' });
    });
  });

  it.each([
    ['was held to its end', []],
    ['ended with a change', [() => statusChanges('CONFIRMED')]],
  ])('gives its place back when it %s', async (_case, changes) => {
    await stored({});
    meanwhile = [...changes];

    await get({ prefer: 'wait=2' });

    expect(db.items('long-polls')).toHaveLength(2);
    for (const place of db.items('long-polls')) expect(place).not.toHaveProperty('takenUntil');
  });

  it('takes no place for an order that is not the storefront’s own', async () => {
    await stored({});
    const headers = { prefer: 'wait=20' };
    await handler(anHttpRequest({ pathParameters: { orderId: id }, storefront: 'south-lane', headers }), aContext());

    expect(db.items('long-polls')).toEqual([]);
  });

  it('answers 304 to who has the order as it stands, and whole to who has it as it was', async () => {
    await stored({});
    const { etag } = (await get()).answer.headers as { etag: string };

    const same = await ask({ 'if-none-match': `"other", W/${etag}` });
    statusChanges('RESERVED');
    const other = await ask({ 'if-none-match': etag });

    expect(same).toMatchObject({ statusCode: 304, headers: { etag } });
    expect(same).not.toHaveProperty('body');
    expect(other.statusCode).toBe(200);
    expect(other.headers?.etag).not.toBe(etag);
  });

  it('ends with each step for who says which version they have', async () => {
    await stored({});
    const { etag } = (await get()).answer.headers as { etag: string };
    meanwhile = [() => {}, () => statusChanges('RESERVED')];

    const answer = await ask({ prefer: 'wait=20', 'if-none-match': etag });

    expect(JSON.parse(answer.body ?? '')).toMatchObject({ status: 'RESERVED' });
  });

  it('holds the answer while the caller has the order as it stands, whatever its status', async () => {
    await stored({ status: 'CONFIRMED' });
    const { etag } = (await get()).answer.headers as { etag: string };
    meanwhile = [() => {}, () => statusChanges('SHIPPED')];

    const answer = await ask({ prefer: 'wait=20', 'if-none-match': etag });

    expect(setTimeout).toHaveBeenCalledTimes(2);
    expect(answer.headers).toMatchObject({ 'preference-applied': 'wait=20' });
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ status: 'SHIPPED', version: 2 });
  });

  it('is over with a change of the payment too, such as a page to pay on', async () => {
    await stored({ status: 'RESERVED' });
    const payUrl = 'https://pay.example.com/1';
    meanwhile = [() => db.put('payments', { pk: `ORDER#${id}`, sk: 'PAYMENT', ...aPayment({ payUrl }) })];

    expect((await get({ prefer: 'wait=20' })).order).toMatchObject({ status: 'RESERVED', payment: { payUrl } });
  });

  it('answers at once to who has an older version, and 304 when the time is over without a change', async () => {
    await stored({});
    const { etag } = (await get()).answer.headers as { etag: string };

    const older = await ask({ prefer: 'wait=20', 'if-none-match': '"older"' });
    expect(setTimeout).not.toHaveBeenCalled();
    const unchanged = await ask({ prefer: 'wait=2', 'if-none-match': etag });

    expect(older).toMatchObject({ statusCode: 200, headers: { 'preference-applied': 'wait=20' } });
    expect(unchanged).toMatchObject({ statusCode: 304, headers: { 'preference-applied': 'wait=2' } });
  });

  it.each(['CONFIRMED', 'REJECTED', 'CANCELLED'] as const)('does not wait for an order that is %s', async (status) => {
    await stored({ status });

    await get({ prefer: 'wait=20' });

    expect(setTimeout).not.toHaveBeenCalled();
  });
});

async function ask(headers: Record<string, string> = {}) {
  return handler(anHttpRequest({ pathParameters: { orderId: id }, headers }), aContext());
}

async function get(headers: Record<string, string> = {}) {
  const answer = await ask(headers);
  return { answer, order: JSON.parse(answer.body ?? '') };
}

async function stored(order: Partial<Order>, content: Partial<OrderContent> = {}): Promise<void> {
  await orderTable().addContent(anOrderContent({ id, ...content }));
  db.put('orders', anOrderItem(order));
}

function statusChanges(status: Order['status']): void {
  const item = db.item('orders', `ORDER#${id}`, 'ORDER');
  db.put('orders', { ...item, status, version: Number(item?.version) + 1 });
}
