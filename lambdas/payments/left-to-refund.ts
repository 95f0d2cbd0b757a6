import { chargesOf } from '../orders/charges.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { isConfirmed, isRejectedOrCancelled } from '../orders/order-status.ts';
import { amountDue, amountsByKind, type Charges, type Credit, chargesFrom, spread, sumOf } from '../orders/totals.ts';
import type { Payment, Refund } from './payment.ts';
import { askedBack } from './payment-refunds.ts';

/*
 * What of an order's money can still be given back, by what it was charged for and by who paid it. Of no kind and to no
 * payer more is given back than came from there; what is kept and what was given back are what was charged.
 */

/** What was given back of an order's money, as far as it is known. */
export type GivenBack = Pick<Payment, 'captured' | 'refunded' | 'refunds'>;

/** What can be given back still: to the provider, and to each credit; and so much of each kind. */
export interface LeftToRefund {
  readonly toProvider: number;
  readonly toCredits: readonly Credit[];
  readonly charges: Charges;
}

/** What can be given back of an order still: nothing before it is paid; its end gives back the rest by itself. */
export function leftToRefund(order: Order, content: OrderContent, payment: GivenBack): LeftToRefund {
  const isPaid = isConfirmed(order.status) && (amountDue(order) === 0 || payment.captured > 0);
  return {
    toProvider: Math.max(0, payment.captured - Math.max(askedBack(payment), payment.refunded)),
    toCredits: isPaid ? (content.totals?.credits ?? []).map((credit) => without(credit, payment.refunds)) : [],
    charges: chargesLeft(content, payment),
  };
}

/**
 * What is left of each kind of charge. A refund that says nothing of kinds, because it was made in the provider's
 * console, say, is of all that is left in proportion.
 */
export function chargesLeft({ lines, totals }: OrderContent, payment: GivenBack): Charges {
  const left = [...amountsByKind(chargesOf(lines, totals))];
  const subtract = (amount: number, weights: readonly number[]) => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    for (const [index, share] of spread(Math.min(amount, sum), weights).entries())
      left[index] = (left[index] ?? 0) - share;
  };
  let ofNoKind = Math.max(0, payment.refunded - askedBack(payment));
  for (const refund of payment.refunds) {
    const given = givenBackBy(refund);
    if (refund.charges === undefined) ofNoKind += given;
    else subtract(given, amountsByKind(refund.charges));
  }
  subtract(ofNoKind, [...left]);
  return chargesFrom(left);
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
  return credits
    .map((credit) => ({
      ...credit,
      amount: givenTo(
        credit,
        refunds.filter(({ made }) => made === true),
      ),
    }))
    .filter(({ amount }) => amount > 0);
}

/** What a refund gives back to gift cards and store credit. One that was not made gives nothing. */
export function creditsOf({ credits = [], made, failure }: Refund): readonly Credit[] {
  return failure === undefined || made === true ? credits : [];
}

function givenBackBy(refund: Refund): number {
  return (refund.failure === undefined ? refund.amount : 0) + sumOf(creditsOf(refund));
}

function without(credit: Credit, refunds: readonly Refund[]): Credit {
  return { ...credit, amount: credit.amount - givenTo(credit, refunds) };
}

function givenTo({ type, reference }: Credit, refunds: readonly Refund[]): number {
  return sumOf(refunds.flatMap(creditsOf).filter((one) => one.type === type && one.reference === reference));
}
