import type { Order, OrderContent } from '../orders/order.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { amountDue } from '../orders/totals.ts';
import { isWithBank } from '../payments/dispute.ts';
import type { Payment } from '../payments/payment.ts';
import { failureOfRest } from '../payments/payment-demand.ts';
import type { PaymentStatus } from '../payments/payment-status.ts';

/**
 * Where the customer's money is, in the customer's terms. Of an order that was rejected or cancelled, `NOT_TAKEN`
 * (never asked for, declined, or closed while pending), `UNSETTLED` (begun, and not closed yet: it may still go
 * through), `RELEASED` (had been authorised, is voided), `REFUNDED`, `DISPUTED` (the customer's bank decides about it) or
 * `NOT_REFUNDED` (the refund did not go through); of a confirmed one `AUTHORIZED`, `CAPTURED`,
 * `PAID_BY_CREDIT` (gift card or store credit, all of it) or `FREE`; of one that waits for its payment `AWAITED`; of one
 * of which lines were cancelled `LESS` is charged.
 */
export type PaymentOutcome =
  | 'AUTHORIZED'
  | 'CAPTURED'
  | 'NOT_TAKEN'
  | 'UNSETTLED'
  | 'RELEASED'
  | 'REFUNDED'
  | 'DISPUTED'
  | 'NOT_REFUNDED'
  | 'PAID_BY_CREDIT'
  | 'FREE'
  | 'AWAITED'
  | 'LESS';

/**
 * Where the customer's money is, or is on its way to. Of an order that was rejected or cancelled, whatever was taken or
 * reserved goes back: it is asked for at once, so that it may be said before it has happened; unless it is known that it
 * does not.
 * @throws Error when an order is confirmed without money: a person decides about it before the customer is told
 * anything
 */
export function paymentOutcome(
  { status: order, ...amounts }: Pick<Order, 'status' | 'total' | 'due'>,
  payment: Payment | undefined,
  formerPayments: readonly Payment[] = [],
): PaymentOutcome {
  const isEnded = isRejectedOrCancelled(order);
  // What former tries to pay took goes back by itself, and concerns whoever ends without goods only.
  const tries = [payment, ...(isEnded ? formerPayments : [])];
  const was = (status: PaymentStatus) => tries.some((tried) => wasEver(tried, status));
  const taken = tries.some(wasTaken);

  if (isEnded) {
    if (taken) return outcomeOfTaken(tries);
    if (was('AUTHORIZED')) return 'RELEASED';
    return tries.some((tried) => tried?.status === 'PENDING') ? 'UNSETTLED' : 'NOT_TAKEN';
  }
  if (amountDue(amounts) === 0) return amounts.total === 0 ? 'FREE' : 'PAID_BY_CREDIT';
  if (taken) return payment?.status === 'REFUNDED' ? 'REFUNDED' : 'CAPTURED';
  if (payment?.status === 'AUTHORIZED') return 'AUTHORIZED';
  throw new Error(`an order that is ${order} has no money to tell of`);
}

/**
 * Whether nobody's money has moved for an order yet: no provider has reserved or taken any at any try to pay, and no gift
 * card pays.
 */
export function isUnpaid(
  { totals }: Pick<OrderContent, 'totals'>,
  payment: Payment | undefined,
  formerPayments: readonly Payment[] = [],
): boolean {
  const hasMoved = (tried: Payment | undefined) => wasTaken(tried) || wasEver(tried, 'AUTHORIZED');
  return totals?.credits === undefined && ![payment, ...formerPayments].some(hasMoved);
}

/** Where what was taken is, of an order that has ended without goods. */
function outcomeOfTaken(tries: readonly (Payment | undefined)[]): PaymentOutcome {
  const kept = tries.filter((tried) => tried !== undefined).filter(({ captured, refunded }) => captured > refunded);
  if (kept.some(isWithBank)) return 'DISPUTED';
  return kept.some((tried) => failureOfRest(tried) !== undefined) ? 'NOT_REFUNDED' : 'REFUNDED';
}

function wasTaken(payment: Payment | undefined): boolean {
  return wasEver(payment, 'CAPTURED') || wasEver(payment, 'REFUNDED') || (payment?.captured ?? 0) > 0;
}

function wasEver(payment: Payment | undefined, status: PaymentStatus): boolean {
  return payment?.status === status || payment?.history.some((event) => event.status === status) === true;
}
