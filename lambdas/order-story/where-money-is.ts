import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { amountDue } from '../orders/totals.ts';
import { isWithBank } from '../payments/dispute.ts';
import { type Payment, paymentOf } from '../payments/payment.ts';
import { failureOfRest } from '../payments/payment-demand.ts';
import type { Circumstances } from './circumstances.ts';
import { amountIn } from './in-words.ts';

/** Where the money is, of an order whose way has ended. */
export function moneyWords({ snapshot: { order, payment: stored, formerPayments } }: Circumstances): string {
  // Where its provider did not answer, nothing is stored, and a payment may have gone through all the same.
  const payment = paymentOf(order, stored);
  const all = [...formerPayments, ...(payment ? [payment] : [])];
  if (amountDue(order) === 0) return 'Nothing was due.';
  const words = all.map((one) => moneyOf(one, isRejectedOrCancelled(order.status))).filter(Boolean);
  return words.length === 0 ? 'No money was taken.' : words.join(' ');
}

/** Whether money of an order that was called off did not go back, so that staff have to see to it. */
export function isRefundLeftToStaff({ snapshot: { order, payment, formerPayments } }: Circumstances): boolean {
  const kept = [...formerPayments, ...(payment ? [payment] : [])].filter(
    ({ captured, refunded }) => captured > refunded,
  );
  return (
    isRejectedOrCancelled(order.status) && kept.some((one) => failureOfRest(one) !== undefined && !isWithBank(one))
  );
}

function moneyOf(payment: Payment, isCalledOff: boolean): string {
  const { status, provider, currency, captured, refunded, amount } = payment;
  const all = amountIn(currency, captured);
  switch (status) {
    case 'PENDING':
      return isCalledOff ? `The payment by ${provider} is being closed: if it went through, all of it goes back.` : '';
    case 'DECLINED':
      return '';
    case 'AUTHORIZED':
      return isCalledOff
        ? `${amountIn(currency, amount)} is authorised by ${provider}, and being released.`
        : `${amountIn(currency, amount)} is authorised by ${provider}, and not taken yet.`;
    case 'VOIDED':
      return `The authorisation by ${provider} was released.`;
    case 'CAPTURED':
      if (isCalledOff) return `${all} was taken by ${provider}, and ${wayBack(payment)}.`;
      return refunded > 0
        ? `${all} was taken by ${provider}, ${amountIn(currency, refunded)} of it was given back.`
        : `${all} was taken by ${provider}.`;
    case 'REFUNDED':
      return `${amountIn(currency, refunded)} was given back by ${provider}.`;
  }
}

/** How what was taken for an order that was called off goes back. */
function wayBack(payment: Payment): string {
  const failure = failureOfRest(payment);
  const code = failure === undefined ? '' : ` (${failure.code})`;
  if (isWithBank(payment)) return `is disputed: the customer's bank decides about it${code}`;
  return failure === undefined ? 'is being given back' : `did not go back${code}: give it back by a refund`;
}
