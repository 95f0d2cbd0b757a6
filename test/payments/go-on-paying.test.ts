import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { goOnPaying } from '../../lambdas/payments/go-on-paying.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { aLineCancellation, anOrder, anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aProvider, aProviderPayment, type ProviderInMemory } from './a-provider.ts';

const orderId = anOrderId();
const furtherTries = [{ id: 'a', contentHash: 'hash', at: noon }];
const payUrl = 'https://pay.test/1';

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
let answers: string[];
let notices: string[];
const requestOrderEffects = vi.fn(async () => {});
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  provider = aProvider(db, { status: 'CAPTURED' });
  answers = [];
  notices = [];
  requestOrderEffects.mockClear();
});

describe('going on with a further try to pay', () => {
  it('asks its provider, and passes on what that says', async () => {
    given({}, { waitSeconds: 600, taskToken: 'token-1', payUrl });

    await goOn();

    expect([provider.asked, answers, notices]).toEqual([['authorize'], ['token-1:CAPTURED'], []]);
    expect(await stored()).toMatchObject({ status: 'CAPTURED', tryNumber: 2 });
    expect(requestOrderEffects).not.toHaveBeenCalled();
  });

  it('tells the customer where to pay while that is awaited', async () => {
    given({}, { waitSeconds: 600, taskToken: 'token-1' });
    provider.authorize = async () => aProviderPayment({ status: 'PENDING', payUrl });

    await goOn();

    expect([answers, notices]).toEqual([[], ['payment-awaited 2']]);
  });

  it('asks nobody about what is settled, and passes it on again', async () => {
    given({}, { status: 'AUTHORIZED', waitSeconds: 600, taskToken: 'token-1' });

    await goOn();

    expect([provider.asked, answers]).toEqual([[], ['token-1:AUTHORIZED']]);
  });

  it.each<[string, Partial<Payment>, readonly string[]]>([
    ['is open', {}, ['token-1:CAPTURED']],
    ['was declined', { status: 'DECLINED' }, ['token-1:CAPTURED']],
    ['is not waited for', { taskToken: undefined }, []],
    ['another try comes into the place of', { replacedAt: noon }, []],
  ])('lets an order go on of which nothing is due any more, though its try %s', async (_case, payment, expected) => {
    given(
      { due: 255, lineCancellations: [aLineCancellation()] },
      { waitSeconds: 600, taskToken: 'token-1', ...payment },
    );

    await goOn();

    expect([provider.asked, answers, notices]).toEqual([[], expected, []]);
  });

  it('asks nobody where nothing is due any more, and there is no payment yet', async () => {
    given({ due: 255, lineCancellations: [aLineCancellation()] });

    await goOn();

    expect([provider.asked, answers]).toEqual([[], []]);
  });

  it('has its money seen to where the order went on without it while the provider was asked', async () => {
    given({ due: 255 }, { waitSeconds: 600, taskToken: 'token-1' });
    provider.authorize = async () => {
      given({ status: 'CONFIRMED', due: 255, lineCancellations: [aLineCancellation()] });
      return aProviderPayment({ status: 'CAPTURED' });
    };

    await goOn();

    expect(requestOrderEffects).toHaveBeenCalledExactlyOnceWith(orderId);
  });

  it('has its money seen to where the order ended while the provider was asked', async () => {
    given({}, { waitSeconds: 600 });
    provider.authorize = async () => {
      await orderTable().cancel(orderId, { by: 'CUSTOMER', at: noon, reason: 'TOO_SLOW' });
      return aProviderPayment({ status: 'CAPTURED' });
    };

    await goOn();

    expect(requestOrderEffects).toHaveBeenCalledExactlyOnceWith(orderId);
  });

  it.each<[string, Partial<Order> | undefined]>([
    ['there is no order', undefined],
    ['the order is still at its first try', { furtherTries: undefined }],
    ['the order has ended', { status: 'CANCELLED' }],
    ['the order is confirmed', { status: 'CONFIRMED' }],
  ])('does nothing where %s', async (_, order) => {
    if (order !== undefined) given(order, { waitSeconds: 600 });

    await goOn();

    expect([provider.asked, answers, notices]).toEqual([[], [], []]);
    expect(requestOrderEffects).not.toHaveBeenCalled();
  });

  it.each<[string, Partial<Payment> | undefined]>([
    ['is not there', undefined],
    ['does not say how long it is waited for', {}],
  ])('is a fault where the try %s', async (_, payment) => {
    given({}, payment);

    await expect(goOn()).rejects.toThrow(`a further try of order ${orderId} is not stored whole`);
    expect(provider.asked).toEqual([]);
  });

  it('does so by what a deployed function has', async () => {
    await expect(goOnPaying(orderId)).resolves.toBeUndefined();
  });
});

function given(order: Partial<Order>, payment?: Partial<Payment>): void {
  const tried = anOrder({ status: 'RESERVED', paymentTries: 2, furtherTries, ...order });
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...tried });
  if (payment === undefined) return;
  db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT#2', ...aPayment({ tryNumber: 2, ...payment }) });
}

function goOn(): Promise<void> {
  return goOnPaying(orderId, {
    orders: orderTable(),
    payments: paymentTable(),
    providerNamed: () => provider,
    answer: async (_id, token, status) => void answers.push(`${token}:${status}`),
    requestNotice: async ({ event, about }) => void notices.push(`${event} ${about}`),
    requestOrderEffects,
    clock: () => new Date(noon),
  });
}

function stored(): Promise<Payment | undefined> {
  return paymentTable().find(paymentIdOf({ orderId, tryNumber: 2 }));
}
