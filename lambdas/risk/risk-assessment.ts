import * as z from 'zod/mini';
import { RiskSignals } from './risk-signals.ts';

/** What the rules said of an order, of which version they were, and when, ISO 8601 UTC. */
export const RiskDecision = z.object({
  outcome: z.enum(['PASS', 'REVIEW', 'DECLINE']),
  score: z.int(),
  reasons: z.array(z.string()),
  rules: z.string(),
  at: z.string(),
});
export type RiskDecision = Readonly<z.output<typeof RiskDecision>>;

/** How it was decided about a doubtful order. `by`: a person's name, or `provider`, `rules`, `expiry`. */
const ReviewEnd = z.object({ by: z.string(), at: z.string(), reason: z.optional(z.string()) });
export type ReviewEnd = Readonly<z.output<typeof ReviewEnd>>;

/** The first of two people who must approve. */
const FirstApproval = z.object({ who: z.string(), by: z.string(), at: z.string(), reason: z.string() });

/** That an order waits for a decision, or what that was: it is made once. */
export const RiskReview = z.object({
  status: z.enum(['OPEN', 'APPROVED', 'DENIED']),
  since: z.string(),
  /** When it is decided without people, ISO 8601 UTC; the step that waits may end a moment later. */
  until: z.string(),
  /** When its authorisation ends, where the provider tells that. */
  authorizedUntil: z.optional(z.string()),
  firstApproval: z.optional(FirstApproval),
  end: z.optional(ReviewEnd),
});
export type RiskReview = Readonly<z.output<typeof RiskReview>>;

/** In `shadow`, decisions are only recorded; `on`, they hold and decline. */
export const RiskMode = z.enum(['shadow', 'on']);
export type RiskMode = z.output<typeof RiskMode>;

/** What was known of an order, what the rules said, and what people did, as it is kept with the order's payment. */
export const RiskAssessment = z.object({
  mode: RiskMode,
  signals: RiskSignals,
  /** Once the money is there. */
  decision: z.optional(RiskDecision),
  /** Only of a doubtful order, and not in shadow mode. */
  review: z.optional(RiskReview),
});
export type RiskAssessment = Readonly<z.output<typeof RiskAssessment>>;

/** The assessment of a further try to pay, after one that came to nothing: what its provider said was of that one. */
export function assessmentOfFurtherTry({ mode, signals }: RiskAssessment): RiskAssessment {
  const { providerLevel: _level, providerScore: _score, providerReview: _review, ...lasting } = signals;
  return { mode, signals: { ...lasting, declines: (signals.declines ?? 0) + 1 } };
}
