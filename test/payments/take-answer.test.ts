import { beforeEach, describe, expect, it } from 'vitest';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { takeAnswer } from '../../lambdas/payments/take-answer.ts';
import { anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aProvider, aProviderPayment, type ProviderInMemory } from './a-provider.ts';
import { storePayment } from './store-payment.ts';

const orderId = anOrderId();
const asked = aPayment({ version: 1 });

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  provider = aProvider(db, { status: 'CAPTURED' });
});

describe('a provider’s answer about a payment that has changed since it was asked', () => {
  it('does not count: it is asked again', async () => {
    await storePayment({ ...asked, version: 2, reference: 'pi_1' });

    expect(await take(asked)).toMatchObject({ status: 'CAPTURED', reference: 'pi_1', version: 3 });
    expect(provider.asked).toEqual(['query']);
  });

  it('is a fault where the payment is gone', async () => {
    await expect(take(asked)).rejects.toThrow(`the payment of order ${orderId} is gone`);
  });

  it('is asked for ten times, and then left to a retry', async () => {
    await storePayment({ ...asked, version: 2 });
    const restless = {
      ...paymentTable(),
      replace: async () => {
        if (provider.asked.length > 20) throw new Error('nobody gives up');
        return undefined;
      },
    };

    await expect(take(asked, restless)).rejects.toThrow(`the payment of order ${orderId} does not come to rest`);
    expect(provider.asked).toHaveLength(10);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'PENDING', version: 2 });
  });
});

function take(payment: Payment, payments: Pick<ReturnType<typeof paymentTable>, 'find' | 'replace'> = paymentTable()) {
  const answer = aProviderPayment({ status: 'AUTHORIZED' });
  return takeAnswer(payment, answer, { payments, provider, clock: () => new Date(noon) });
}
