import * as z from 'zod/mini';
import { dueNow } from '../orders/current-sale.ts';
import type { Order } from '../orders/order.ts';
import type { PaymentInstruction } from '../orders/payment-instruction.ts';
import { amountDue, Charges, Credit } from '../orders/totals.ts';
import { assessmentOfFurtherTry, RiskAssessment } from '../risk/risk-assessment.ts';
import { KnownDispute } from './dispute.ts';
import { existingPayment } from './existing-payment.ts';
import { paymentStatuses } from './payment-status.ts';
import { paymentIdOf } from './payment-try.ts';

/** When a payment came to a status, ISO 8601 UTC. */
export const PaymentEvent = z.object({ at: z.string(), status: z.enum(paymentStatuses) });
export type PaymentEvent = Readonly<z.output<typeof PaymentEvent>>;

/** A refund is REFUSED when it is asked for, so that there is none; or has FAILED after it was accepted, at the customer's bank say. */
export const refundFailureKinds = ['REFUSED', 'FAILED'] as const;

/** Why a refund gave nothing back, in the provider's word. */
export const RefundFailure = z.object({ kind: z.enum(refundFailureKinds), code: z.string(), at: z.string() });
export type RefundFailure = Readonly<z.output<typeof RefundFailure>>;

/** A refund that we asked for; `id` is also the provider's idempotency key, `amount` what goes back to it. */
export const Refund = z.object({
  id: z.string(),
  amount: z.int(),
  at: z.string(),
  reason: z.string(),
  /** Of what it is, all of it: where the order tells kinds of charges apart. */
  charges: z.optional(Charges),
  /** What goes back to gift cards and store credit, by the storefront, once it is made. */
  credits: z.optional(z.array(Credit)),
  /** Of one for lines that were cancelled before the capture: what of it was therefore not captured at all. */
  uncaptured: z.optional(z.int()),
  /** Of one for lines that were cancelled before this try to pay: what of it was therefore not asked for at all. */
  unasked: z.optional(z.int()),
  /**
   * That the provider has made its part, or had none. False is one, for lines that were cancelled, that it is still to
   * be asked for; absent where that is not known.
   */
  made: z.optional(z.boolean()),
  /** Absent while it is under way, and once it is made. */
  failure: z.optional(RefundFailure),
});
export type Refund = Readonly<z.output<typeof Refund>>;

/** Our record of one try to pay for an order. Amounts in the currency's minor unit. */
export const Payment = z.object({
  orderId: z.string(),
  /** Which try it is, where it is not the first. */
  tryNumber: z.optional(z.int()),
  /** When another try came into its place, ISO 8601 UTC: whatever money comes by it goes back. */
  replacedAt: z.optional(z.string()),
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
  /** Where the stage looks at the risk of orders: what it has found, and what was decided. */
  risk: z.optional(RiskAssessment),
  /** Counts the writes, so that no two of them cross. */
  version: z.int(),
});
export type Payment = Readonly<z.output<typeof Payment>>;

/** What stands for the provider where nothing is due: the record of an order paid by credits, once some is refunded. */
export const noProvider = 'none';

/**
 * Our record of an order's payment before the provider has answered: version 0, which the order says, so that it need
 * not be stored. A payment that the storefront has made itself is known by its name from the start.
 */
export function begunPayment({ id, payment, total, due, currency, createdAt, timeline }: PaidOrder): Payment {
  const at = reservation(timeline)?.at ?? createdAt;
  return newPayment({ id, payment, total, due, currency }, at);
}

/**
 * Our record of a further try to pay before its provider has answered, in the place of a former one: it is of what is due
 * by then, and waited for as long as that was, by the same step.
 * @param at when it begins, ISO 8601 UTC
 */
export function furtherPayment(order: Order, payment: PaymentInstruction, former: Payment, at: string): Payment {
  const { tryNumber = 1, taskToken, risk } = former;
  const end = payBefore(former) ?? at;
  const waitSeconds = Math.max(shortestWaitSeconds, Math.floor((Date.parse(end) - Date.parse(at)) / 1000));
  return {
    ...newPayment({ ...order, payment, due: dueNow(order) }, at),
    tryNumber: tryNumber + 1,
    waitSeconds,
    ...(taskToken !== undefined && { taskToken }),
    ...(risk && { risk: assessmentOfFurtherTry(risk) }),
  };
}

/** No provider's order ends sooner; the step that waits may, and asks once more and closes it then. */
const shortestWaitSeconds = 60;

function newPayment(
  { id, payment, total, due, currency }: Omit<PaidOrder, 'createdAt' | 'timeline'>,
  at: string,
): Payment {
  const reference = existingPayment(payment);
  return {
    orderId: id,
    provider: payment?.provider ?? noProvider,
    ...(reference !== undefined && { reference }),
    amount: amountDue({ total, due }),
    currency,
    status: 'PENDING',
    captured: 0,
    refunded: 0,
    history: [{ at, status: 'PENDING' }],
    refunds: [],
    version: 0,
  };
}

/**
 * The payment of an order as it is stored, or else as it began if it may have: its provider is asked once its stock is
 * reserved, and a payment that the storefront has made itself may hold the customer's money from the start.
 */
export function paymentOf(order: PaidOrder, stored: Payment | undefined): Payment | undefined {
  if (stored !== undefined || amountDue(order) === 0) return stored;
  const mayHaveBegun = reservation(order.timeline) !== undefined || existingPayment(order.payment) !== undefined;
  return mayHaveBegun ? begunPayment(order) : undefined;
}

/** What of an order its payment is made from. */
type PaidOrder = Pick<Order, 'id' | 'payment' | 'total' | 'due' | 'currency' | 'createdAt' | 'timeline'>;

function reservation(timeline: Order['timeline']) {
  return timeline.find(({ event }) => event === 'INVENTORY_RESERVED');
}

/** Which payment a provider is asked about: all that any provider needs to find it and its refunds. */
export function referenceTo({
  orderId,
  tryNumber,
  reference,
  refunds,
  foreignRefundIds = [],
  disputes = [],
  refunded,
  amount,
  currency,
}: Payment) {
  // Of one that went to credits only, no provider knows.
  const refundIds = [...refunds.filter((refund) => refund.amount > 0).map(({ id }) => id), ...foreignRefundIds];
  const disputeIds = disputes.map(({ id }) => id);
  const paymentId = paymentIdOf({ orderId, tryNumber });
  return { orderId: paymentId, reference, refundIds, disputeIds, refunded, amount, total: amount, currency };
}

/** Until when the payment is waited for, as its first attempt said, ISO 8601 UTC. */
export function payBefore({ history, waitSeconds }: Pick<Payment, 'history' | 'waitSeconds'>): string | undefined {
  const begun = history[0]?.at;
  if (begun === undefined || waitSeconds === undefined) return undefined;
  return new Date(Date.parse(begun) + waitSeconds * 1000).toISOString();
}
