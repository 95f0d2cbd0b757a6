import { describe, expect, it } from 'vitest';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { demandOn } from '../../lambdas/payments/payment-demand.ts';
import { afterNews, type Seen } from '../../lambdas/payments/payment-news.ts';
import {
  askedBack,
  isRest,
  withForeignRefund,
  withMade,
  withRefusal,
  withRestRefund,
} from '../../lambdas/payments/payment-refunds.ts';
import { aPayment, noon } from '../builders.ts';

describe('the rest of a rejected or cancelled order’s money', () => {
  const rest = (payment: Payment) => withRestRefund(payment, noon);

  it('is all that is left, and the same refund however often it is claimed', () => {
    const payment = aPayment({ status: 'CAPTURED', refunded: 300 });

    const { payment: claimed, refund } = rest(payment);

    expect(refund).toMatchObject({ amount: 1230 });
    expect(rest(claimed)).toEqual({ payment: claimed, refund });
  });

  it('is another refund after one that the provider refused, and after others', () => {
    const payment = aPayment({ status: 'CAPTURED' });
    const { payment: claimed, refund } = rest(payment);

    const again = rest(withRefusal(claimed, refund.id, 'no', noon));
    const later = rest({ ...again.payment, refunded: 500 });

    expect(new Set([refund.id, again.refund.id, later.refund.id]).size).toBe(3);
    expect([again.refund.amount, later.refund.amount]).toEqual([1530, 1030]);
    expect(askedBack(again.payment)).toBe(1530);
  });

  it('is not asked for again by itself once it failed at the bank or was refused: a person was called', () => {
    const { payment, refund } = rest(aPayment({ status: 'CAPTURED', captured: 1530 }));
    const failed = afterNews(payment, { ...captured(0), refunds: [{ id: refund.id, failure: 'closed' }] }, noon);

    expect(demandOn(failed, 'rejected or cancelled')).toBe('nothing');
    expect(demandOn(withRefusal(payment, refund.id, 'no', noon), 'rejected or cancelled')).toBe('nothing');
  });
});

describe('a refund', () => {
  const ours = { id: 'ours', amount: 100, at: noon, reason: 'broken' };
  const other = { id: 'other', amount: 200, at: noon, reason: 'late' };

  it('that the provider refuses says so, and no other does', () => {
    const { refunds } = withRefusal(aPayment({ refunds: [ours, other] }), 'ours', 'no', noon);

    expect(refunds).toEqual([{ ...ours, failure: { kind: 'REFUSED', code: 'no', at: noon } }, other]);
  });

  it('that was made beside us is remembered once, under its number', () => {
    const payment = aPayment({ refunds: [ours] });

    expect(withForeignRefund(payment, undefined)).toBe(payment);
    expect(withForeignRefund(payment, 'ours')).toBe(payment);
    const first = withForeignRefund(payment, 'console-1');
    expect(first.foreignRefundIds).toEqual(['console-1']);
    expect(withForeignRefund(first, 'console-1')).toBe(first);
    expect(withForeignRefund(first, 'console-2')).toEqual({
      ...payment,
      foreignRefundIds: ['console-1', 'console-2'],
    });
  });

  it('of the rest is named by what was given back before, and by how often it was refused', () => {
    const payment = aPayment({ status: 'CAPTURED', refunded: 300, refunds: [ours] });
    const { payment: claimed, refund } = withRestRefund(payment, noon);
    const again = withRestRefund(withRefusal(claimed, refund.id, 'no', noon), noon);

    expect(refund).toEqual({
      id: `${payment.orderId}-rest-300`,
      amount: 1230,
      at: noon,
      reason: 'order rejected or cancelled',
    });
    expect(again.refund.id).toBe(`${payment.orderId}-rest-300-1`);
    const third = withRestRefund(withRefusal(again.payment, again.refund.id, 'no', noon), noon);
    expect(third.refund.id).toBe(`${payment.orderId}-rest-300-2`);
  });

  it('of the rest is another than before any refund failed: as much may have been given back then', () => {
    const failed = { ...other, failure: { kind: 'FAILED', code: 'closed', at: noon } } as const;
    const payment = aPayment({ status: 'CAPTURED', refunds: [ours, failed] });

    expect(withRestRefund(payment, noon).refund.id).toBe(`${payment.orderId}-rest-0-1`);
  });

  it('that is made says so, and no other does', () => {
    const toBeMade = { ...other, made: false };

    expect(withMade(aPayment({ refunds: [ours, toBeMade] }), 'other').refunds).toEqual([
      ours,
      { ...other, made: true },
    ]);
  });

  it.each([
    ['that is made already', { made: true }],
    ['that failed', { failure: { kind: 'FAILED', code: 'closed', at: noon } as const }],
  ])('%s leaves the payment as it is', (_, how) => {
    const payment = aPayment({ refunds: [{ ...ours, ...how }, other] });

    expect(withMade(payment, 'ours')).toBe(payment);
  });

  it.each([
    ['d1-rest-0', true],
    ['d1-rest-1530', true],
    ['d1-rest-1530-12', true],
    ['d1-rest-1530-x', false],
    ['d1-rest-1530 and more', false],
    ['d1-restless', false],
  ])('%s gives back the rest: %s', (id, rest) => {
    expect(isRest({ ...ours, id })).toBe(rest);
  });
});

function captured(refunded: number) {
  return { status: 'CAPTURED', amount: 1530, currency: 'GBP', captured: 1530, refunded } satisfies Seen;
}
