import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrderStatus } from '../../lambdas/orders/order-status.ts';
import type { KnownDispute } from '../../lambdas/payments/dispute.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { captureConfirmed, syncPaymentToOrder } from '../../lambdas/payments/sync-payment-to-order.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { anOrder, anOrderId, anOrderItem, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { alignmentPorts, aProvider, aProviderPayment, type ProviderInMemory } from './a-provider.ts';
import { modelProvider } from './model-provider.ts';
import { storePayment } from './store-payment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
beforeEach(() => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  db = inMemoryDynamoDb();
  provider = aProvider(db);
});

describe('aligning the money of an order', () => {
  it.each([
    ['CONFIRMED', 'AUTHORIZED', ['capture'], 'CAPTURED'],
    ['CONFIRMED', 'CAPTURED', [], 'CAPTURED'],
    ['CONFIRMED', 'REFUNDED', [], 'REFUNDED'],
    ['CANCELLED', 'PENDING', ['query', 'void'], 'VOIDED'],
    ['CANCELLED', 'AUTHORIZED', ['void'], 'VOIDED'],
    ['CANCELLED', 'CAPTURED', ['query', 'refund'], 'REFUNDED'],
    ['CANCELLED', 'DECLINED', [], 'DECLINED'],
    ['CANCELLED', 'REFUNDED', [], 'REFUNDED'],
    ['REJECTED', 'AUTHORIZED', ['void'], 'VOIDED'],
    ['REJECTED', 'CAPTURED', ['query', 'refund'], 'REFUNDED'],
    ['PENDING', 'PENDING', [], 'PENDING'],
    ['RESERVED', 'AUTHORIZED', [], 'AUTHORIZED'],
    ['RESERVED', 'CAPTURED', [], 'CAPTURED'],
  ] as const)('that is %s with a payment %s asks %j, once, and leaves it %s', async (order, status, asked, then) => {
    await stored(order, { status });
    provider.status = status;

    await align();
    expect(provider.asked).toEqual(asked);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: then });

    // A repeat only asks whether what was given up stays so.
    await align();
    expect(provider.asked.slice(asked.length)).toEqual(then === 'VOIDED' ? ['query'] : []);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: then });
  });

  it('that is rejected or cancelled believes the provider: what was captured meanwhile cannot be voided, and is refunded', async () => {
    await stored('CANCELLED', { status: 'AUTHORIZED' });
    provider.status = 'CAPTURED';

    await align();

    expect(provider.asked).toEqual(['void', 'query', 'refund']);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
      status: 'REFUNDED',
      captured: 1530,
      refunded: 1530,
    });
  });

  it('that was rejected or cancelled before its payment was begun gives up again what began all the same', async () => {
    await stored('CANCELLED', { status: 'VOIDED' });
    provider.status = 'AUTHORIZED';

    await align();

    expect(provider.asked).toEqual(['query', 'void']);
    expect(provider.status).toBe('VOIDED');
  });

  it.each(['PENDING', 'DECLINED', 'VOIDED'] as const)(
    'that is CONFIRMED with a payment %s is for a person to decide, who is told once',
    async (status) => {
      await stored('CONFIRMED', { status });

      await align();
      await align();

      expect(provider.asked).toEqual([]);
      expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
        status,
        review: 'CONFIRMED_WITHOUT_MONEY',
      });
      expect(vi.mocked(count).mock.calls).toEqual([['PaymentForReview']]);
    },
  );

  it('that is CONFIRMED without any record of its payment is for a person to decide, who is told once', async () => {
    const reserved = { at: noon, event: 'INVENTORY_RESERVED' } as const;
    db.put('orders', anOrderItem({ status: 'CONFIRMED', timeline: [reserved] }));

    await align();
    await align();

    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
      status: 'PENDING',
      review: 'CONFIRMED_WITHOUT_MONEY',
      version: 1,
    });
    expect(vi.mocked(count).mock.calls).toEqual([['PaymentForReview']]);
  });

  it('that was rejected or cancelled gives back what a refund with a lost answer has left', async () => {
    const model = modelProvider(db, { kind: 'wallet', first: 'paid' });
    const all = { orderId, amount: 1530, total: 1530, currency: 'GBP' };
    await model.authorize({ ...all, instruction: { provider: 'model', token: 't' }, waitSeconds: 900 });
    await model.refund({ ...all, amount: 500, refundId: 'r1' });
    await stored('CANCELLED', { status: 'CAPTURED', refunds: [{ id: 'r1', amount: 500, at: noon, reason: 'broken' }] });

    await syncPaymentToOrder(orderId, { ...alignmentPorts(provider), providerNamed: () => model });

    expect(model.payments.get(orderId)?.ledger).toEqual(['captured 1530', 'refunded 500', 'refunded 1030']);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'REFUNDED', refunded: 1530 });
  });

  it('refunds under one id, however often the provider fails, and records it before it is asked for', async () => {
    await stored('CANCELLED', { status: 'CAPTURED' });
    provider.status = 'CAPTURED';
    const ids: string[] = [];
    provider = aProvider(db, {
      query: async () => aProviderPayment({ status: 'CAPTURED' }),
      refund: async ({ refundId }) => {
        ids.push(refundId);
        expect((await paymentTable().find(paymentIdOf({ orderId })))?.refunds).toMatchObject([
          { id: refundId, amount: 1530 },
        ]);
        if (ids.length < 3) throw new Error('down');
        return aProviderPayment({ status: 'REFUNDED' });
      },
    });

    await expect(align()).rejects.toThrow('down');
    await expect(align()).rejects.toThrow('down');
    await align();

    expect(new Set(ids).size).toBe(1);
    expect((await paymentTable().find(paymentIdOf({ orderId })))?.refunds).toHaveLength(1);
  });

  it.each([
    ['void', 'AUTHORIZED', 'CANCELLED'],
    ['capture', 'AUTHORIZED', 'CONFIRMED'],
    ['refund', 'CAPTURED', 'CANCELLED'],
  ] as const)('fails loudly when the provider answers %s but leaves it %s', async (operation, status, order) => {
    await stored(order, { status });
    provider = aProvider(db, { status, [operation]: async () => aProviderPayment({ status }) });

    await expect(align()).rejects.toThrow(`the payment of order ${orderId} does not come to rest`);
  });

  it.each(
    (['REJECTED', 'CANCELLED'] as const).flatMap(
      (status) =>
        [
          [status, 'authorised', 'card', ['PENDING', 'AUTHORIZED', 'VOIDED'], ['authorised', 'voided']],
          [status, 'taken', 'wallet', ['PENDING', 'CAPTURED', 'REFUNDED'], ['captured 1530', 'refunded 1530']],
        ] as const,
    ),
  )(
    'that was %s before its payment was begun gives back what the storefront had %s before',
    async (status, _what, kind, history, ledger) => {
      const model = modelProvider(db, { kind });
      model.makeBefore('pi_1', orderId, 1530, true);
      const payment = { provider: 'stripe', token: 'pi_1' };
      db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status, payment }) });

      await syncPaymentToOrder(orderId, { ...alignmentPorts(provider), providerNamed: () => model });

      expect(model.payments.get(orderId)?.ledger).toEqual(ledger);
      const record = await paymentTable().find(paymentIdOf({ orderId }));
      expect(record?.history.map(({ status }) => status)).toEqual(history);
    },
  );

  it.each([
    ['a payment that we were to make', 'CANCELLED', { provider: 'stripe', token: 'pm_1' }],
    ['another provider’s token of that kind', 'CANCELLED', { provider: 'alipay', token: 'pi_1' }],
    ['an order that is open still', 'PENDING', { provider: 'stripe', token: 'pi_1' }],
  ] as const)('looks for nothing without a record: %s', async (_case, status, payment) => {
    db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status, payment }) });

    await align();

    expect(provider.asked).toEqual([]);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toBeUndefined();
  });

  it('that was rejected or cancelled gives back the rest only of what was given back in the provider’s console', async () => {
    const model = await takenByModel();
    model.refundElsewhere('console-1', 300);
    await stored('CANCELLED', { status: 'CAPTURED', foreignRefundIds: ['console-1'] });

    await syncPaymentToOrder(orderId, { ...alignmentPorts(provider), providerNamed: () => model });

    expect(model.payments.get(orderId)?.ledger.slice(1)).toEqual(['refunded 300 elsewhere', 'refunded 1230']);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'REFUNDED', refunded: 1530 });
  });

  describe('whose money the provider does not give back', () => {
    const opened = { id: 'd-1', kind: 'CHARGEBACK', reason: 'fraudulent', status: 'OPEN', at: noon } as const;
    const lost = { ...opened, status: 'LOST', endedAt: noon } as const;

    it.each([
      ['charged back', 'charge_disputed', [lost]],
      ['disputed', 'charge_disputed', [opened]],
      ['complained about', 'ACQ.BUYER_ERROR', [{ ...opened, kind: 'COMPLAINT' }]],
      ['without a dispute', 'USERACCOUNTABNORMAL', undefined],
    ] as const)('calls a person once, and does not ask again: %s', async (_, code, disputes) => {
      const { model, again } = await refusing(code, disputes);

      await again();
      await again();

      expect(vi.mocked(count).mock.calls).toEqual([['PaymentForReview']]);
      expect(model.calls.filter((call) => call === 'refund')).toHaveLength(1);
      expect((await payment())?.refunds).toMatchObject([{ amount: 1530, failure: { kind: 'REFUSED', code } }]);
    });

    it('asks anew once the dispute has ended for the shop', async () => {
      const { model, again } = await refusing('charge_disputed', [opened]);
      await again();
      model.refuse(undefined);
      await storePayment({
        ...((await payment()) as Payment),
        disputes: [{ ...opened, status: 'CLOSED', endedAt: '2027-01-10T12:00:00.000Z' }],
      });

      await again();

      const { refunds = [] } = (await payment()) ?? {};
      expect(refunds.map(({ failure }) => failure?.code)).toEqual(['charge_disputed', undefined]);
      expect(model.payments.get(orderId)?.ledger).toEqual(['captured 1530', 'refunded 1530']);
    });

    it('takes in what was made of it all the same, by who asked beside it', async () => {
      const { model, again } = await refusing('charge_disputed');
      await again();
      model.refuse(undefined);
      await model.refund({ orderId, amount: 1530, total: 1530, currency: 'GBP', refundId: `${orderId}-rest-0` });

      await again();

      expect(await payment()).toMatchObject({ status: 'REFUNDED', refunded: 1530, refunds: [{ amount: 1530 }] });
      expect((await payment())?.refunds[0]).not.toHaveProperty('failure');
    });

    async function refusing(code: string, disputes: readonly KnownDispute[] = []) {
      const model = await takenByModel();
      model.refuse(code);
      await stored('CANCELLED', { status: 'CAPTURED', captured: 1530, disputes: [...disputes] });
      const ports = { ...alignmentPorts(provider), providerNamed: () => model };
      return { model, again: () => syncPaymentToOrder(orderId, ports) };
    }

    const payment = () => paymentTable().find(paymentIdOf({ orderId }));
  });

  it('does nothing without a payment, and is a fault without an order', async () => {
    await expect(align()).rejects.toMatchObject({ name: 'OrderNotFound' });
    db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'CANCELLED' }) });

    await align();

    expect(provider.asked).toEqual([]);
  });
});

/** A wallet payment that was taken there. */
describe('taking the money of an order that has just been confirmed', () => {
  it.each([
    ['as it stands', 'AUTHORIZED', 'AUTHORIZED', ['capture'], 'CAPTURED'],
    ['before it was there', 'AUTHORIZED', undefined, ['capture'], 'CAPTURED'],
    ['before it was authorised', 'AUTHORIZED', 'PENDING', ['capture'], 'CAPTURED'],
    ['before it was taken', 'CAPTURED', 'AUTHORIZED', ['capture', 'query'], 'CAPTURED'],
    ['before it was given back', 'REFUNDED', 'AUTHORIZED', ['capture', 'query'], 'REFUNDED'],
  ] as const)('whose payment is read %s takes it once', async (_when, status, seen, asked, then) => {
    await stored('CONFIRMED', { status, version: 2 });
    provider.status = status;
    const payments = paymentTable();
    const old = seen && aPayment({ status: seen, version: seen === status ? 2 : 1 });
    const paymentToRead: typeof payments.paymentToRead = (id) => ({
      ...payments.paymentToRead(id),
      as: () => old as Payment,
    });

    await captureConfirmed(orderId, { ...alignmentPorts(provider), payments: { ...payments, paymentToRead } });

    expect(provider.asked).toEqual(asked);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: then });
  });
});

async function takenByModel() {
  const model = modelProvider(db, { kind: 'wallet', first: 'paid' });
  const instruction = { provider: 'model', token: 't' };
  await model.authorize({ orderId, amount: 1530, currency: 'GBP', instruction, waitSeconds: 900 });
  return model;
}

async function stored(order: OrderStatus, payment: Partial<Payment>): Promise<void> {
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: order }) });
  await storePayment(aPayment(payment));
}

function align(): Promise<void> {
  return syncPaymentToOrder(orderId, alignmentPorts(provider));
}
