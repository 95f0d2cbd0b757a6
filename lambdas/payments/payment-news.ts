import { assessmentAfter } from '../risk/assessment-after.ts';
import type { ProviderRisk } from '../risk/risk-signals.ts';
import type { Dispute, KnownDispute } from './dispute.ts';
import { type Payment, payBefore, type Refund } from './payment.ts';
import { canMove, isPaid } from './payment-status.ts';

/** What the provider says of a payment, as far as our record keeps it. */
export type Seen = Pick<Payment, 'status' | 'amount' | 'currency' | 'captured' | 'refunded'> & {
  readonly reference?: string | undefined;
  readonly payUrl?: string | undefined;
  readonly payUrlExpiresAt?: string | undefined;
  readonly payPageUrl?: string | undefined;
  readonly refunds?: readonly { readonly id: string; readonly failure?: string | undefined }[] | undefined;
  readonly disputes?: readonly Dispute[] | undefined;
  readonly authorizedUntil?: string | undefined;
  readonly risk?: ProviderRisk | undefined;
};

/**
 * Our record after the provider's latest answer. What was taken only grows and statuses move on, so that the same
 * answer heard twice ends in the same record; what was given back may become less again, when a refund fails. A payment
 * of another amount or currency is not this order's payment: it is put up for review and not believed to be paid, but
 * what it took is remembered, so that it is given back.
 */
export function afterNews(payment: Payment, seen: Seen, at: string): Payment {
  const differs = isPaid(seen.status) && (seen.amount !== payment.amount || seen.currency !== payment.currency);
  // An answer that does not know (yet) what was taken does not know what of it was given back either.
  const isBehind = seen.captured < payment.captured;
  const isAllowed = !differs && !isBehind && canMove(payment.status, seen.status);
  const status = isAllowed ? seen.status : payment.status;
  const next: Payment = {
    ...payment,
    status,
    captured: Math.max(payment.captured, seen.captured),
    refunded: isBehind ? payment.refunded : seen.refunded,
    history: status === payment.status ? payment.history : [...payment.history, { at, status }],
    refunds: isBehind ? payment.refunds : payment.refunds.map((refund) => refundAfter(refund, seen, at)),
    ...(payment.reference === undefined && seen.reference !== undefined && { reference: seen.reference }),
    ...linkOf(seen),
    ...(differs && { review: 'AMOUNT_DIFFERS' }),
    ...(seen.disputes && seen.disputes.length > 0 && { disputes: disputesAfter(payment, seen.disputes, at) }),
  };
  const assessed = assessedAfter(next, seen, at);
  return JSON.stringify(assessed) === JSON.stringify(payment) ? payment : assessed;
}

/** The payment with what its risk is after the provider's latest answer, where the stage looks at that. */
export function assessedAfter(
  payment: Payment,
  { risk: provider, authorizedUntil }: Pick<Seen, 'risk' | 'authorizedUntil'>,
  at: string,
): Payment {
  if (payment.risk === undefined) return payment;
  const until = payBefore(payment) ?? at;
  const news = { isPaid: isPaid(payment.status), provider, at, until, authorizedUntil };
  return { ...payment, risk: assessmentAfter(payment.risk, news) };
}

/** Where the customer pays, as far as a provider says it. */
export function linkOf({ payUrl, payUrlExpiresAt, payPageUrl }: Seen) {
  return {
    ...(payUrl !== undefined && { payUrl }),
    ...(payUrlExpiresAt !== undefined && { payUrlExpiresAt }),
    ...(payPageUrl !== undefined && { payPageUrl }),
  };
}

/**
 * A refund of ours after the provider's latest answer: one that failed may be made after all, by a person at the
 * provider's.
 */
function refundAfter(refund: Refund, { refunds = [] }: Seen, at: string): Refund {
  const seen = refunds.find(({ id }) => id === refund.id);
  if (seen === undefined) return refund;
  const { failure: before, ...made } = refund;
  if (seen.failure === undefined) return made.made === false ? { ...made, made: true } : made;
  return before?.kind === 'FAILED' ? refund : { ...made, failure: { kind: 'FAILED', code: seen.failure, at } };
}

function disputesAfter({ disputes = [] }: Payment, seen: readonly Dispute[], at: string): KnownDispute[] {
  const others = disputes.filter(({ id }) => !seen.some((dispute) => dispute.id === id));
  const told = seen.map((dispute): KnownDispute => {
    const known = disputes.find(({ id }) => id === dispute.id);
    if (known?.status === dispute.status) return known;
    return { ...dispute, at: known?.at ?? at, ...(dispute.status !== 'OPEN' && { endedAt: at }) };
  });
  return [...others, ...told];
}
