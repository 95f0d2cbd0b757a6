import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderStatus } from '../../lambdas/orders/order-status.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { takeNotification } from '../../lambdas/payments/payment-notification.ts';
import type { PaymentStatus } from '../../lambdas/payments/payment-status.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { anOrder, anOrderId, aPayment } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { type ModelProvider, modelNotification, modelProvider } from './model-provider.ts';
import { storePayment } from './store-payment.ts';

const orderId = anOrderId();
const reference = `model-${orderId}`;

let db: InMemoryDynamoDb;
let model: ModelProvider;
let answered: string[];
let synced: number;

beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  model = modelProvider(db, { kind: 'card', first: 'paid' });
  answered = [];
  synced = 0;
});

describe('a notification that says what our record says already', () => {
  it.each([
    ['AUTHORIZED', 'AUTHORIZED'],
    ['AUTHORIZED', 'CAPTURED'],
    ['CAPTURED', 'CAPTURED'],
  ] as const)(
    '(%s, of a payment that is %s) asks nobody, writes nothing, and costs one read',
    async (status, known) => {
      await stored({ status: known, reference }, 'CONFIRMED');
      const before = db.items('payments');
      const { reads, writes } = { ...db.counts };

      await told({ reference, status });

      expect(model.calls).toEqual([]);
      expect(db.items('payments')).toEqual(before);
      expect(db.counts).toEqual({ reads: reads + 1, writes });
      expect(synced).toBe(0);
    },
  );

  it('wakes the step all the same that whoever recorded it may not have come to wake', async () => {
    await stored({ status: 'AUTHORIZED', reference, taskToken: 'token-1' }, 'RESERVED');

    await told({ reference, status: 'AUTHORIZED' });

    expect(answered).toEqual(['token-1:AUTHORIZED']);
  });

  it.each(['REJECTED', 'CANCELLED'] as const)('sees the money back of an order that is %s', async (status) => {
    await stored({ status: 'AUTHORIZED', reference }, status);

    await told({ reference, status: 'AUTHORIZED' });

    expect(model.calls).toEqual([]);
    expect(synced).toBe(1);
  });
});

describe('a notification that says what our record does not say yet', () => {
  it.each([
    ['AUTHORIZED', { status: 'PENDING', reference }],
    ['CAPTURED', { status: 'AUTHORIZED', reference }],
    ['CAPTURED', { status: 'VOIDED', reference }],
    ['CAPTURED', { status: 'REFUNDED', reference }],
    ['AUTHORIZED', { status: 'DECLINED', reference }],
    ['AUTHORIZED', { status: 'AUTHORIZED' }],
    ['AUTHORIZED', { status: 'AUTHORIZED', reference: 'another' }],
    [undefined, { status: 'AUTHORIZED', reference }],
  ] as const)('(%s, of %j) has the provider asked', async (status, known) => {
    await stored(known, 'CONFIRMED');

    await told(status && { reference, status });

    expect(model.calls).toEqual(['query']);
    expect(synced).toBe(1);
  });
});

async function stored(payment: Partial<Payment>, status: OrderStatus): Promise<void> {
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status }) });
  const { reference: _, ...without } = aPayment({ provider: 'model' });
  await storePayment({ ...without, ...payment });
}

function told(standing: { readonly reference: string; readonly status: PaymentStatus } | undefined): Promise<void> {
  return takeNotification('model', modelNotification(orderId, 'evt-1', { said: { standing } }), {
    orders: orderTable(),
    payments: paymentTable(),
    requestNotice: async () => {},
    findProvider: () => model,
    answer: async (_id, token, status) => {
      answered.push(`${token}:${status}`);
    },
    syncPaymentToOrder: async () => {
      synced++;
    },
    clock: () => new Date('2026-11-23T12:00:00.000Z'),
  });
}
