import { beforeEach, describe, expect, it } from 'vitest';
import { closeUnpaid } from '../../lambdas/payments/close-unpaid.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { aLineCancellation, anOrder, anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aProvider, aProviderPayment, type ProviderInMemory } from './a-provider.ts';
import { storePayment } from './store-payment.ts';

const orderId = anOrderId();

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  provider = aProvider(db);
  await storePayment(aPayment());
});

describe('when the wait for a payment is over, the provider is asked once more', () => {
  it('and closes what is unpaid, so that it cannot be paid late', async () => {
    expect(await close()).toBe('PAYMENT_TIMEOUT');

    expect(provider.asked).toEqual(['query', 'void']);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'VOIDED' });
  });

  it.each(['AUTHORIZED', 'CAPTURED'] as const)(
    'and the order is to be confirmed when it is %s after all',
    async (status) => {
      provider.status = status;

      await expect(close()).rejects.toMatchObject({ name: 'PaymentSettled' });

      expect(provider.asked).toEqual(['query']);
      expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status });
    },
  );

  it.each(['AUTHORIZED', 'CAPTURED'] as const)(
    'and the order is to be confirmed when closing loses against a payment at the same moment (%s)',
    async (status) => {
      provider = aProvider(db, { void: async () => aProviderPayment({ status }) });

      await expect(close()).rejects.toMatchObject({ name: 'PaymentSettled' });
      expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status });
    },
  );

  it.each(['DECLINED', 'VOIDED', 'REFUNDED'] as const)('and nothing is left to close when it is %s', async (status) => {
    provider.status = status;

    await close();

    expect(provider.asked).toEqual(['query']);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status });
  });

  it('and another amount than the order’s is not believed to be paid', async () => {
    provider = aProvider(db, { query: async () => aProviderPayment({ status: 'CAPTURED', amount: 1 }) });

    await close();

    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
      status: 'PENDING',
      captured: 1,
      review: 'AMOUNT_DIFFERS',
    });
  });

  it('and does the same again when it is repeated', async () => {
    await close();

    await close();

    expect(provider.asked).toEqual(['query', 'void', 'query']);
  });

  it('also when it answered the first time, and the answer was lost before it was written down', async () => {
    db.drop('payments', `ORDER#${orderId}`, 'PAYMENT');
    provider.status = 'AUTHORIZED';

    await expect(close(aReservedOrder())).rejects.toMatchObject({ name: 'PaymentSettled' });

    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'AUTHORIZED' });
  });

  it('and what another try came into the place of meanwhile confirms nothing, though it was paid', async () => {
    const replaced = aPayment({ version: 1, replacedAt: noon });
    provider = aProvider(db, {
      query: async () => {
        await storePayment(replaced);
        return aProviderPayment({ status: 'CAPTURED' });
      },
    });

    expect(await close()).toBe('PAYMENT_TIMEOUT');
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'CAPTURED', replacedAt: noon });
  });

  it('and nobody is denied a doubtful order whose money has gone: it is unpaid', async () => {
    const signals = { amount: 1530, units: 6, mostOfOneSku: 6 };
    const review = { status: 'OPEN', since: noon, until: noon } as const;
    const risk = { mode: 'on', signals, review } as const;
    await storePayment(aPayment({ status: 'AUTHORIZED', risk }));
    provider.status = 'VOIDED';

    expect(await close()).toBe('PAYMENT_TIMEOUT');
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ risk: { review: { status: 'OPEN' } } });
  });

  it.each(['PENDING', 'DECLINED'] as const)(
    'and the order is to be confirmed, though it is %s, when nothing is due any more',
    async (status) => {
      provider.status = status;
      const order = anOrder({ status: 'RESERVED', due: 255, lineCancellations: [aLineCancellation()] });

      await expect(close(order)).rejects.toMatchObject({ name: 'PaymentSettled' });
    },
  );

  it('unless no payment was ever begun', async () => {
    db.drop('payments', `ORDER#${orderId}`, 'PAYMENT');

    expect(await close()).toBe('PAYMENT_TIMEOUT');
    // And so by what a deployed function has.
    expect(await closeUnpaid(anOrder())).toBe('PAYMENT_TIMEOUT');

    expect(provider.asked).toEqual([]);
  });
});

function aReservedOrder() {
  return anOrder({ status: 'RESERVED', timeline: [{ at: noon, event: 'INVENTORY_RESERVED' }] });
}

function close(order = anOrder()) {
  const ports = { payments: paymentTable(), providerNamed: () => provider, clock: () => new Date(noon) };
  return closeUnpaid(order, ports);
}
