import type Stripe from 'stripe';
import type { ProviderRisk } from '../../../risk/risk-signals.ts';

/** What Radar calls the risk of a payment that it has assessed; of others it says `not_assessed` or `unknown`. */
const levels: readonly string[] = ['normal', 'elevated', 'highest'];

/**
 * What Radar, and the shop's people in Stripe's dashboard, say of the risk of a payment. Its score is told only to
 * accounts with Radar for Fraud Teams. Source: docs.stripe.com/api/charges/object (`outcome`) and /api/radar/reviews,
 * 2026-11.
 */
export function riskOf(
  { review }: Pick<Stripe.PaymentIntent, 'review'>,
  charge: Stripe.Charge | undefined,
): ProviderRisk | undefined {
  const { risk_level: level, risk_score: score, type } = charge?.outcome ?? {};
  const standing = reviewOf(review) ?? (type === 'manual_review' ? 'OPEN' : undefined);
  const risk = {
    ...(level !== undefined && levels.includes(level) && { providerLevel: level }),
    ...(score !== undefined && { providerScore: score }),
    ...(standing && { providerReview: standing }),
  };
  return Object.keys(risk).length > 0 ? risk : undefined;
}

/** The id of the review of a payment that waits for the shop's people, if there is one. */
export function openReviewOf({ review }: Pick<Stripe.PaymentIntent, 'review'>): string | undefined {
  return typeof review === 'object' && review?.open ? review.id : undefined;
}

/** One that ends without a decision, because its data are deleted say, decides nothing. */
function reviewOf(review: Stripe.PaymentIntent['review']): ProviderRisk['providerReview'] {
  if (review === null || review === undefined || typeof review === 'string') return undefined;
  if (review.open) return 'OPEN';
  switch (review.closed_reason) {
    case 'approved':
    case 'acknowledged':
      return 'APPROVED';
    case 'refunded':
    case 'refunded_as_fraud':
    case 'disputed':
      return 'DENIED';
    default:
      return undefined;
  }
}
