import * as z from 'zod/mini';
import { type MaskedCustomer as Masked, MaskedCustomer, maskedCustomer } from '../orders/masked-customer.ts';
import { type Order, type OrderContent, OrderId } from '../orders/order.ts';
import { shortText } from '../orders/short-text.ts';
import type { Payment } from '../payments/payment.ts';
import { needsTwo, unseenOutcome } from '../risk/assessment-after.ts';
import { type RiskAssessment, type RiskDecision, RiskReview } from '../risk/risk-assessment.ts';
import { riskRules } from '../risk/risk-rules.ts';
import { RiskSignals } from '../risk/risk-signals.ts';

/** A doubtful order as people see it who decide about it. Times are ISO 8601 UTC. Personal is only what is masked. */
export const RiskReviewView = z.object({
  orderId: OrderId,
  number: z.string(),
  createdAt: z.string(),
  amount: z.int(),
  currency: z.string(),
  provider: z.string(),
  /** The provider's own name of the payment, as its console has it. */
  reference: z.optional(z.string()),
  customer: MaskedCustomer,
  score: z.int(),
  rules: z.string(),
  /** What the rules have found, and in words. */
  reasons: z.array(z.object({ rule: z.string(), says: z.string() })),
  signals: RiskSignals,
  state: RiskReview.shape.status,
  since: z.string(),
  until: z.string(),
  holdExpiresAt: z.optional(z.string()),
  authorizedUntil: z.optional(z.string()),
  unseen: z.enum(['APPROVED', 'DENIED']),
  needsTwo: z.boolean(),
  firstApproval: z.optional(z.object({ by: z.string(), at: z.string(), reason: z.string() })),
  decidedBy: z.optional(z.string()),
  decidedAt: z.optional(z.string()),
});
export type RiskReviewView = Readonly<z.output<typeof RiskReviewView>>;

/** Those that wait for a decision, the one with the least time left first. */
export const RiskReviews = z.object({
  reviews: z.array(RiskReviewView),
  /** Whether so many orders wait for something that not all were looked at. */
  isMore: z.boolean(),
});
export type RiskReviews = Readonly<z.output<typeof RiskReviews>>;

/** The body of `POST /operations/risk-reviews/{orderId}/decision`. */
export const RiskReviewDecision = z.strictObject({
  approve: z.boolean('must be true or false'),
  reason: shortText(200),
});
export type RiskReviewDecision = Readonly<z.output<typeof RiskReviewDecision>>;

/** An assessment about which people decide, or have. */
export type ReviewedAssessment = RiskAssessment & { readonly decision: RiskDecision; readonly review: RiskReview };

/** The assessment of a payment whose order is or was held, or undefined where it never was. */
export function reviewedAssessment({ risk }: Pick<Payment, 'risk'>): ReviewedAssessment | undefined {
  if (risk?.decision === undefined || risk.review === undefined) return undefined;
  return { ...risk, decision: risk.decision, review: risk.review };
}

/** A doubtful order as people see it. */
export function riskReviewView(
  order: Order,
  content: Pick<OrderContent, 'contact' | 'shippingAddress'>,
  payment: Payment,
  assessment: ReviewedAssessment,
): RiskReviewView {
  const { signals, decision, review } = assessment;
  const { firstApproval, end } = review;
  const customer: Masked = maskedCustomer(content);
  return {
    orderId: order.id,
    number: order.number,
    createdAt: order.createdAt,
    amount: payment.amount,
    currency: payment.currency,
    provider: payment.provider,
    ...(payment.reference !== undefined && { reference: payment.reference }),
    customer,
    score: decision.score,
    rules: decision.rules,
    reasons: decision.reasons.map((rule) => ({ rule, says: inWords(rule) })),
    signals,
    state: review.status,
    since: review.since,
    until: review.until,
    ...(order.holdExpiresAt !== undefined && { holdExpiresAt: order.holdExpiresAt }),
    ...(review.authorizedUntil !== undefined && { authorizedUntil: review.authorizedUntil }),
    unseen: unseenOutcome(assessment),
    needsTwo: needsTwo(assessment),
    ...(firstApproval && {
      firstApproval: { by: firstApproval.by, at: firstApproval.at, reason: firstApproval.reason },
    }),
    ...(end && { decidedBy: end.by, decidedAt: end.at }),
  };
}

/** A rule in words; one of an earlier version, that is no more, by its name. */
function inWords(rule: string): string {
  const rules: Readonly<Record<string, { readonly says: string }>> = riskRules.rules;
  return Object.hasOwn(rules, rule) ? (rules[rule]?.says ?? rule) : rule;
}
