import type { RealProviderRecord } from '../provider-record.ts';
import { stripeAmount } from './stripe-amount.ts';

/** Cards through Stripe. Its list of a day grows as money moves. */
export const stripe = {
  title: 'Stripe',
  baseUrl: 'https://api.stripe.com',
  tokens: { form: /^p[mi]_/, inWords: 'a payment method (pm_…) or a PaymentIntent (pi_…)' },
  existingPayment: /^pi_/,
  whyNot: (amount, currency) =>
    stripeAmount(amount, currency) === undefined
      ? `it cannot take exactly ${amount} ${currency} (minor units): see docs.stripe.com/currencies`
      : undefined,
  refundDays: 10,
  settlement: { aheadHours: 0, completeAfterHours: 1 },
} as const satisfies RealProviderRecord;
