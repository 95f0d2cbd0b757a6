import { chargesOf } from '../orders/charges.ts';
import { acceptedSale, dueNow } from '../orders/current-sale.ts';
import type { LineCancellation } from '../orders/line-cancellation.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { isConfirmed } from '../orders/order-status.ts';
import { amountDue, type Charges, type Credit, chargesWithin, sumOfCharges, takenFrom } from '../orders/totals.ts';
import { chargesAfter, creditsAfter, type GivenBack, providerMoneyLeft } from './given-back.ts';
import type { Refund } from './payment.ts';
import { amountToCapture } from './payment-refunds.ts';

/*
 * The money of lines that were cancelled, of an order that is confirmed. Each cancellation has one refund, of its own
 * id. What is not taken yet is not captured in the first place, by so much less; what was captured goes back.
 */

/**
 * The payment with a refund claimed on it for each cancellation of lines that has none; the same payment when nothing is
 * missing, or when there is no money of the order's yet, though some is due. Of its kind, no more is claimed than other refunds have left.
 */
export function withLineRefunds<Of extends GivenBack>(seen: Of, order: Order, content: OrderContent): Of {
  const { lineCancellations = [] } = order;
  const payment = withUncapturedTaken(seen);
  const missing = lineCancellations.filter(({ id }) => !payment.refunds.some((refund) => refund.id === id));
  if (missing.length === 0 || !isConfirmed(order.status) || !(hasMoney(payment) || dueNow(order) === 0)) return payment;
  const { lines, totals } = acceptedSale(order, content);
  const charged = chargesOf(lines, totals);
  const refunds = [...payment.refunds];
  // A further try to pay is only of what was due by then.
  const notAsked = amountDue(order) - payment.amount;
  for (const cancellation of missing) {
    const unasked = refunds.reduce((left, { unasked = 0 }) => left - unasked, notAsked);
    refunds.push(refundOf(cancellation, charged, totals?.credits ?? [], unasked, { ...payment, refunds }));
  }
  return { ...payment, refunds };
}

/**
 * The payment with what was captured all the same, though lines had been cancelled before, claimed to be given back as
 * far as it is still there: the capture was under way by then. The same payment where no more was captured than was to
 * be.
 */
function withUncapturedTaken<Of extends GivenBack>(payment: Of): Of {
  let excess = payment.captured - amountToCapture(payment);
  if (excess <= 0 || !payment.refunds.some(({ uncaptured }) => uncaptured)) return payment;
  let there = providerMoneyLeft(payment);
  const refunds = payment.refunds.toReversed().map((refund): Refund => {
    const { uncaptured = 0, ...rest } = refund;
    const taken = Math.min(uncaptured, excess);
    if (taken === 0) return refund;
    excess -= taken;
    const givenBack = Math.min(taken, there);
    there -= givenBack;
    const left = uncaptured - taken;
    return { ...rest, amount: refund.amount + givenBack, made: givenBack === 0, ...(left > 0 && { uncaptured: left }) };
  });
  return { ...payment, refunds: refunds.toReversed() };
}

function hasMoney({ status, ...payment }: GivenBack): boolean {
  if (status === 'VOIDED') return amountToCapture(payment) === 0;
  return status === 'AUTHORIZED' || status === 'CAPTURED' || status === 'REFUNDED';
}

function refundOf(
  { id, at, reason, charges: stated }: LineCancellation,
  charged: Charges,
  credits: readonly Credit[],
  notAsked: number,
  payment: GivenBack,
): Refund {
  const charges = chargesWithin(stated, chargesAfter(charged, payment));
  const amount = sumOfCharges(charges);
  const isTaken = payment.status === 'CAPTURED' || payment.status === 'REFUNDED';
  const unasked = Math.min(amount, Math.max(0, notAsked));
  const toProvider = Math.min(amount - unasked, isTaken ? providerMoneyLeft(payment) : amountToCapture(payment));
  const { taken: toCredits } = takenFrom(creditsAfter(credits, payment.refunds), amount - unasked - toProvider);
  return {
    id,
    amount: isTaken ? toProvider : 0,
    at,
    reason,
    charges,
    ...(toCredits.length > 0 && { credits: [...toCredits] }),
    ...(!isTaken && toProvider > 0 && { uncaptured: toProvider }),
    ...(unasked > 0 && { unasked }),
    made: !isTaken || toProvider === 0,
  };
}
