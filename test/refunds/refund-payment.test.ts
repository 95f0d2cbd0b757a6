import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { NoticeRequest, RequestNotice } from '../../lambdas/orders/order-effects-queue.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { creditsToGiveBack } from '../../lambdas/payments/left-to-refund.ts';
import { Payment } from '../../lambdas/payments/payment.ts';
import { RefundRefused } from '../../lambdas/payments/payment-errors.ts';
import { takeNotification } from '../../lambdas/payments/payment-notification.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import type { RefundOrder } from '../../lambdas/refunds/refund.ts';
import { refundIdFor } from '../../lambdas/refunds/refund-id.ts';
import { refundPayment } from '../../lambdas/refunds/refund-payment.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { anOrderContent, anOrderId, anOrderItem, aPayment, noon } from '../builders.ts';
import { cutOffAnywhere } from '../cut-off.ts';
import { histories } from '../histories.ts';
import { type Fault, faults, interleave } from '../interleaving.ts';
import { type ModelProvider, modelNotification, modelProvider, refundedOf } from '../payments/model-provider.ts';
import { storePayment } from '../payments/store-payment.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

let db: InMemoryDynamoDb;
let model: ModelProvider;
let notifications = 0;
let told: (NoticeRequest & { readonly delaySeconds: number })[];
beforeEach(async () => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  told = [];
  await captured();
});

describe('a refund', () => {
  it('gives back in parts, and all in the end', async () => {
    expect(await refund('a', 500)).toEqual({ orderId, captured: 1530, refunded: 500, currency: 'GBP' });
    expect(await refund('b', 1030)).toEqual({ orderId, captured: 1530, refunded: 1530, currency: 'GBP' });

    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'REFUNDED', refunded: 1530 });
    expect(ledger()).toEqual(['captured 1530', 'refunded 500', 'refunded 1030']);
  });

  it('has its customer told once it is made; asked for ahead, in case the call is cut off', async () => {
    await refund('a', 500);

    const notice = { orderId, event: 'payment-refunded', about: refundIdOf('a') };
    expect(told).toEqual([
      { ...notice, delaySeconds: 60 },
      { ...notice, delaySeconds: 0 },
    ]);
    expect(Payment.parse(record()).refunds).toMatchObject([{ made: true }]);
  });

  it('has its customer told once it is known to be made, wherever the call is cut off', async () => {
    const made: (boolean | undefined)[] = [];
    await cutOffAnywhere(
      db,
      (leaving) => {
        told = [];
        const requestNotice = (request: NoticeRequest) =>
          leaving(() => void told.push({ ...request, delaySeconds: 0 }));
        return refund('a', 500, orderId, {}, requestNotice);
      },
      async (where) => {
        const { refunds } = Payment.parse(record());
        made.push(refunds[0]?.made);
        for (const { id: about } of refunds.filter((one) => one.made)) {
          expect(told, where).toContainEqual(expect.objectContaining({ event: 'payment-refunded', about }));
        }
      },
    );
    expect(new Set(made)).toEqual(new Set([undefined, true]));
  });

  it('that the provider refuses, or does not answer, is not told as one that was made', async () => {
    model.fail('refund', 'down');
    await expect(refund('a', 500)).rejects.toMatchObject({ name: 'ProviderUnavailable' });

    expect(told.map(({ delaySeconds }) => delaySeconds)).toEqual([60]);
    expect(Payment.parse(record()).refunds[0]).not.toHaveProperty('made');
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
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'REFUNDED' });

    model.failRefund(refundIdOf('a'), 'lost_or_stolen_card');
    await notified();

    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'CAPTURED', refunded: 0 });
    expect(count).toHaveBeenCalledExactlyOnceWith('PaymentForReview');
    await notified();
    expect(count).toHaveBeenCalledOnce();
    await expect(refund('a', 1530)).rejects.toMatchObject({ kind: 'refund-refused' });
    expect(await refund('b', 1530)).toMatchObject({ captured: 1530, refunded: 1530 });
  });

  it('made in the provider’s console leaves only the rest to be given back, once it is heard of', async () => {
    model.refundElsewhere('console-1', 300);
    await notified('console-1');

    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
      refunded: 300,
      foreignRefundIds: ['console-1'],
    });
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

  describe('of an order with stated totals, paid in part by gift card,', () => {
    const giftCard = { type: 'GIFT_CARD', reference: '4711' } as const;
    const left = (items: number, shipping: number) => ({ items, shipping, fees: 0, tax: 0 });

    beforeEach(() => withTotals({ due: 1530 }));

    it('goes to the provider first, then to the card, and says how much of what is left', async () => {
      const first = await refund('a', 1_600, orderId, { charges: { items: 1_530, shipping: 70 } });

      expect(first).toMatchObject({ refunded: 1530, chargesLeft: left(0, 325) });
      expect(first.creditsToGiveBack).toEqual([{ ...giftCard, amount: 70 }]);
      expect(await refund('b', 325)).toMatchObject({
        chargesLeft: left(0, 0),
        creditsToGiveBack: [{ ...giftCard, amount: 395 }],
      });
      expect(ledger()).toEqual(['captured 1530', 'refunded 1530']);
    });

    it('without kinds is of all of them in proportion, and repeated is the same', async () => {
      const first = await refund('a', 385);

      expect(first).toMatchObject({ refunded: 385, chargesLeft: left(1_224, 316) });
      expect(first).not.toHaveProperty('creditsToGiveBack');
      expect(await refund('a', 385)).toEqual(first);
    });

    it.each([
      ['more of a kind than was charged', 396, { shipping: 396 }, '#/charges/shipping'],
      ['kinds that do not come to it', 500, { items: 499 }, '#/amount'],
      ['more than was paid', 1_926, undefined, '#/amount'],
    ])('of %s is refused', async (_case, amount, charges, pointer) => {
      await expect(refund('a', amount, orderId, { charges })).rejects.toMatchObject({
        kind: 'invalid-refund',
        errors: [{ pointer }],
      });
      expect(model.calls).not.toContain('refund');
    });

    it('that the provider refuses leaves the card as it is', async () => {
      model.refuse('account_closed');
      await expect(refund('a', 1_600)).rejects.toMatchObject({ kind: 'refund-refused' });
      model.refuse(undefined);

      expect(await refund('b', 1)).toMatchObject({ refunded: 1, chargesLeft: left(1_529, 395) });
      expect(await refund('b', 1)).not.toHaveProperty('creditsToGiveBack');
    });

    it('whose answer is lost tells of the card only once it is known to be made', async () => {
      model.fail('refund', 'answer-lost');
      await expect(refund('a', 1_600)).rejects.toMatchObject({ name: 'ProviderUnavailable' });
      const { order, content } = await orderTable().find(orderId);
      if (order === undefined || content === undefined) throw new Error('gone');
      expect(creditsToGiveBack(order, content, Payment.parse(record()).refunds)).toEqual([]);

      expect(await refund('a', 1_600)).toMatchObject({ creditsToGiveBack: [{ ...giftCard, amount: 70 }] });
    });

    it('is refused as long as the payment is not captured', async () => {
      db.put('payments', { ...record(), status: 'AUTHORIZED', captured: 0 });

      await expect(refund('a', 1)).rejects.toMatchObject({ kind: 'invalid-refund' });
    });

    it('goes to the card alone where that paid all, and no provider is asked', async () => {
      await withTotals({ due: 0 });

      expect(await refund('a', 500)).toMatchObject({
        captured: 0,
        refunded: 0,
        chargesLeft: left(1_133, 292),
        creditsToGiveBack: [{ ...giftCard, amount: 500 }],
      });
      await expect(refund('b', 1_426)).rejects.toMatchObject({ kind: 'invalid-refund' });
      expect(model.calls).not.toContain('refund');
    });

    /** 1530 of lines and 395 of shipping; what is not due was paid by gift card. */
    async function withTotals({ due }: { due: number }): Promise<void> {
      await captured();
      const credits = [{ ...giftCard, amount: 1_925 - due }];
      const shipping = { method: 'STANDARD', title: 'Parcel', amount: 395 };
      const content = anOrderContent({ total: 1_925, totals: { subtotal: 1_530, shipping, credits, due } });
      db = inMemoryDynamoDb();
      await orderTable().addContent(content);
      db.put('orders', anOrderItem({ status: 'CONFIRMED', total: 1_925, due }));
      if (due === 0) return;
      model = modelProvider(db, { kind: 'wallet', first: 'paid' });
      const instruction = { provider: 'model', token: 't' };
      await model.authorize({ orderId, amount: due, currency: 'GBP', instruction, waitSeconds: 900 });
      await storePayment(aPayment({ provider: 'model', status: 'CAPTURED' }));
    }
  });

  it('made for another who asked for it too is not noted as refused to us, though the provider cannot be asked then', async () => {
    const { refund: makes } = model;
    const refuses = async (request: Parameters<typeof makes>[0]) => {
      await makes(request);
      model.fail('query', 'down');
      throw new RefundRefused('BUSY');
    };
    model = { ...model, refund: refuses };
    await expect(refund('a', 500)).rejects.toMatchObject({ name: 'ProviderUnavailable' });
    expect(Payment.parse(record()).refunds.map(({ failure }) => failure)).toEqual([undefined]);

    model = { ...model, refund: makes };
    expect(await refund('a', 500)).toMatchObject({ refunded: 500 });
    expect(ledger()).toEqual(['captured 1530', 'refunded 500']);
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

function refund(
  key: string,
  amount: number,
  id: string = orderId,
  other: Partial<RefundOrder> = {},
  requestNotice: RequestNotice = async (request, delaySeconds = 0) => {
    told.push({ ...request, delaySeconds });
  },
) {
  const ports = {
    orders: orderTable(),
    payments: paymentTable(),
    providerNamed: () => model,
    requestNotice,
    clock: () => new Date(noon),
  };
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
    orders: orderTable(),
    payments: paymentTable(),
    findProvider: () => model,
    answer: async () => {},
    requestNotice: async () => {},
    syncPaymentToOrder: async () => {},
    clock: () => new Date(noon),
  });
}

/** A wallet payment that was taken, there and on our record. */
async function captured(): Promise<void> {
  db = inMemoryDynamoDb();
  model = modelProvider(db, { kind: 'wallet', first: 'paid' });
  const instruction = { provider: 'model', token: 't' };
  await model.authorize({ orderId, amount: 1530, currency: 'GBP', instruction, waitSeconds: 900 });
  await storePayment(aPayment({ provider: 'model', status: 'CAPTURED' }));
  await orderTable().addContent(anOrderContent());
  db.put('orders', anOrderItem({ status: 'CONFIRMED' }));
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
