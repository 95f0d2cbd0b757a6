import type { Payment, Refund, RefundFailure } from './payment.ts';
import { paymentIdOf } from './payment-try.ts';

/** The payment with a refund that the provider refuses. */
export function withRefusal(payment: Payment, refundId: string, code: string, at: string): Payment {
  const failure: RefundFailure = { kind: 'REFUSED', code, at };
  const refunds = payment.refunds.map((refund) => (refund.id === refundId ? { ...refund, failure } : refund));
  return { ...payment, refunds };
}

/** The payment with a refund that was made beside us. */
export function withForeignRefund(payment: Payment, refundId: string | undefined): Payment {
  const { refunds, foreignRefundIds = [] } = payment;
  if (refundId === undefined || foreignRefundIds.includes(refundId) || refunds.some(({ id }) => id === refundId)) {
    return payment;
  }
  return { ...payment, foreignRefundIds: [...foreignRefundIds, refundId] };
}

/** What we have asked to be given back, as far as it is not known to have failed; in minor units. */
export function askedBack({ refunds }: Pick<Payment, 'refunds'>): number {
  return refunds.reduce((sum, { amount, failure }) => sum + (failure === undefined ? amount : 0), 0);
}

/** How much of what is authorised is to be captured: all but what of it was for lines that were cancelled before. */
export function amountToCapture({ amount, refunds }: Pick<Payment, 'amount' | 'refunds'>): number {
  return refunds.reduce((left, { uncaptured = 0 }) => left - uncaptured, amount);
}

/** True for a refund that the provider is still to be asked for: one for lines that were cancelled. */
export function isToBeMade({ made, failure }: Refund): boolean {
  return made === false && failure === undefined;
}

/**
 * The payment with a refund whose provider's part is made: its customer is told, and what it gives back to credits is to
 * be given back now.
 */
export function withMade(payment: Payment, refundId: string): Payment {
  const isMade = ({ id, made, failure }: Refund) => id === refundId && !made && !failure;
  if (!payment.refunds.some(isMade)) return payment;
  return { ...payment, refunds: payment.refunds.map((one) => (isMade(one) ? { ...one, made: true } : one)) };
}

/**
 * The payment with a refund of all that is left claimed on it, for a rejected or cancelled order, and that refund. It
 * is named by what was given back before, so that a repeat is the same refund, and a refund after another is not; nor
 * is one after a refusal.
 */
export function withRestRefund(payment: Payment, at: string): { readonly payment: Payment; readonly refund: Refund } {
  const { captured, refunded, refunds } = payment;
  const base = `${paymentIdOf(payment)}-rest-${refunded}`;
  // So much may have been given back before, until another refund failed: what goes back then is not what went back then.
  const refused = refunds.filter(
    ({ id, failure }) => failure?.kind === 'FAILED' || (id.startsWith(base) && failure?.kind === 'REFUSED'),
  ).length;
  const id = refused === 0 ? base : `${base}-${refused}`;
  const claimed = refunds.find((refund) => refund.id === id);
  if (claimed !== undefined) return { payment, refund: claimed };
  const refund = { id, amount: captured - refunded, at, reason: 'order rejected or cancelled' };
  return { payment: { ...payment, refunds: [...refunds, refund] }, refund };
}

/** True for a refund by which a rejected or cancelled order's money goes back. */
export function isRest({ id }: Refund): boolean {
  return /-rest-\d+(?:-\d+)?$/.test(id);
}
