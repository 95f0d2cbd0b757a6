import * as z from 'zod/mini';
import type { Order } from '../orders/order.ts';
import { existingPayment } from './existing-payment.ts';

/** How the money of an order stands with its provider. */
export const paymentStatuses = ['PENDING', 'AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED', 'REFUNDED'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/**
 * The allowed transitions: a payment moves on, however late or doubled the news of it is. News may skip a status: a provider
 * that is asked late may have captured and refunded already. What was given up may turn out to have been paid at the same moment;
 * it is never lost from sight, so that it can be given back. They are a chain (PENDING, DECLINED, AUTHORIZED, VOIDED, CAPTURED,
 * REFUNDED) with one way back: a refund may fail at the customer's bank, days after it was made.
 */
const transitions = {
  PENDING: ['AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED', 'REFUNDED'],
  AUTHORIZED: ['CAPTURED', 'VOIDED', 'REFUNDED'],
  CAPTURED: ['REFUNDED'],
  DECLINED: ['AUTHORIZED', 'CAPTURED', 'VOIDED', 'REFUNDED'],
  VOIDED: ['CAPTURED', 'REFUNDED'],
  REFUNDED: ['CAPTURED'],
} as const satisfies Record<PaymentStatus, readonly PaymentStatus[]>;

/** True when a payment may go from one status to another. */
export function canMove(from: PaymentStatus, to: PaymentStatus): boolean {
  return (transitions[from] as readonly PaymentStatus[]).includes(to);
}

/** True when the money is the shop's to take, or taken: the order may be confirmed. */
export function isPaid(status: PaymentStatus): boolean {
  return status === 'AUTHORIZED' || status === 'CAPTURED';
}

/** When a payment came to a status, ISO 8601 UTC. */
export const PaymentEvent = z.object({ at: z.string(), status: z.enum(paymentStatuses) });
export type PaymentEvent = Readonly<z.output<typeof PaymentEvent>>;

/**
 * Why a refund gave nothing back, in the provider's word: REFUSED when it was asked for, so that there is no such refund; or
 * FAILED after it was accepted, at the customer's bank say.
 */
export const RefundFailure = z.object({ kind: z.enum(['REFUSED', 'FAILED']), code: z.string(), at: z.string() });
export type RefundFailure = Readonly<z.output<typeof RefundFailure>>;

/** A refund that we asked for; `id` is also the provider's idempotency key. */
export const Refund = z.object({
  id: z.string(),
  amount: z.int(),
  at: z.string(),
  reason: z.string(),
  /** Absent while it is under way, and once it is made. */
  failure: z.optional(RefundFailure),
});
export type Refund = Readonly<z.output<typeof Refund>>;

/**
 * The customer's, their bank's or a card network's objection to a payment. It is OPEN until it is decided: CLOSED for the shop, or
 * withdrawn; LOST when the money was taken from the shop.
 */
export const Dispute = z.object({
  id: z.string(),
  kind: z.enum(['CHARGEBACK', 'FRAUD_WARNING', 'COMPLAINT']),
  /** Why, in the provider's word. */
  reason: z.string(),
  status: z.enum(['OPEN', 'CLOSED', 'LOST']),
});
export type Dispute = Readonly<z.output<typeof Dispute>>;

/** A dispute with when we heard of it, and when of its end, ISO 8601 UTC. */
export const KnownDispute = z.object({ ...Dispute.shape, at: z.string(), endedAt: z.optional(z.string()) });
export type KnownDispute = Readonly<z.output<typeof KnownDispute>>;

/** Our record of one order's payment. Amounts in the currency's minor unit. */
export const Payment = z.object({
  orderId: z.string(),
  provider: z.string(),
  /** The provider's own name of the payment, where it gave one. */
  reference: z.optional(z.string()),
  amount: z.int(),
  currency: z.string(),
  status: z.enum(paymentStatuses),
  /** What the provider has taken and given back over the payment's life. */
  captured: z.int(),
  refunded: z.int(),
  history: z.array(PaymentEvent),
  /** The refunds that we asked for; the sum of those that did not fail is never above `amount`. */
  refunds: z.array(Refund),
  /** The provider's numbers of refunds that were made beside us, in its own console say. */
  foreignRefundIds: z.optional(z.array(z.string())),
  disputes: z.optional(z.array(KnownDispute)),
  /** How long the order waits for it. */
  waitSeconds: z.optional(z.int()),
  /** Where the customer pays, while it is PENDING. */
  payUrl: z.optional(z.string()),
  /** When `payUrl` opens no longer, ISO 8601 UTC, where that may be before the payment is no longer waited for. */
  payUrlExpiresAt: z.optional(z.string()),
  /** A page of the shop that leads to the payment for as long as it is waited for. */
  payPageUrl: z.optional(z.string()),
  /** The workflow's step that waits for this payment to be settled. */
  taskToken: z.optional(z.string()),
  /** Why a person must look at it. */
  review: z.optional(z.string()),
  /** Counts the writes, so that no two of them cross. */
  version: z.int(),
});
export type Payment = Readonly<z.output<typeof Payment>>;

/**
 * Our record of an order's payment before the provider has been asked. A payment that the storefront has made itself is known by
 * its name from the start: it may hold the customer's money already.
 */
export function begunPayment({ id, payment, total, currency }: PaidOrder, at: string): Payment {
  const reference = existingPayment(payment);
  return {
    orderId: id,
    provider: payment.provider,
    ...(reference !== undefined && { reference }),
    amount: total,
    currency,
    status: 'PENDING',
    captured: 0,
    refunded: 0,
    history: [{ at, status: 'PENDING' }],
    refunds: [],
    version: 0,
  };
}

/** What of an order its payment is made from. */
type PaidOrder = Pick<Order, 'id' | 'payment' | 'total' | 'currency'>;

/** Which payment a provider is asked about: all that any provider needs to find it and its refunds. */
export function referenceTo({
  orderId,
  reference,
  refunds,
  foreignRefundIds = [],
  disputes = [],
  refunded,
  amount,
  currency,
}: Payment) {
  const refundIds = [...refunds.map(({ id }) => id), ...foreignRefundIds];
  const disputeIds = disputes.map(({ id }) => id);
  return { orderId, reference, refundIds, disputeIds, refunded, amount, total: amount, currency };
}

/** What the provider says of a payment, as far as our record keeps it. */
export type Seen = Pick<Payment, 'status' | 'amount' | 'currency' | 'captured' | 'refunded'> & {
  readonly reference?: string | undefined;
  readonly payUrl?: string | undefined;
  readonly payUrlExpiresAt?: string | undefined;
  readonly payPageUrl?: string | undefined;
  readonly refunds?: readonly { readonly id: string; readonly failure?: string | undefined }[] | undefined;
  readonly disputes?: readonly Dispute[] | undefined;
};

/**
 * Our record after the provider's latest answer. What was taken only grows and statuses move on, so that the same answer heard
 * twice ends in the same record; what was given back may become less again, when a refund fails. A payment of another amount or
 * currency is not this order's payment: it is put up for review and not believed to be paid, but what it took is remembered, so
 * that it is given back.
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
  return JSON.stringify(next) === JSON.stringify(payment) ? payment : next;
}

/** Where the customer pays, as far as a provider says it. */
export function linkOf({ payUrl, payUrlExpiresAt, payPageUrl }: Seen) {
  return {
    ...(payUrl !== undefined && { payUrl }),
    ...(payUrlExpiresAt !== undefined && { payUrlExpiresAt }),
    ...(payPageUrl !== undefined && { payPageUrl }),
  };
}

/** Until when the payment is waited for, as its first attempt said, ISO 8601 UTC. */
export function payBefore({ history, waitSeconds }: Pick<Payment, 'history' | 'waitSeconds'>): string | undefined {
  const begun = history[0]?.at;
  if (begun === undefined || waitSeconds === undefined) return undefined;
  return new Date(Date.parse(begun) + waitSeconds * 1000).toISOString();
}

/** A refund of ours after the provider's latest answer: one that failed may be made after all, by a person at the provider's. */
function refundAfter(refund: Refund, { refunds = [] }: Seen, at: string): Refund {
  const seen = refunds.find(({ id }) => id === refund.id);
  if (seen === undefined) return refund;
  const { failure: before, ...made } = refund;
  if (seen.failure === undefined) return made;
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

/**
 * The payment with a refund of all that is left claimed on it, for a called-off order, and that refund. It is named by what was
 * given back before, so that a repeat is the same refund, and a refund after another is not; nor is one after a refusal.
 */
export function withRestRefund(payment: Payment, at: string): { readonly payment: Payment; readonly refund: Refund } {
  const { orderId, captured, refunded, refunds } = payment;
  const base = `${orderId}-rest-${refunded}`;
  const refused = refunds.filter(({ id, failure }) => id.startsWith(base) && failure?.kind === 'REFUSED').length;
  const id = refused === 0 ? base : `${base}-${refused}`;
  const claimed = refunds.find((refund) => refund.id === id);
  if (claimed !== undefined) return { payment, refund: claimed };
  const refund = { id, amount: captured - refunded, at, reason: 'order called off' };
  return { payment: { ...payment, refunds: [...refunds, refund] }, refund };
}

/** True for a refund by which a called-off order's money goes back. */
export function isRest({ id }: Refund): boolean {
  return /-rest-\d+(?:-\d+)?$/.test(id);
}

/** What an order's status demands of its payment. */
export type Demand = 'capture' | 'void' | 'refund' | 'review' | 'nothing';

/**
 * Money follows the order: a confirmed order's is captured; a called-off order's is voided or, where it was taken, refunded.
 * A confirmed order without money is for a person to decide; and so is a called-off one's that went back and did not arrive, because
 * it would not arrive the next time either: that person has been called when it failed.
 */
export function demandOn(
  payment: Pick<Payment, 'status' | 'captured' | 'refunded' | 'refunds'>,
  order: 'open' | 'confirmed' | 'called off',
): Demand {
  const { status, captured, refunded, refunds } = payment;
  if (order === 'open') return 'nothing';
  if (order === 'called off') {
    const didNotArrive = refunds.some((refund) => isRest(refund) && refund.failure?.kind === 'FAILED');
    if (captured > refunded) return didNotArrive ? 'nothing' : 'refund';
    return status === 'PENDING' || status === 'AUTHORIZED' ? 'void' : 'nothing';
  }
  if (status === 'AUTHORIZED') return 'capture';
  return status === 'CAPTURED' || status === 'REFUNDED' ? 'nothing' : 'review';
}
