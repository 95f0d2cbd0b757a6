import { chargesOf } from '../orders/charges.ts';
import { acceptedSale, type SoldOrder } from '../orders/current-sale.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { isConfirmed, isRejectedOrCancelled } from '../orders/order-status.ts';
import type { Charges, Credit } from '../orders/totals.ts';
import type { Sold } from '../orders/without-units.ts';
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
  const { lines, totals } = acceptedSale(order, content);
  const isPaid = isConfirmed(order.status) && (payment.captured > 0 || amountToCapture(payment) === 0);
  return {
    toProvider: providerMoneyLeft(claimed),
    toCredits: isPaid ? creditsAfter(totals?.credits, claimed.refunds) : [],
    charges: chargesAfter(chargesOf(lines, totals), claimed),
  };
}

/** What is left of each kind of charge, without what goes back for lines that were cancelled. */
export function chargesLeft(order: Order, content: OrderContent, payment: GivenBack): Charges {
  const { lines, totals } = acceptedSale(order, content);
  return chargesAfter(chargesOf(lines, totals), withLineRefunds(payment, order, content));
}

/**
 * What the storefront has to give back to gift cards and store credit, over the order's life: of an order that was
 * rejected or cancelled all of it, else what they pay less because something was short, and what refunds say that have
 * been made.
 */
export function creditsToGiveBack(
  order: Pick<Order, 'status'> & SoldOrder,
  content: Sold,
  refunds: readonly Refund[],
): readonly Credit[] {
  const credits = content.totals?.credits ?? [];
  if (isRejectedOrCancelled(order.status)) return credits;
  const made = refunds.filter((refund) => refund.made === true);
  const paying = acceptedSale(order, content).totals?.credits ?? [];
  return credits
    .map((credit) => ({ ...credit, amount: credit.amount - amountOf(credit, paying) + givenTo(credit, made) }))
    .filter(({ amount }) => amount > 0);
}

function amountOf({ type, reference }: Credit, credits: readonly Credit[]): number {
  return credits.find((credit) => credit.type === type && credit.reference === reference)?.amount ?? 0;
}
