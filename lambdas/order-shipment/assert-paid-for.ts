import { currentTotal } from '../orders/current-sale.ts';
import type { Order } from '../orders/order.ts';
import { amountDue, sumOf } from '../orders/totals.ts';
import { creditsOf, goneBack } from '../payments/given-back.ts';
import type { Payment } from '../payments/payment.ts';
import { Problem } from '../runtime/problem.ts';
import { notShippable } from './problems.ts';

/**
 * Makes sure that not all of an order's money went back, or is on its way back, and that nobody disputes it or is looking
 * whether it was stolen.
 * @throws Problem not-shippable
 */
export function assertPaidFor(
  order: Pick<Order, 'total' | 'due' | 'lineCancellations'>,
  payment: Payment | undefined,
): void {
  if (payment === undefined || (payment.captured === 0 && amountDue(order) > 0)) return;
  const paidByCredits = order.total - amountDue(order);
  const givenBack = goneBack(payment) + sumOf(payment.refunds.flatMap(creditsOf));
  // What is left of one of which lines were cancelled may be free.
  if (givenBack >= payment.captured + paidByCredits && currentTotal(order.lineCancellations, order) > 0) {
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
