import { audited } from '../audit/audited.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { decideRiskReview } from './decide-risk-review.ts';
import { invalidRiskDecision } from './problems.ts';
import { RiskReviewDecision, type RiskReviewView } from './risk-review-view.ts';

/** Route `POST /operations/risk-reviews/{orderId}/decision`: approves a doubtful order, or denies it. */
export const handler = http(async (request, caller) => {
  const decision = bodyOf(request, RiskReviewDecision, invalidRiskDecision);
  const orderId = pathParameter(request, 'orderId');
  const { approve, reason } = decision;
  const asked = { action: 'decideRiskReview', orderId, reason, after: { approve } };
  const decided = await audited(request, caller, asked, () => decideRiskReview(caller, orderId, decision), {
    detailOf: ({ state, score, rules, reasons }: RiskReviewView) =>
      `${state}; score ${score} by rules ${rules}: ${reasons.map(({ rule }) => rule).join(', ')}`,
  });
  return json(200, decided);
});
