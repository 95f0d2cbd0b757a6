import { chargesOf } from '../orders/charges.ts';
import { acceptedSale } from '../orders/current-sale.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { isConfirmed, isRejectedOrCancelled } from '../orders/order-status.ts';
import { amountDue, type Charges, type Credit } from '../orders/totals.ts';
import { chargesAfter, creditsAfter, type GivenBack, givenTo, providerMoneyLeft } from './given-back.ts';
import { withLineRefunds } from './line-refunds.ts';
import type { Refund } from './payment.ts';
import { amountToCapture } from './payment-refunds.ts';

/** What can be given back still: to the provider, and to each credit; and so much of each kind. */
export interface LeftToRefund {
  readonly toProvider: number;
  readonly toCredits: readonly Credit[];
  readonly charges: Charges;
}

/**
 * What can be given back of an order still, besides what goes back for lines that were cancelled: nothing before it is
 * paid; its end gives back the rest by itself.
 */
export function leftToRefund(order: Order, content: OrderContent, payment: GivenBack): LeftToRefund {
  const claimed = withLineRefunds(payment, order, content);
  const isPaid =
    isConfirmed(order.status) && (amountDue(order) === 0 || payment.captured > 0 || amountToCapture(payment) === 0);
  return {
    toProvider: providerMoneyLeft(claimed),
    toCredits: isPaid ? creditsAfter(acceptedSale(order, content).totals?.credits, claimed.refunds) : [],
    charges: chargesLeft(order, content, payment),
  };
}

/** What is left of each kind of charge, without what goes back for lines that were cancelled. */
export function chargesLeft(order: Order, content: OrderContent, payment: GivenBack): Charges {
  const { lines, totals } = acceptedSale(order, content);
  return chargesAfter(chargesOf(lines, totals), withLineRefunds(payment, order, content));
}

/**
 * What the storefront has to give back to gift cards and store credit, over the order's life: of an order that was
 * rejected or cancelled all of it, else what refunds say that have been made.
 */
export function creditsToGiveBack(
  { status }: Pick<Order, 'status'>,
  { totals }: Pick<OrderContent, 'totals'>,
  refunds: readonly Refund[],
): readonly Credit[] {
  const credits = totals?.credits ?? [];
  if (isRejectedOrCancelled(status)) return credits;
  const made = refunds.filter((refund) => refund.made === true);
  return credits.map((credit) => ({ ...credit, amount: givenTo(credit, made) })).filter(({ amount }) => amount > 0);
}
