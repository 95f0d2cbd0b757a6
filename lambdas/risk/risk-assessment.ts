import * as z from 'zod/mini';
import { decideRisk, type RiskRules } from './decide-risk.ts';
import { riskRules } from './risk-rules.ts';
import { type ProviderRisk, RiskSignals } from './risk-signals.ts';

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

/** The first of two people who must approve. */
const FirstApproval = z.object({ who: z.string(), by: z.string(), at: z.string(), reason: z.string() });

/** That an order waits for a decision, or what that was: it is made once. */
export const RiskReview = z.object({
  status: z.enum(['OPEN', 'APPROVED', 'DENIED']),
  since: z.string(),
  /** When it is decided without people, ISO 8601 UTC; the step that waits may end a moment later. */
  until: z.string(),
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

/** What has come of a payment that bears on the risk. */
export interface RiskNews {
  readonly isPaid: boolean;
  readonly provider?: ProviderRisk | undefined;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Until when the order can wait. */
  readonly until: string;
}

/**
 * The assessment after news of the payment: the rules decide once, when the money is there; the provider's people end a
 * review that is open. The same news twice change nothing.
 */
export function assessmentAfter(
  assessment: RiskAssessment,
  { isPaid, provider, at, until }: RiskNews,
  rules: RiskRules = riskRules,
): RiskAssessment {
  const signals = { ...assessment.signals, ...provider };
  const known = { ...assessment, signals };
  if (assessment.decision !== undefined) {
    const { providerReview } = signals;
    const isDecided = providerReview === 'APPROVED' || providerReview === 'DENIED';
    return isDecided ? ended(known, providerReview, { by: 'provider', at }) : known;
  }
  if (!isPaid) return known;
  const { outcome, score, reasons } = decideRisk(signals, rules);
  const decision = { outcome, score, reasons: [...reasons], rules: rules.version, at };
  if (outcome === 'PASS' || assessment.mode === 'shadow') return { ...known, decision };
  const review: RiskReview = { status: 'OPEN', since: at, until: until > at ? until : at };
  const doubtful = { ...known, decision, review };
  return outcome === 'DECLINE' ? ended(doubtful, 'DENIED', { by: 'rules', at }) : doubtful;
}

/** The assessment with its review decided, if that is open: whoever comes first decides. */
export function ended(
  assessment: RiskAssessment,
  status: 'APPROVED' | 'DENIED',
  end: z.output<typeof ReviewEnd>,
): RiskAssessment {
  const { review } = assessment;
  return review?.status === 'OPEN' ? { ...assessment, review: { ...review, status, end } } : assessment;
}

/** The assessment once an order can wait no longer: an open review is decided by the amount. */
export function endedByExpiry(assessment: RiskAssessment, at: string, rules: RiskRules = riskRules): RiskAssessment {
  return ended(assessment, unseenOutcome(assessment, rules), { by: 'expiry', at });
}

/** What becomes of a doubtful order that nobody looks at in time. */
export function unseenOutcome({ signals }: RiskAssessment, rules: RiskRules = riskRules): 'APPROVED' | 'DENIED' {
  return signals.amount < rules.approveUnseenBelow ? 'APPROVED' : 'DENIED';
}

/** Whether two people must approve it. */
export function needsTwo({ signals }: RiskAssessment, rules: RiskRules = riskRules): boolean {
  return signals.amount >= rules.secondPersonFrom;
}

/** The assessment of a further try to pay, after one that came to nothing: what its provider said was of that one. */
export function assessmentOfFurtherTry({ mode, signals }: RiskAssessment): RiskAssessment {
  const { providerLevel: _level, providerScore: _score, providerReview: _review, ...lasting } = signals;
  return { mode, signals: { ...lasting, declines: (signals.declines ?? 0) + 1 } };
}
