import { amountsByKind, type Charges, type Credit, chargesFrom, spread, sumOf } from '../orders/totals.ts';
import type { Payment, Refund } from './payment.ts';
import { askedBack, isToBeMade } from './payment-refunds.ts';

/*
 * What refunds leave of an order's money, by what it was charged for and by who paid it. Of no kind and to no payer more
 * is given back than came from there; what is kept and what was given back are what was charged.
 */

/** What was taken and given back of an order's money, as far as it is known. */
export type GivenBack = Pick<Payment, 'status' | 'amount' | 'captured' | 'refunded' | 'refunds'>;

/** What of the provider's money has not been given back, nor been asked back. */
export function providerMoneyLeft(payment: GivenBack): number {
  return Math.max(0, payment.captured - goneBack(payment));
}

/**
 * What of the provider's money went back or is to, in minor units: what we have asked for, and what was made beside us.
 * Of our refunds, those of which we know that they are to be made still are not in what the provider has told.
 */
export function goneBack(payment: GivenBack): number {
  const toBeMade = sumOf(payment.refunds.filter(isToBeMade));
  return Math.max(askedBack(payment), payment.refunded + toBeMade);
}

/**
 * What refunds leave of each kind of charge. One that says nothing of kinds, because it was made in the provider's
 * console, say, is of all that is left in proportion.
 */
export function chargesAfter(charged: Charges, payment: GivenBack): Charges {
  const left = [...amountsByKind(charged)];
  const subtract = (amounts: readonly number[]) => {
    for (const [index, amount] of amounts.entries()) left[index] = (left[index] ?? 0) - amount;
  };
  const share = (amount: number, weights: readonly number[]) => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return spread(Math.min(amount, sum), weights);
  };
  let ofNoKind = goneBack(payment) - askedBack(payment);
  for (const refund of payment.refunds) {
    const given = givenBackBy(refund);
    if (refund.charges === undefined) ofNoKind += given;
    else {
      // What is charged more, below 0, is so whether or not the refund was made.
      const more = amountsByKind(refund.charges).map((amount) => Math.min(0, amount));
      const less = amountsByKind(refund.charges).map((amount) => Math.max(0, amount));
      subtract(more);
      subtract(
        share(
          more.reduce((sum, amount) => sum - amount, given),
          less,
        ),
      );
    }
  }
  subtract(share(ofNoKind, [...left]));
  return chargesFrom(left);
}

/** What refunds leave of each credit. */
export function creditsAfter(credits: readonly Credit[] = [], refunds: readonly Refund[]): readonly Credit[] {
  return credits.map((credit) => ({ ...credit, amount: credit.amount - givenTo(credit, refunds) }));
}

/** What a refund gives back to gift cards and store credit. One that was not made gives nothing. */
export function creditsOf({ credits = [], made, failure }: Refund): readonly Credit[] {
  return failure === undefined || made === true ? credits : [];
}

/** What refunds give to a credit, in minor units. */
export function givenTo({ type, reference }: Credit, refunds: readonly Refund[]): number {
  return sumOf(refunds.flatMap(creditsOf).filter((one) => one.type === type && one.reference === reference));
}

function givenBackBy(refund: Refund): number {
  return (
    (refund.failure === undefined ? refund.amount : 0) +
    (refund.uncaptured ?? 0) +
    (refund.unasked ?? 0) +
    sumOf(creditsOf(refund))
  );
}
