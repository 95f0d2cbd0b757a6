import type { Payment } from './payment.ts';
import { isRest } from './payment-refunds.ts';

/** What an order's status demands of its payment. */
export type Demand = 'capture' | 'void' | 'refund' | 'review' | 'nothing';

/**
 * Money follows the order: a confirmed order's is captured; a rejected or cancelled order's is voided or, where it was
 * taken, refunded. A confirmed order without money is for a person to decide; and so is that of a rejected or cancelled
 * one that went back and did not arrive, because it would not arrive the next time either: that person has been called
 * when it failed.
 */
export function demandOn(
  payment: Pick<Payment, 'status' | 'captured' | 'refunded' | 'refunds'>,
  order: 'open' | 'confirmed' | 'rejected or cancelled',
): Demand {
  const { status, captured, refunded, refunds } = payment;
  if (order === 'open') return 'nothing';
  if (order === 'rejected or cancelled') {
    const didNotArrive = refunds.some((refund) => isRest(refund) && refund.failure?.kind === 'FAILED');
    if (captured > refunded) return didNotArrive ? 'nothing' : 'refund';
    return status === 'PENDING' || status === 'AUTHORIZED' ? 'void' : 'nothing';
  }
  if (status === 'AUTHORIZED') return 'capture';
  return status === 'CAPTURED' || status === 'REFUNDED' ? 'nothing' : 'review';
}
