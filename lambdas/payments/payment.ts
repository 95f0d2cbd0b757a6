import * as z from 'zod/mini';

/** How the money of an order stands with its provider. */
export const paymentStatuses = ['PENDING', 'AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED', 'REFUNDED'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/**
 * The allowed transitions: a payment only ever moves on, however late or doubled the news of it is. News may skip a status:
 * a provider that is asked late may have captured and refunded already. What was given up may turn out to have been paid at
 * the same moment; it is never lost from sight, so that it can be given back. They are a chain (PENDING, DECLINED, AUTHORIZED,
 * VOIDED, CAPTURED, REFUNDED), so that news in any order ends in the same status.
 */
const transitions = {
  PENDING: ['AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED', 'REFUNDED'],
  AUTHORIZED: ['CAPTURED', 'VOIDED', 'REFUNDED'],
  CAPTURED: ['REFUNDED'],
  DECLINED: ['AUTHORIZED', 'CAPTURED', 'VOIDED', 'REFUNDED'],
  VOIDED: ['CAPTURED', 'REFUNDED'],
  REFUNDED: [],
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

/** A refund that we asked for; `id` is also the provider's idempotency key. */
export const Refund = z.object({ id: z.string(), amount: z.int(), at: z.string(), reason: z.string() });
export type Refund = Readonly<z.output<typeof Refund>>;

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
  /** The refunds that we asked for; their sum is never above `amount`. */
  refunds: z.array(Refund),
  /** How long the order waits for it. */
  waitSeconds: z.optional(z.int()),
  /** Where the customer pays, while it is PENDING. */
  payUrl: z.optional(z.string()),
  /** The workflow's step that waits for this payment to be settled. */
  taskToken: z.optional(z.string()),
  /** Why a person must look at it. */
  review: z.optional(z.string()),
  /** Counts the writes, so that no two of them cross. */
  version: z.int(),
});
export type Payment = Readonly<z.output<typeof Payment>>;

/** Which payment a provider is asked about: all that any provider needs to find it and its refunds. */
export function referenceTo({ orderId, reference, refunds, amount, currency }: Payment) {
  return { orderId, reference, refundIds: refunds.map(({ id }) => id), amount, total: amount, currency };
}

/** What the provider says of a payment, as far as our record keeps it. */
export type Seen = Pick<Payment, 'status' | 'amount' | 'currency' | 'captured' | 'refunded'> & {
  readonly reference?: string | undefined;
  readonly payUrl?: string | undefined;
};

/**
 * Our record after news of its payment. Sums only grow and statuses only move on, so that the same news in any order, any
 * number of times, ends in the same record. A payment of another amount or currency is not this order's payment: it is put up for
 * review and not believed to be paid, but what it took is remembered, so that it is given back.
 */
export function afterNews(payment: Payment, seen: Seen, at: string): Payment {
  const differs = isPaid(seen.status) && (seen.amount !== payment.amount || seen.currency !== payment.currency);
  const status = !differs && canMove(payment.status, seen.status) ? seen.status : payment.status;
  const next: Payment = {
    ...payment,
    status,
    captured: Math.max(payment.captured, seen.captured),
    refunded: Math.max(payment.refunded, seen.refunded),
    history: status === payment.status ? payment.history : [...payment.history, { at, status }],
    ...(payment.reference === undefined && seen.reference !== undefined && { reference: seen.reference }),
    ...(seen.payUrl !== undefined && { payUrl: seen.payUrl }),
    ...(differs && { review: 'AMOUNT_DIFFERS' }),
  };
  return JSON.stringify(next) === JSON.stringify(payment) ? payment : next;
}

/** What an order's status demands of its payment. */
export type Demand = 'capture' | 'void' | 'refund' | 'review' | 'nothing';

/**
 * Money follows the order: a confirmed order's is captured; a called-off order's is voided or, where it was taken, refunded.
 * A confirmed order without money is for a person to decide.
 */
export function demandOn(
  payment: Pick<Payment, 'status' | 'captured' | 'refunded'>,
  order: 'open' | 'confirmed' | 'called off',
): Demand {
  const { status, captured, refunded } = payment;
  if (order === 'open') return 'nothing';
  if (order === 'called off') {
    if (captured > refunded) return 'refund';
    return status === 'PENDING' || status === 'AUTHORIZED' ? 'void' : 'nothing';
  }
  if (status === 'AUTHORIZED') return 'capture';
  return status === 'CAPTURED' || status === 'REFUNDED' ? 'nothing' : 'review';
}
