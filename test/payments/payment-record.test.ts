import { describe, expect, it } from 'vitest';
import { begunPayment, furtherPayment, noProvider, paymentOf, referenceTo } from '../../lambdas/payments/payment.ts';
import { anOrder, aPayment, noon } from '../builders.ts';

const reserved = '2026-11-23T12:00:02.000Z';
const order = anOrder({
  status: 'RESERVED',
  timeline: [
    { at: noon, event: 'ORDER_ACCEPTED' },
    { at: reserved, event: 'INVENTORY_RESERVED' },
  ],
});

describe('our record of a payment', () => {
  it('begins when its order’s stock is reserved', () => {
    expect(begunPayment(order)).toEqual(aPayment({ history: [{ at: reserved, status: 'PENDING' }] }));
  });

  it('of an order without a payment has no provider', () => {
    expect(begunPayment({ ...order, payment: undefined, due: 0 })).toMatchObject({ provider: noProvider, amount: 0 });
  });

  it('is the one that is stored, or as it began if it may have', () => {
    const stored = aPayment({ status: 'CAPTURED' });

    expect(paymentOf(order, stored)).toBe(stored);
    expect(paymentOf(order, undefined)).toEqual(begunPayment(order));
    expect(paymentOf({ ...order, due: 0 }, undefined)).toBeUndefined();
    expect(paymentOf(anOrder(), undefined)).toBeUndefined();
  });
});

describe('a further try to pay', () => {
  const instruction = { provider: 'alipay', token: 't' };
  const signals = { amount: 1530, units: 6, mostOfOneSku: 6 };

  it('knows what was known of the order’s risk, and that a payment was declined', () => {
    const former = aPayment({ status: 'DECLINED', risk: { mode: 'on', signals } });

    expect(furtherPayment(order, instruction, former, noon).risk).toEqual({
      mode: 'on',
      signals: { ...signals, declines: 1 },
    });
  });

  it('is of no risk where nobody looks at that', () => {
    expect(furtherPayment(order, instruction, aPayment(), noon)).not.toHaveProperty('risk');
  });
});

describe('a provider is asked about', () => {
  const refund = (id: string, amount: number) => ({ id, amount, at: noon, reason: 'broken' });

  it('a payment with no refund, nor dispute, that nobody knows', () => {
    expect(referenceTo(aPayment())).toMatchObject({ refundIds: [], disputeIds: [] });
  });

  it('the refunds that it made, and those beside us, but none that went to credits only', () => {
    const payment = aPayment({ refunds: [refund('a', 1), refund('b', 0)], foreignRefundIds: ['console-1'] });

    expect(referenceTo(payment).refundIds).toEqual(['a', 'console-1']);
  });
});
