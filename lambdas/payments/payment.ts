import * as z from 'zod/mini';

/** How the money of an order stands with its provider. */
export const paymentStatuses = ['PENDING', 'AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED', 'REFUNDED'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/**
 * The allowed transitions: a payment only ever moves on, however late or doubled the news of it is. News may skip a status:
 * a provider that is asked late may have captured and refunded already.
 */
const transitions = {
  PENDING: ['AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED', 'REFUNDED'],
  AUTHORIZED: ['CAPTURED', 'VOIDED', 'REFUNDED'],
  CAPTURED: ['REFUNDED'],
  DECLINED: [],
  VOIDED: [],
  REFUNDED: [],
} as const satisfies Record<PaymentStatus, readonly PaymentStatus[]>;

/** The statuses that a payment may come from when it goes to `to`; every write of a status is conditional on them. */
export function paymentStatusesBefore(to: PaymentStatus): readonly PaymentStatus[] {
  return paymentStatuses.filter((from) => (transitions[from] as readonly PaymentStatus[]).includes(to));
}

/** True when the money is the shop's to take: the order may be confirmed. */
export function isPaid(status: PaymentStatus): boolean {
  return status === 'AUTHORIZED' || status === 'CAPTURED';
}

/** When a payment came to a status, ISO 8601 UTC. */
export const PaymentEvent = z.object({ at: z.string(), status: z.enum(paymentStatuses) });
export type PaymentEvent = Readonly<z.output<typeof PaymentEvent>>;

/** Our record of one order's payment. Amount in the currency's minor unit. */
export const Payment = z.object({
  orderId: z.string(),
  provider: z.string(),
  amount: z.int(),
  currency: z.string(),
  status: z.enum(paymentStatuses),
  history: z.array(PaymentEvent),
  /** The workflow's step that waits for this payment to be settled. */
  taskToken: z.optional(z.string()),
});
export type Payment = Readonly<z.output<typeof Payment>>;
