import * as z from 'zod/mini';
import { PaymentInstruction } from '../orders/payment-instruction.ts';
import { ProviderRisk } from '../risk/risk-signals.ts';
import { Dispute } from './dispute.ts';
import { paymentStatuses } from './payment-status.ts';
import { orderIdIn } from './payment-try.ts';

/**
 * What a provider is asked to settle. Amount in the currency's minor unit. Here and below `orderId` is what the provider
 * knows the payment by: the name of the try (`payment-try.ts`), which for a first one is the order's id.
 */
export const PaymentRequest = z.object({
  orderId: z.string(),
  amount: z.int(),
  currency: z.string(),
  instruction: PaymentInstruction,
  /** How long the customer may take, in seconds: the provider's own order should not outlive it. */
  waitSeconds: z.int(),
  /** When it was asked for first, ISO 8601 UTC: a repeat is the same request, to the letter. */
  begunAt: z.optional(z.string()),
});
export type PaymentRequest = Readonly<z.output<typeof PaymentRequest>>;

/** Which of a provider's payments is meant: the order's, by the provider's own reference where it gave one. */
export const PaymentReference = z.object({
  orderId: z.string(),
  reference: z.optional(z.string()),
  /** The ids of all refunds that are known: WeChat Pay tells of a refund only when asked for it by its id. */
  refundIds: z.optional(z.array(z.string())),
  /** What is known to be given back: Alipay tells the sum of all refunds once, in its answer to a refund. */
  refunded: z.optional(z.int()),
  /** The ids of all disputes that are known: they are told only when asked for. */
  disputeIds: z.optional(z.array(z.string())),
});
export type PaymentReference = Readonly<z.output<typeof PaymentReference>>;

/** An amount of a payment to capture or refund, in the currency's minor unit. */
export const PaymentAmount = z.object({
  ...PaymentReference.shape,
  amount: z.int(),
  currency: z.string(),
  /** The whole payment; some providers ask for it beside a refund. */
  total: z.int(),
});
export type PaymentAmount = Readonly<z.output<typeof PaymentAmount>>;

/** A refund; `refundId` makes a repeat the same refund. */
export const RefundRequest = z.object({ ...PaymentAmount.shape, refundId: z.string() });
export type RefundRequest = Readonly<z.output<typeof RefundRequest>>;

/**
 * How a payment stands with its provider: the truth about the money. Amounts in minor units; `captured` and `refunded`
 * are sums over the payment's life, so a later state has less of them only when a refund has failed. CAPTURED with
 * `refunded` below `captured` is a partial refund; REFUNDED a full one.
 */
export const ProviderPayment = z.object({
  status: z.enum(paymentStatuses),
  /** The provider's own name of the payment, where later calls need it. */
  reference: z.optional(z.string()),
  amount: z.int(),
  currency: z.string(),
  captured: z.int(),
  refunded: z.int(),
  /** Where the customer pays: a page to be sent to, or the content of a QR code. */
  payUrl: z.optional(z.string()),
  /**
   * When `payUrl` opens no longer, ISO 8601 UTC, where that may be before the wait is over; asking again gives another.
   */
  payUrlExpiresAt: z.optional(z.string()),
  /** A page of the shop that leads to the payment for as long as it is waited for. */
  payPageUrl: z.optional(z.string()),
  /**
   * The refunds that there are, by our ids; with `failure`, in the provider's word, those that did not reach the
   * customer.
   */
  refunds: z.optional(z.array(z.object({ id: z.string(), failure: z.optional(z.string()) }))),
  disputes: z.optional(z.array(Dispute)),
  /** Until when what is authorised can be captured, ISO 8601 UTC. Both where the provider tells it. */
  authorizedUntil: z.optional(z.string()),
  risk: z.optional(ProviderRisk),
});
export type ProviderPayment = Readonly<z.output<typeof ProviderPayment>>;

/** A provider's id of a part of a payment; none is longer. */
const partId = z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/));

/**
 * A notification that the provider has signed. It is a hint: ask the provider before believing it. What does not fit in
 * here is refused, whoever has signed it.
 */
export const Notification = z.object({
  /** The provider's own id of the event, as our keys can hold it: no provider's is longer, or has other characters. */
  eventId: z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/)),
  orderId: z.string(),
  /** What the provider says of the amount, where it says so: compared with our record before anything is done. */
  amount: z.optional(z.int()),
  currency: z.optional(z.string()),
  /** How it says that a payment stands, where it says so: nobody asks about what our record says already. */
  standing: z.optional(z.object({ reference: z.string(), status: z.enum(paymentStatuses) })),
  /** The refund that it is about: one of ours, or one that was made in the provider's console. */
  refundId: z.optional(partId),
  /** The dispute that it is about. */
  disputeId: z.optional(partId),
});
export type Notification = Readonly<z.output<typeof Notification>>;

/** The raw notification as it came in. Header names in lower case; the body's exact bytes, in base64. */
export const RawNotification = z.object({
  headers: z.record(z.string(), z.optional(z.string())),
  body: z.string(),
});
export type RawNotification = Readonly<z.output<typeof RawNotification>>;

/** What every payment provider can do. Every call may be repeated: order id and operation make it the same call. */
export interface PaymentProvider {
  /**
   * Finds or creates the provider's payment for the order. A card is authorised, not captured.
   * @throws ProviderUnavailable worth a retry
   */
  authorize(request: PaymentRequest): Promise<ProviderPayment>;
  /**
   * How the provider's payment stands now; PENDING where the provider does not know of it (yet).
   * @throws ProviderUnavailable worth a retry
   */
  query(payment: PaymentReference & { readonly amount: number; readonly currency: string }): Promise<ProviderPayment>;
  /**
   * Takes the authorised money.
   * @throws ProviderUnavailable worth a retry
   */
  capture(payment: PaymentAmount): Promise<ProviderPayment>;
  /**
   * Gives up the payment: releases what is authorised, closes what is unpaid so that it cannot be paid late.
   * @returns how it stands afterwards: not VOIDED when it was paid or captured meanwhile; VOIDED where there never was
   * one
   * @throws ProviderUnavailable worth a retry
   */
  void(payment: PaymentAmount): Promise<ProviderPayment>;
  /**
   * Gives captured money back, in part or whole.
   * @returns how it stands afterwards; `refunded` counts this refund once however often it is asked for
   * @throws RefundRefused when there is and will be no such refund
   * @throws ProviderUnavailable when it is not known whether there is one; worth a retry
   */
  refund(refund: RefundRequest): Promise<ProviderPayment>;
  /**
   * Tells a provider whose own people look at risks that the shop has approved the payment. Others have no such call.
   * @returns how it stands afterwards
   * @throws ProviderUnavailable worth a retry
   */
  approve?(payment: PaymentAmount): Promise<ProviderPayment>;
  /**
   * Verifies and reads a notification: signature, age, certificate, merchant.
   * @returns undefined for a genuine one that is not about an order of ours
   * @throws InvalidNotification
   */
  verifyNotification(raw: RawNotification): Promise<Notification | undefined>;
  /**
   * A page of the payments that moved on one of the provider's own days (`settlement-day.ts`), for reconciliation. One
   * may stand on several pages.
   * @throws ProviderUnavailable worth a retry
   */
  settledOn(page: SettledRequest): Promise<SettledPage>;
}

/** Which page of a day's list is asked for: the first, or the one that `from` names. */
export const SettledRequest = z.object({ day: z.iso.date(), from: z.optional(z.string()) });
export type SettledRequest = Readonly<z.output<typeof SettledRequest>>;

/** A page of the shop, about the order of a payment. */
export function shopPage(returnUrl: string, paymentId: string): string {
  const page = new URL(returnUrl);
  page.searchParams.set('orderId', orderIdIn(paymentId));
  return page.href;
}

/** A payment as the provider settled it. Amounts in minor units. */
export const SettledPayment = z.object({
  orderId: z.string(),
  currency: z.string(),
  captured: z.int(),
  refunded: z.int(),
  /** The ids of the refunds in it, where the provider tells of a refund only when asked for it by its id. */
  refundIds: z.optional(z.array(z.string())),
});
export type SettledPayment = Readonly<z.output<typeof SettledPayment>>;

/** A page of a day's list; `next` names the one behind it. */
export const SettledPage = z.object({ payments: z.array(SettledPayment), next: z.optional(z.string()) });
export type SettledPage = Readonly<z.output<typeof SettledPage>>;

/** So many payments stay far below what a function may answer, 6 MB. */
const longestPage = 5_000;

/** A page of a list that the provider gives as a whole only. */
export function pageOf(payments: readonly SettledPayment[], from = '0'): SettledPage {
  const end = Number(from) + longestPage;
  return { payments: payments.slice(Number(from), end), ...(end < payments.length && { next: String(end) }) };
}
