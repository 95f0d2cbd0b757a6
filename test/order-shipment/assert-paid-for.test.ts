import { describe, expect, it } from 'vitest';
import { assertPaidFor } from '../../lambdas/order-shipment/assert-paid-for.ts';
import type { Refund } from '../../lambdas/payments/payment.ts';
import { aLineCancellation, anOrder, aPayment, noon } from '../builders.ts';

describe('an order of which nothing is due any more, since a line of it was cancelled', () => {
  /** Of 15.30 a gift card pays 12.75, which is what it comes to without the line. */
  const order = anOrder({ status: 'CONFIRMED', due: 255, lineCancellations: [aLineCancellation()] });
  const ofLine: Refund = { id: 'c1', at: noon, reason: 'TOO_SLOW', amount: 0, uncaptured: 255, made: true };
  const ofCard: Refund = {
    ...{ id: 'r1', at: noon, reason: 'broken', amount: 0, made: true },
    credits: [{ type: 'GIFT_CARD', reference: 'card', amount: 1_275 }],
  };
  const paidBy = (refunds: Refund[]) => aPayment({ amount: 255, status: 'VOIDED', refunds });

  it('may leave, though no payment was taken', () => {
    expect(() => assertPaidFor(order, paidBy([ofLine]))).not.toThrow();
  });

  it('stays once what the gift card paid was given back too', () => {
    expect(() => assertPaidFor(order, paidBy([ofLine, ofCard]))).toThrow('All of its money was given back');
  });
});
