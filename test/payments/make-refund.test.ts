import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeRefund } from '../../lambdas/payments/make-refund.ts';
import type { Refund } from '../../lambdas/payments/payment.ts';
import { RefundRefused } from '../../lambdas/payments/payment-errors.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aProvider, aProviderPayment, type ProviderInMemory } from './a-provider.ts';
import { storePayment } from './store-payment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const claimed: Refund = { id: 'r', amount: 500, at: noon, reason: 'broken' };
const payment = aPayment({ status: 'CAPTURED', version: 1, refunds: [claimed] });

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
beforeEach(async () => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  db = inMemoryDynamoDb();
  provider = aProvider(db, { status: 'CAPTURED' });
  await storePayment(payment);
});

const make = (of = payment) =>
  makeRefund(of, claimed.id, { payments: paymentTable(), provider, clock: () => new Date(noon) });

describe('making a refund', () => {
  it.each([
    ['of which nothing is for the provider', [{ ...claimed, amount: 0 }]],
    ['that is not claimed', []],
  ])('%s asks nobody, and leaves the payment as it is', async (_, refunds) => {
    const of = { ...payment, refunds };

    expect(await make(of)).toBe(of);
    expect(provider.asked).toEqual([]);
  });

  it('that is refused stands beside what was written meanwhile, by one more question', async () => {
    provider.refund = async () => {
      await storePayment({ ...payment, version: 2, reference: 'pi_1' });
      throw new RefundRefused('account_closed');
    };

    expect(await make()).toMatchObject({
      ...{ version: 3, reference: 'pi_1' },
      refunds: [{ id: 'r', failure: { kind: 'REFUSED', code: 'account_closed', at: noon } }],
    });
    expect(provider.asked).toEqual(['query']);
  });

  it('of an amount that the provider cannot move is asked for nowhere, stands as refused, and calls a person', async () => {
    const lines = { ...claimed, amount: 995, made: false };
    const dinars = { ...payment, provider: 'stripe', currency: 'KWD', refunds: [lines] };
    await storePayment(dinars);
    provider.query = async () => aProviderPayment({ status: 'CAPTURED', currency: 'KWD' });

    expect(await make(dinars)).toMatchObject({
      refunds: [{ amount: 995, failure: { kind: 'REFUSED', code: 'amount_not_exact' } }],
    });
    expect(provider.asked).toEqual([]);
    expect(vi.mocked(count).mock.calls).toEqual([['PaymentForReview']]);
  });

  it('that is refused to us is made where the provider then tells of it', async () => {
    provider.refund = async () => Promise.reject(new RefundRefused('already_refunded'));
    provider.query = async () => aProviderPayment({ status: 'CAPTURED', refunded: 500, refunds: [{ id: 'r' }] });

    const { refunds, refunded } = await make();

    expect([refunds, refunded]).toEqual([[{ ...claimed, made: true }], 500]);
  });
});
