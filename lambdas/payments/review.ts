import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { acceptanceOf } from './acceptance.ts';
import type { Payment, Refund } from './payment.ts';
import { isRest } from './payment-refunds.ts';

/** Calls a person, by an alarm, for each thing that has come up about a payment since it was last seen. */
export function callForReview(before: Payment, after: Payment): void {
  const review = after.review === before.review ? [] : [after.review];
  const isHeld = acceptanceOf(after) === 'held' && before.risk?.review === undefined;
  const held = isHeld ? ['RISK'] : [];
  for (const reason of [...review, ...held, ...refundsFailedSince(before, after), ...disputedSince(before, after)]) {
    logger.error('a person must decide about a payment', { orderId: after.orderId, review: reason });
    count('PaymentForReview');
  }
}

/**
 * Money that was to go back to the customer, and did not. Of a refund that staff asked for, they are told in the
 * answer.
 */
function refundsFailedSince(before: Payment, after: Payment): readonly string[] {
  const known = new Set(before.refunds.filter(({ failure }) => failure !== undefined).map(({ id }) => id));
  const failed = after.refunds.filter((refund) => isForPerson(refund) && !known.has(refund.id));
  if (failed.length > 0) return failed.map(({ failure }) => `REFUND_${failure?.kind} ${failure?.code}`);
  // One that was made beside us is not on our record, but what is given back became less.
  return after.refunded < before.refunded ? ['REFUND_FAILED'] : [];
}

/** Objections that were raised, or lost. */
function disputedSince(before: Payment, after: Payment): readonly string[] {
  const known = new Set((before.disputes ?? []).map(({ id, status }) => `${id} ${status}`));
  const news = (after.disputes ?? []).filter(({ id, status }) => status !== 'CLOSED' && !known.has(`${id} ${status}`));
  return news.map(({ kind, reason, status }) => `${kind}_${status} ${reason}`);
}

function isForPerson(refund: Refund): boolean {
  return (
    refund.failure?.kind === 'FAILED' ||
    (refund.failure?.kind === 'REFUSED' && (isRest(refund) || refund.made === false))
  );
}
