import type { Payment } from './payment.ts';
import { amountToCapture, isRest, isToBeMade } from './payment-refunds.ts';

/** What an order's status demands of its payment. */
export type Demand = 'capture' | 'void' | 'refund' | 'refund lines' | 'review' | 'nothing';

/**
 * Money follows the order: a confirmed order's is captured, without that of lines that were cancelled, which goes back
 * where it was captured before; a rejected or cancelled order's is voided or, where it was
 * taken, refunded. A confirmed order without money is for a person to decide; and so is that of a rejected or cancelled
 * one that went back and did not arrive, because it would not arrive the next time either: that person has been called
 * when it failed.
 */
export function demandOn(
  payment: Pick<Payment, 'status' | 'amount' | 'captured' | 'refunded' | 'refunds'>,
  order: 'open' | 'confirmed' | 'rejected or cancelled',
): Demand {
  const { status, captured, refunded, refunds } = payment;
  if (order === 'open') return 'nothing';
  if (order === 'rejected or cancelled') {
    const didNotArrive = refunds.some((refund) => isRest(refund) && refund.failure?.kind === 'FAILED');
    if (captured > refunded) return didNotArrive ? 'nothing' : 'refund';
    return status === 'PENDING' || status === 'AUTHORIZED' ? 'void' : 'nothing';
  }
  const toCapture = amountToCapture(payment);
  if (status === 'AUTHORIZED') return toCapture > 0 ? 'capture' : 'void';
  if (status === 'VOIDED' && toCapture === 0) return 'nothing';
  if (status !== 'CAPTURED' && status !== 'REFUNDED') return 'review';
  const isTooMuch = toCapture < payment.amount && captured > toCapture;
  return isTooMuch || refunds.some(isToBeMade) ? 'refund lines' : 'nothing';
}
