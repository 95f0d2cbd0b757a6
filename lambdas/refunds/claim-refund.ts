import type { Order, OrderContent } from '../orders/order.ts';
import { amountsByKind, type Charges, chargeKinds, chargesFrom, spread, sumOf, takenFrom } from '../orders/totals.ts';
import { type LeftToRefund, leftToRefund } from '../payments/left-to-refund.ts';
import type { Payment, Refund } from '../payments/payment.ts';
import { findProviderRecord } from '../payments/providers/registry.ts';
import { keyReused } from '../runtime/idempotency-key.ts';
import { type FieldError, Problem } from '../runtime/problem.ts';
import { invalidRefund } from './problems.ts';
import type { RefundOrder } from './refund.ts';

/** A refund that is asked for, under its id. */
export type AskedRefund = RefundOrder & Pick<Refund, 'id' | 'at'>;

/**
 * The payment with a refund claimed on it; the same payment when it stands there already. It goes back to the provider
 * first, up to what that took, then to gift cards and store credit in their order. Where it does not say of what it is,
 * it is of all that is left in proportion.
 * @throws Problem invalid-refund, idempotency-key-reused
 */
export function claimRefund(payment: Payment, asked: AskedRefund, order: Order, content: OrderContent): Payment {
  const { id, at, amount, reason } = asked;
  const standing = payment.refunds.find((refund) => refund.id === id);
  if (standing !== undefined) {
    if (isSame(standing, asked)) return payment;
    throw keyReused('a refund with another content');
  }
  const left = leftToRefund(order, content, payment);
  const toProvider = Math.min(amount, left.toProvider);
  const errors = errorsOf(payment, asked, content, left);
  const why = toProvider > 0 && findProviderRecord(payment.provider)?.whyNot?.(toProvider, payment.currency);
  if (why) errors.push({ pointer: '#/amount', detail: `${payment.provider}: ${why}` });
  if (errors.length > 0) throw new Problem(invalidRefund, 'There is not that much to give back.', { errors });

  const { taken: credits } = takenFrom(left.toCredits, amount - toProvider);
  const charges = chargesOf(asked, content, left);
  const refund: Refund = {
    id,
    amount: toProvider,
    at,
    reason,
    ...(charges && { charges }),
    ...(credits.length > 0 && { credits: [...credits] }),
    // No provider is to be waited for.
    ...(toProvider === 0 && { made: true }),
  };
  return { ...payment, refunds: [...payment.refunds, refund] };
}

/** What a refund gives back in all, to the provider and to credits. */
export function amountOf(refund: Refund): number {
  return refund.amount + sumOf(refund.credits);
}

function isSame(standing: Refund, { amount, reason, charges }: AskedRefund): boolean {
  const sameCharges =
    charges === undefined || chargeKinds.every((kind) => (charges[kind] ?? 0) === standing.charges?.[kind]);
  return amountOf(standing) === amount && standing.reason === reason && sameCharges;
}

function errorsOf(payment: Payment, { amount, charges }: AskedRefund, content: OrderContent, left: LeftToRefund) {
  const errors: FieldError[] = [];
  const all = left.toProvider + sumOf(left.toCredits);
  if (amount > all) {
    const paid = payment.captured + (left.toCredits.length > 0 ? sumOf(content.totals?.credits) : 0);
    const detail = `${all} of ${paid} ${payment.currency} (minor units) can still be given back`;
    errors.push({ pointer: '#/amount', detail });
  }
  if (charges === undefined) return errors;
  const sum = amountsByKind(charges).reduce((total, share) => total + share, 0);
  if (sum !== amount)
    errors.push({ pointer: '#/amount', detail: `the stated amount is ${amount}, the charges come to ${sum}` });
  for (const kind of chargeKinds) {
    const detail = `${left.charges[kind]} ${payment.currency} (minor units) of it can still be given back`;
    if ((charges[kind] ?? 0) > left.charges[kind]) errors.push({ pointer: `#/charges/${kind}`, detail });
  }
  return errors;
}

/** Of what it is; nothing where neither the order nor the refund tells kinds apart. */
function chargesOf(
  { amount, charges }: AskedRefund,
  { totals }: OrderContent,
  left: LeftToRefund,
): Charges | undefined {
  if (charges !== undefined) return chargesFrom(amountsByKind(charges));
  return totals && chargesFrom(spread(amount, amountsByKind(left.charges)));
}
