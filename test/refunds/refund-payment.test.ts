import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Payment } from '../../lambdas/payments/payment.ts';
import { takeNotification } from '../../lambdas/payments/payment-notification.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import type { RefundOrder } from '../../lambdas/refunds/refund.ts';
import { refundIdFor } from '../../lambdas/refunds/refund-id.ts';
import { refundPayment } from '../../lambdas/refunds/refund-payment.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { anOrderId, aPayment, noon } from '../builders.ts';
import { histories } from '../histories.ts';
import { type Fault, faults, interleave } from '../interleaving.ts';
import { type ModelProvider, modelNotification, modelProvider, refundedOf } from '../payments/model-provider.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

let db: InMemoryDynamoDb;
let model: ModelProvider;
let notifications = 0;
beforeEach(async () => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  await captured();
});

describe('a refund', () => {
  it('gives back in parts, and all in the end', async () => {
    expect(await refund('a', 500)).toEqual({ orderId, captured: 1530, refunded: 500, currency: 'GBP' });
    expect(await refund('b', 1030)).toEqual({ orderId, captured: 1530, refunded: 1530, currency: 'GBP' });

    expect(await paymentTable().find(orderId)).toMatchObject({ status: 'REFUNDED', refunded: 1530 });
    expect(ledger()).toEqual(['captured 1530', 'refunded 500', 'refunded 1030']);
  });

  it('repeated with the same key is the same refund', async () => {
    const first = await refund('a', 500);

    expect(await refund('a', 500)).toEqual(first);
    expect(ledger()).toEqual(['captured 1530', 'refunded 500']);
  });

  it.each(['down', 'answer-lost'] as const)('repeated after the provider was %s is the same refund', async (fault) => {
    model.fail('refund', fault);

    await expect(refund('a', 500)).rejects.toMatchObject({ name: 'ProviderUnavailable' });
    expect(await refund('a', 500)).toMatchObject({ refunded: 500 });

    expect(ledger()).toEqual(['captured 1530', 'refunded 500']);
  });

  it.each([
    ['amount', { amount: 501 }],
    ['reason', { reason: 'another' }],
  ])('with another %s under the same key is refused', async (_field, other) => {
    await refund('a', 500);

    await expect(refund('a', 500, orderId, other)).rejects.toMatchObject({ kind: 'idempotency-key-reused' });
    expect(ledger()).toEqual(['captured 1530', 'refunded 500']);
  });

  it('that the provider refuses says why, frees its amount, and is refused again by the same key only', async () => {
    model.refuse('account_closed');

    const refusal = { kind: 'refund-refused', message: expect.stringContaining('account_closed') };
    await expect(refund('a', 1530)).rejects.toMatchObject(refusal);
    model.refuse(undefined);

    await expect(refund('a', 1530)).rejects.toMatchObject(refusal);
    expect(model.calls.filter((call) => call === 'refund')).toHaveLength(1);
    expect(await refund('b', 1530)).toMatchObject({ refunded: 1530 });
    expect(count).not.toHaveBeenCalled();
  });

  it('that fails later is taken back from the record, calls a person, and makes room for another', async () => {
    await refund('a', 1530);
    expect(await paymentTable().find(orderId)).toMatchObject({ status: 'REFUNDED' });

    model.failRefund(refundIdOf('a'), 'lost_or_stolen_card');
    await notified();

    expect(await paymentTable().find(orderId)).toMatchObject({ status: 'CAPTURED', refunded: 0 });
    expect(count).toHaveBeenCalledExactlyOnceWith('PaymentForReview');
    await notified();
    expect(count).toHaveBeenCalledOnce();
    await expect(refund('a', 1530)).rejects.toMatchObject({ kind: 'refund-refused' });
    expect(await refund('b', 1530)).toMatchObject({ captured: 1530, refunded: 1530 });
  });

  it('made in the provider’s console leaves only the rest to be given back, once it is heard of', async () => {
    model.refundElsewhere('console-1', 300);
    await notified('console-1');

    expect(await paymentTable().find(orderId)).toMatchObject({ refunded: 300, foreignRefundIds: ['console-1'] });
    await expect(refund('a', 1231)).rejects.toMatchObject({ kind: 'invalid-refund' });
    expect(await refund('b', 1230)).toMatchObject({ refunded: 1530 });
  });

  it.each([
    ['more than was captured', 1531, {}],
    ['more than is left', 1031, { refunds: [{ id: 'r1', amount: 500, at: noon, reason: 'broken' }] }],
    ['more than is left after a refund that we did not ask for', 1031, { refunded: 500 }],
    ['what is not captured yet', 1, { status: 'AUTHORIZED' as const, captured: 0 }],
  ])('of %s is refused, and the provider is not asked', async (_case, amount, payment) => {
    db.put('payments', { ...record(), ...payment });

    await expect(refund('a', amount)).rejects.toMatchObject({
      kind: 'invalid-refund',
      errors: [{ pointer: '#/amount' }],
    });
    expect(model.calls).not.toContain('refund');
  });

  it.each([
    ['an order without a payment', anOrderId(1)],
    ['an id that is none', 'ORDER'],
  ])('of %s is not found', async (_case, id) => {
    await expect(refund('a', 1, id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('beside others, whatever goes wrong, never gives back more than was captured, and each key once', async () => {
    const asked = fc.record({ key: fc.constantFrom('a', 'b', 'c'), amount: fc.constantFrom(1, 500, 700, 1030, 1530) });
    const fault = fc.oneof(
      { weight: 5, arbitrary: fc.constant<Fault>('none') },
      { weight: 1, arbitrary: fc.constantFrom(...faults) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(asked, { minLength: 2, maxLength: 5 }),
        fc.array(fc.record({ pick: fc.nat(5), fault }), { maxLength: 40 }),
        async (refunds, turns) => {
          await captured();
          await interleave(
            db,
            refunds.map(
              ({ key, amount }) =>
                () =>
                  refund(key, amount),
            ),
            turns,
            () => expect(refundedOf(theirs())).toBeLessThanOrEqual(1530),
          );
          // Everybody repeats what was not answered.
          const ends = await Promise.all(refunds.map(({ key, amount }) => refund(key, amount).catch((error) => error)));

          const { refunds: ours, refunded } = Payment.parse(record());
          expect([...theirs().refunds.values()].sort()).toEqual(ours.map(({ amount }) => amount).sort());
          expect(refunded).toBe(refundedOf(theirs()));
          expect(refunded).toBeLessThanOrEqual(1530);
          expect(new Set(ours.map(({ id }) => id)).size).toBe(ours.length);
          for (const end of ends) {
            if (end instanceof Error)
              expect(['invalid-refund', 'idempotency-key-reused']).toContain(Reflect.get(end, 'kind'));
          }
        },
      ),
      { numRuns: histories(1_000) },
    );
  });
});

function refund(key: string, amount: number, id: string = orderId, other: Partial<RefundOrder> = {}) {
  const ports = { payments: paymentTable(), providerNamed: () => model, clock: () => new Date(noon) };
  return refundPayment(id, key, { amount, reason: 'broken', ...other }, ports);
}

/** Our name of the refund of a key. */
function refundIdOf(key: string): string {
  return refundIdFor(orderId, key);
}

/** The provider tells that something has happened to the payment. */
function notified(refundId?: string): Promise<void> {
  notifications += 1;
  const said = refundId === undefined ? {} : { refundId };
  return takeNotification('model', modelNotification(orderId, `evt-${notifications}`, { said }), {
    payments: paymentTable(),
    findProvider: () => model,
    answer: async () => {},
    syncPaymentToOrder: async () => {},
    requestOrderEffects: async () => {},
    clock: () => new Date(noon),
  });
}

/** A wallet payment that was taken, there and on our record. */
async function captured(): Promise<void> {
  db = inMemoryDynamoDb();
  model = modelProvider(db, { kind: 'wallet', first: 'paid' });
  const instruction = { provider: 'model', token: 't' };
  await model.authorize({ orderId, amount: 1530, currency: 'GBP', instruction, waitSeconds: 900 });
  await paymentTable().add(aPayment({ provider: 'model', status: 'CAPTURED' }));
}

function record() {
  return db.item('payments', `ORDER#${orderId}`, 'PAYMENT');
}

function theirs() {
  const payment = model.payments.get(orderId);
  if (payment === undefined) throw new Error('the provider has no payment');
  return payment;
}

function ledger(): readonly string[] {
  return theirs().ledger;
}
