import { describe, expect, it } from 'vitest';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { demandOn } from '../../lambdas/payments/payment-demand.ts';
import { afterNews, type Seen } from '../../lambdas/payments/payment-news.ts';
import { askedBack, withRefusal, withRestRefund } from '../../lambdas/payments/payment-refunds.ts';
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

  it('is not asked for again by itself once it failed at the bank: a person was called', () => {
    const { payment, refund } = rest(aPayment({ status: 'CAPTURED' }));
    const failed = afterNews(payment, { ...captured(0), refunds: [{ id: refund.id, failure: 'closed' }] }, noon);

    expect(demandOn(failed, 'rejected or cancelled')).toBe('nothing');
    expect(demandOn(withRefusal(payment, refund.id, 'no', noon), 'rejected or cancelled')).toBe('refund');
  });
});

function captured(refunded: number) {
  return { status: 'CAPTURED', amount: 1530, currency: 'GBP', captured: 1530, refunded } satisfies Seen;
}
