import type { PaymentStatus } from '../../payment-status.ts';

/**
 * The events that a webhook endpoint is to be told of, and how a payment stands of which they tell, where they tell
 * that. What else happens to a payment says nothing that one of these does not: a PaymentIntent that was created, or
 * waits for its customer, has settled nothing, and `charge.captured` comes beside `payment_intent.succeeded`.
 */
export const stripeEvents: Readonly<Record<string, PaymentStatus | undefined>> = {
  'payment_intent.amount_capturable_updated': 'AUTHORIZED',
  'payment_intent.succeeded': 'CAPTURED',
  'payment_intent.payment_failed': undefined,
  'payment_intent.canceled': undefined,
  'charge.refunded': undefined,
  'charge.refund.updated': undefined,
  'refund.created': undefined,
  'refund.updated': undefined,
  'refund.failed': undefined,
  'charge.dispute.created': undefined,
  'charge.dispute.updated': undefined,
  'charge.dispute.funds_withdrawn': undefined,
  'charge.dispute.funds_reinstated': undefined,
  'charge.dispute.closed': undefined,
  'radar.early_fraud_warning.created': undefined,
  'radar.early_fraud_warning.updated': undefined,
  'review.opened': undefined,
  'review.closed': undefined,
};
