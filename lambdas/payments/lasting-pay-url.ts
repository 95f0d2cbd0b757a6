import { type Payment, payBefore } from './payment.ts';

/** Where a message may send the customer to pay: what opens for as long as the payment is waited for. */
export function lastingPayUrl(payment: Payment): string | undefined {
  const { payUrl, payUrlExpiresAt, payPageUrl } = payment;
  const lasts = payUrlExpiresAt === undefined || payUrlExpiresAt >= (payBefore(payment) ?? '9999');
  return lasts ? payUrl : payPageUrl;
}
