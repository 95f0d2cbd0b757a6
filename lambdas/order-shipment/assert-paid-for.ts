import { currentTotal, dueNow } from '../orders/current-sale.ts';
import type { Order } from '../orders/order.ts';
import { amountDue, sumOf } from '../orders/totals.ts';
import { creditsOf, goneBack } from '../payments/given-back.ts';
import { type Payment, paymentOf } from '../payments/payment.ts';
import { demandOn } from '../payments/payment-demand.ts';
import { Problem } from '../runtime/problem.ts';
import { notShippable } from './problems.ts';

/**
 * Makes sure that there is money for an order, that not all of it went back, or is on its way back, and that nobody
 * disputes it or is looking whether it was stolen.
 * @throws Problem not-shippable
 */
export function assertPaidFor(order: Order, stored: Payment | undefined): void {
  const payment = paymentOf(order, stored);
  if (payment === undefined) return;
  if (demandOn(payment, 'confirmed') === 'review') {
    throw new Problem(notShippable, `There is no money for it: its payment is ${payment.status}. Cancel it instead.`);
  }
  const paidByCredits = order.total - amountDue(order);
  const isTaken = payment.captured > 0 || dueNow(order) === 0;
  const givenBack = goneBack(payment) + sumOf(payment.refunds.flatMap(creditsOf));
  // What is left of one of which lines were cancelled may be free.
  const isWorth = currentTotal(order.lineCancellations, order) > 0;
  if (isTaken && isWorth && givenBack >= payment.captured + paidByCredits) {
    throw new Problem(notShippable, 'All of its money was given back. Cancel the order instead.');
  }
  const dispute = payment.disputes?.find(({ status }) => status !== 'CLOSED');
  if (dispute !== undefined) {
    const { kind, reason, status } = dispute;
    throw new Problem(notShippable, `Its payment is disputed: ${kind} ${reason}, ${status}.`);
  }
  if (payment.risk?.signals.providerReview === 'OPEN') {
    throw new Problem(
      notShippable,
      "The payment provider's people are looking at its payment: approve it there first.",
    );
  }
}
