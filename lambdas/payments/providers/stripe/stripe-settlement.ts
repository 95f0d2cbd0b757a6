import type Stripe from 'stripe';
import type { SettledPage, SettledPayment, SettledRequest } from '../../payment-provider.ts';
import { startOfDay } from '../../settlement-day.ts';
import { standingOf } from './stripe-standing.ts';

/** The balance transactions in which customers' money comes or goes. */
const settlements: readonly string[] = ['charge', 'payment', 'refund', 'payment_refund', 'refund_failure'];

/**
 * By the UTC day on which Stripe booked captures and refunds; each payment with all that it took and gave back so far.
 */
export async function settledOn(stripe: Stripe, { day, from }: SettledRequest): Promise<SettledPage> {
  const start = startOfDay('stripe', day).getTime() / 1000;
  const { data, has_more } = await stripe.balanceTransactions.list({
    created: { gte: start, lt: start + 24 * 60 * 60 },
    expand: ['data.source.payment_intent.latest_charge'],
    limit: 100,
    ...(from !== undefined && { starting_after: from }),
  });
  const settled = new Map<string, SettledPayment>();
  for (const { type, source } of data) {
    const intent = settlements.includes(type) ? intentOf(source) : undefined;
    if (intent?.metadata.orderId === undefined) continue;
    const { currency, captured, refunded } = standingOf(intent);
    settled.set(intent.id, { orderId: intent.metadata.orderId, currency, captured, refunded });
  }
  const last = data.at(-1)?.id;
  return { payments: [...settled.values()], ...(has_more && last !== undefined && { next: last }) };
}

/** The PaymentIntent of a charge or refund, as expanded. */
function intentOf(source: string | object | null): Stripe.PaymentIntent | undefined {
  const { payment_intent: intent } = Object(source) as { payment_intent?: Stripe.PaymentIntent | string | null };
  return typeof intent === 'object' && intent !== null ? intent : undefined;
}
