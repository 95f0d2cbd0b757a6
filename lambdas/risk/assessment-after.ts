import { decideRisk, type RiskRules } from './decide-risk.ts';
import type { ReviewEnd, RiskAssessment, RiskReview } from './risk-assessment.ts';
import { riskRules } from './risk-rules.ts';
import type { ProviderRisk } from './risk-signals.ts';

/** What has come of a payment that bears on the risk. */
export interface RiskNews {
  readonly isPaid: boolean;
  readonly provider?: ProviderRisk | undefined;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Until when the order can wait; and until when what is authorised for it can be captured, where that is known. */
  readonly until: string;
  readonly authorizedUntil?: string | undefined;
}

/**
 * The assessment after news of the payment: the rules decide once, when the money is there; the provider's people end a
 * review that is open. The same news twice change nothing.
 */
export function assessmentAfter(
  assessment: RiskAssessment,
  { isPaid, provider, at, until, authorizedUntil }: RiskNews,
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
  const review: RiskReview = {
    ...{ status: 'OPEN', since: at },
    until: sooner(until > at ? until : at, authorizedUntil),
    ...(authorizedUntil !== undefined && { authorizedUntil }),
  };
  const doubtful = { ...known, decision, review };
  return outcome === 'DECLINE' ? ended(doubtful, 'DENIED', { by: 'rules', at }) : doubtful;
}

/** When it is decided without people: an authorisation that ends first ends the wait too. */
export function sooner(until: string, authorizedUntil: string | undefined): string {
  return authorizedUntil !== undefined && authorizedUntil < until ? authorizedUntil : until;
}

/** The assessment with its review decided, if that is open: whoever comes first decides. */
export function ended(assessment: RiskAssessment, status: 'APPROVED' | 'DENIED', end: ReviewEnd): RiskAssessment {
  const { review } = assessment;
  return review?.status === 'OPEN' ? { ...assessment, review: { ...review, status, end } } : assessment;
}

/** The assessment once an order can wait no longer: an open review is decided by what the order is worth. */
export function endedByExpiry(assessment: RiskAssessment, at: string, rules: RiskRules = riskRules): RiskAssessment {
  return ended(assessment, unseenOutcome(assessment, rules), { by: 'expiry', at });
}

/** What becomes of a doubtful order that nobody looks at in time. */
export function unseenOutcome({ signals }: RiskAssessment, rules: RiskRules = riskRules): 'APPROVED' | 'DENIED' {
  return (signals.worth ?? Number.POSITIVE_INFINITY) < rules.approveUnseenBelow ? 'APPROVED' : 'DENIED';
}

/** Whether two people must approve it. */
export function needsTwo({ signals }: RiskAssessment, rules: RiskRules = riskRules): boolean {
  return (signals.worth ?? Number.POSITIVE_INFINITY) >= rules.secondPersonFrom;
}
