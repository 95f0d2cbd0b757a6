import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargesOf } from '../../lambdas/orders/charges.ts';
import { acceptedSale } from '../../lambdas/orders/current-sale.ts';
import { sumOf, sumOfCharges } from '../../lambdas/orders/totals.ts';
import { chargesLeft, creditsToGiveBack } from '../../lambdas/payments/left-to-refund.ts';
import { withMade } from '../../lambdas/payments/payment-refunds.ts';
import { claimRefund } from '../../lambdas/refunds/claim-refund.ts';
import { anOrder, anOrderContent, aPayment, noon } from '../builders.ts';
import { histories } from '../histories.ts';
import { checkout } from '../orders/checkouts.ts';

describe('an order that was accepted in part, in fifteen currencies,', () => {
  it('keeps and gives back together what it then came to, and gift cards the rest', () => {
    fc.assert(
      fc.property(checkout(), fc.array(fc.nat(9)), fc.nat(1_000), ({ lines, currency, ...placed }, parts, share) => {
        const content = anOrderContent({ ...placed, lines: [...lines], currency, acceptPartial: true });
        const short = lines.map(({ quantity }, index) => ({
          line: index + 1,
          cancelled: (parts[index] ?? 0) % (quantity + 1),
        }));
        const lineCounts = short.filter(({ cancelled }) => cancelled > 0);
        const { total, totals, lines: taken } = acceptedSale({ lineCounts }, content);
        const due = totals?.due ?? total;
        const order = anOrder({ status: 'CONFIRMED', currency, total, due, lineCounts });
        const payment = aPayment({ currency, amount: due, captured: due, status: 'CAPTURED' });

        // What was charged, by kind, is what it came to; what cards pay less is theirs at once.
        expect(sumOfCharges(chargesOf(taken, totals))).toBe(total);
        expect(chargesLeft(order, content, payment)).toEqual(chargesOf(taken, totals));
        const less = sumOf(placed.totals.credits) - sumOf(totals?.credits);
        expect(sumOf(creditsToGiveBack(order, content, []))).toBe(less);
        expect(sumOf(creditsToGiveBack({ ...order, status: 'CANCELLED' }, content, []))).toBe(
          sumOf(placed.totals.credits),
        );

        const amount = Math.ceil((total * share) / 1_000);
        if (amount === 0) return;
        const asked = { id: 'r', at: noon, amount, reason: 'broken' };
        const claimed = claimRefund(payment, asked, order, content);
        const refund = claimed.refunds[0] ?? { amount: 0 };
        const made = withMade({ ...claimed, refunded: refund.amount }, 'r');
        const toCards = sumOf(creditsToGiveBack(order, content, made.refunds)) - less;
        expect(made.refunded + toCards).toBe(amount);
        expect(made.refunded).toBe(Math.min(amount, due));
        expect(sumOfCharges(chargesLeft(order, content, made))).toBe(total - amount);
        expect(() => claimRefund(made, { ...asked, id: 's', amount: total - amount + 1 }, order, content)).toThrow();
      }),
      { numRuns: histories(10_000) },
    );
  });
});
