import type { PaymentInstruction } from '../orders/order.ts';
import type { PaymentStatus } from './payment.ts';

/** What a provider is asked to settle. Amount in the currency's minor unit. */
export interface PaymentRequest {
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  readonly instruction: PaymentInstruction;
}

/** A notification whose signature has been verified. It is a hint: ask the provider before believing it. */
export interface Notification {
  readonly eventId: string;
  readonly orderId: string;
}

/** What every payment provider can do. Every call may be repeated: the order id makes it the same call. */
export interface PaymentProvider {
  /**
   * Finds or creates the provider's payment for the order.
   * @throws ProviderUnavailable worth a retry
   */
  authorize(request: PaymentRequest): Promise<PaymentStatus>;
  /**
   * How the provider's payment stands now.
   * @throws ProviderUnavailable worth a retry
   */
  query(orderId: string): Promise<PaymentStatus>;
  /**
   * Gives up the payment: releases what is authorised, closes what is unpaid so that it cannot be paid late.
   * @returns how it stands afterwards; not VOIDED when the provider would not
   * @throws ProviderUnavailable worth a retry
   */
  void(orderId: string): Promise<PaymentStatus>;
  /**
   * Verifies and reads a notification. Header names in lower case; the body's bytes exactly as they were sent.
   * @throws InvalidSignature
   */
  verifyNotification(headers: Readonly<Record<string, string | undefined>>, rawBody: Buffer): Promise<Notification>;
}
