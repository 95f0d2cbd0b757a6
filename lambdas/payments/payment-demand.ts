import type { Payment } from './payment.ts';
import { amountToCapture, isRest, isToBeMade } from './payment-refunds.ts';

/** What an order's status demands of its payment. */
export type Demand = 'capture' | 'void' | 'refund' | 'refund lines' | 'review' | 'nothing';

/**
 * Money follows the order: a confirmed order's is captured, without that of lines that were cancelled, which goes back
 * where it was captured before; a rejected or cancelled order's is voided or, where it was
 * taken, refunded. A confirmed order without money is for a person to decide; and so is that of a rejected or cancelled
 * one that does not go back (`failureOfRest`): that person has been called when it failed.
 */
export function demandOn(
  payment: Pick<Payment, 'status' | 'amount' | 'captured' | 'refunded' | 'refunds' | 'disputes'>,
  order: 'open' | 'confirmed' | 'rejected or cancelled',
): Demand {
  const { status, captured, refunded, refunds } = payment;
  if (order === 'open') return 'nothing';
  if (order === 'rejected or cancelled') {
    if (captured > refunded) return failureOfRest(payment) === undefined ? 'refund' : 'nothing';
    return status === 'PENDING' || status === 'AUTHORIZED' ? 'void' : 'nothing';
  }
  const toCapture = amountToCapture(payment);
  if (toCapture === 0 && (status === 'PENDING' || status === 'AUTHORIZED')) return 'void';
  if (status === 'AUTHORIZED') return 'capture';
  if (toCapture === 0 && (status === 'VOIDED' || status === 'DECLINED')) return 'nothing';
  if (status !== 'CAPTURED' && status !== 'REFUNDED') return 'review';
  const isTooMuch = toCapture < payment.amount && captured > toCapture;
  return isTooMuch || refunds.some(isToBeMade) ? 'refund lines' : 'nothing';
}

/**
 * Why the money of a rejected or cancelled order does not go back by itself; nothing where it does. What went back and
 * did not arrive would not the next time either; and from a refusal on it is for the person who was called to give
 * back, who may do so in another way. Only what was refused while a dispute was open goes back once that has ended for
 * the shop.
 */
export function failureOfRest({ refunds, disputes = [] }: Pick<Payment, 'refunds' | 'disputes'>) {
  const isOver = (refusedAt: string) =>
    disputes.some(({ status, at, endedAt = '' }) => status === 'CLOSED' && at <= refusedAt && refusedAt <= endedAt);
  return refunds
    .filter(isRest)
    .flatMap(({ failure }) => failure ?? [])
    .find(({ kind, at }) => kind === 'FAILED' || !isOver(at));
}
