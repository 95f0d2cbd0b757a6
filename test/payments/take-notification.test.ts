import { beforeEach, describe, expect, it, vi } from 'vitest';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { PaymentUnderWay } from '../../lambdas/payments/payment-errors.ts';
import { takeNotification } from '../../lambdas/payments/payment-notification.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { anOrder, anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aProvider, aProviderPayment, type ProviderInMemory } from './a-provider.ts';
import { storePayment } from './store-payment.ts';

const orderId = anOrderId();
const reference = 'pi_1';
const known = { reference, status: 'CAPTURED' } as const;

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
const syncPaymentToOrder = vi.fn(async () => {});
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  provider = aProvider(db, { status: 'CAPTURED' });
  syncPaymentToOrder.mockReset().mockResolvedValue();
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'CONFIRMED' }) });
});

describe('a notification', () => {
  it.each([
    ['of nothing of ours', undefined],
    ['of what is no order of ours', { eventId: 'evt-1', orderId: 'nonsense' }],
  ])('%s, but genuine, is taken, and asks nobody', async (_, notification) => {
    provider.verifyNotification = async () => notification;

    await expect(take()).resolves.toBeUndefined();
    expect([provider.asked, db.items('payments')]).toEqual([[], []]);
  });

  it('that nobody could verify for now is not refused: it is to be repeated', async () => {
    const error = new Error('no keys');
    provider.verifyNotification = async () => Promise.reject(error);

    await expect(take()).rejects.toBe(error);
  });

  it('is remembered for two weeks, longer than any provider repeats it', async () => {
    await given();

    await take();

    expect(db.item('payments', `ORDER#${orderId}`, 'NOTIFICATION#evt-1')).toMatchObject({
      at: noon,
      expiresAt: Date.parse('2026-12-07T12:00:00.000Z') / 1000,
    });
  });

  it('of a new dispute asks about those that are known as well', async () => {
    const dispute = { id: 'd-1', kind: 'CHARGEBACK', reason: 'fraudulent', status: 'OPEN', at: noon } as const;
    const asked: (readonly string[] | undefined)[] = [];
    provider.query = async ({ disputeIds }) => {
      asked.push(disputeIds);
      return aProviderPayment({ status: 'CAPTURED' });
    };
    await given({ disputes: [dispute] });

    await take({ disputeId: 'd-2' });

    expect(asked).toEqual([['d-1', 'd-2']]);
  });

  it.each<[string, Partial<Payment>, number]>([
    ['is left to those who took it', {}, 0],
    ['has the money of a try seen to that another came into the place of', { replacedAt: noon }, 1],
  ])('of what is known %s', async (_, payment, times) => {
    await given(payment);

    await take({ standing: known });

    expect(provider.asked).toEqual([]);
    expect(syncPaymentToOrder).toHaveBeenCalledTimes(times);
    expect(isNoted()).toBe(times > 0);
  });
});

describe('a notification, while the order’s money cannot be brought in line,', () => {
  it('is taken where the customer is paying, which is followed up already', async () => {
    syncPaymentToOrder.mockRejectedValue(new PaymentUnderWay(orderId));
    await given();

    await take();

    expect(isNoted()).toBe(true);
  });

  it('is to be repeated where nobody knows why', async () => {
    syncPaymentToOrder.mockRejectedValue(new Error('down'));
    await given();

    await expect(take()).rejects.toThrow('down');
    expect(isNoted()).toBe(false);
  });
});

function given(payment: Partial<Payment> = {}): Promise<void> {
  return storePayment(aPayment({ status: 'CAPTURED', reference, ...payment }));
}

function take(news: object = {}): Promise<void> {
  const body = Buffer.from(JSON.stringify({ eventId: 'evt-1', orderId, ...news })).toString('base64');
  return takeNotification(
    'sandbox',
    { headers: { signature: 'valid' }, body },
    {
      orders: orderTable(),
      payments: paymentTable(),
      findProvider: () => provider,
      answer: async () => {},
      requestNotice: async () => {},
      syncPaymentToOrder,
      clock: () => new Date(noon),
    },
  );
}

function isNoted(): boolean {
  return db.item('payments', `ORDER#${orderId}`, 'NOTIFICATION#evt-1') !== undefined;
}
