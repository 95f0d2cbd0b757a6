import { beforeEach, describe, expect, it } from 'vitest';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { closeUnpaid, type VoidPaymentPorts, voidPayment } from '../../lambdas/payments/void-payment.ts';
import { anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aProvider, type ProviderInMemory } from './a-provider.ts';

const orderId = anOrderId();

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  provider = aProvider(db);
});

describe('when the wait for a payment is over, the provider is asked once more', () => {
  it('and closes what is unpaid, so that it cannot be paid late', async () => {
    await recorded();

    await closeUnpaid(orderId, ports());

    expect(provider.asked).toEqual(['query', 'void']);
    expect(await paymentTable().find(orderId)).toMatchObject({ status: 'VOIDED' });
  });

  it.each(['AUTHORIZED', 'CAPTURED'] as const)(
    'and the order is to be confirmed when it is %s after all',
    async (status) => {
      await recorded();
      provider.status = status;

      await expect(closeUnpaid(orderId, ports())).rejects.toMatchObject({ name: 'PaymentSettled' });

      expect(provider.asked).toEqual(['query']);
      expect(await paymentTable().find(orderId)).toMatchObject({ status });
    },
  );

  it('and the order is to be confirmed when closing loses against a payment at the same moment', async () => {
    await recorded();
    provider = aProvider(db, { void: async () => 'AUTHORIZED' });

    await expect(closeUnpaid(orderId, ports())).rejects.toMatchObject({ name: 'PaymentSettled' });
    expect(await paymentTable().find(orderId)).toMatchObject({ status: 'AUTHORIZED' });
  });

  it.each(['DECLINED', 'VOIDED'] as const)('and nothing is left to close when it is %s', async (status) => {
    await recorded();
    provider.status = status;

    await closeUnpaid(orderId, ports());

    expect(provider.asked).toEqual(['query']);
    expect(await paymentTable().find(orderId)).toMatchObject({ status });
  });

  it('and does the same again when it is repeated', async () => {
    await recorded();
    await closeUnpaid(orderId, ports());

    await closeUnpaid(orderId, ports());

    expect(provider.asked).toEqual(['query', 'void', 'query']);
  });

  it('unless no payment was ever begun', async () => {
    await closeUnpaid(orderId, ports());

    expect(provider.asked).toEqual([]);
  });
});

describe('giving back the money', () => {
  it.each(['PENDING', 'AUTHORIZED'] as const)('voids what is %s, once', async (status) => {
    await recorded({ status });
    provider.status = status;

    await voidPayment(orderId, ports());
    await voidPayment(orderId, ports());

    expect(provider.asked).toEqual(['void']);
    expect(provider.status).toBe('VOIDED');
    expect(await paymentTable().find(orderId)).toMatchObject({ status: 'VOIDED' });
  });

  it.each(['DECLINED', 'VOIDED', 'REFUNDED'] as const)('asks nobody for what is %s', async (status) => {
    await recorded({ status });

    await voidPayment(orderId, ports());

    expect(provider.asked).toEqual([]);
  });

  it.each(['AUTHORIZED', 'CAPTURED'] as const)('fails loudly when the provider leaves it %s', async (status) => {
    await recorded();
    provider = aProvider(db, { void: async () => status });

    await expect(voidPayment(orderId, ports())).rejects.toThrow(`did not void the payment of order ${orderId}`);
  });

  it('of an order whose payment was never begun does nothing', async () => {
    await voidPayment(orderId, ports());

    expect(provider.asked).toEqual([]);
  });
});

async function recorded(payment: Partial<Payment> = {}): Promise<void> {
  await paymentTable().add(aPayment(payment));
}

function ports(): VoidPaymentPorts {
  return { payments: paymentTable(), providerNamed: () => provider, clock: () => new Date(noon) };
}
