import type { RealProviderRecord } from '../provider-record.ts';
import { StripeSecret } from './stripe-secret.ts';

/** Cards through Stripe. Its list of a day grows as money moves. */
export const stripe = {
  title: 'Stripe',
  baseUrl: 'https://api.stripe.com',
  secret: StripeSecret,
  existingPayment: /^pi_/,
  settlement: { aheadHours: 0, completeAfterHours: 1 },
} as const satisfies RealProviderRecord;
