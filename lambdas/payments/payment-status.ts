/** How the money of an order stands with its provider. */
export const paymentStatuses = ['PENDING', 'AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED', 'REFUNDED'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/**
 * The allowed transitions: a payment moves on, however late or doubled the news of it is. News may skip a status: a
 * provider that is asked late may have captured and refunded already. What was given up may turn out to have been paid
 * at the same moment; it is never lost from sight, so that it can be given back. They are a chain (PENDING, DECLINED,
 * AUTHORIZED, VOIDED, CAPTURED, REFUNDED) with one way back: a refund may fail at the customer's bank, days after it
 * was made.
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
