import { invalidRiskDecision, reviewNotOpen } from '../../order-risk/problems.ts';
import { notFound } from '../../runtime/problems.ts';
import type { Routes } from '../route.ts';

/** The routes of doubtful orders. */
export const riskRoutes = {
  listRiskReviews: {
    method: 'GET',
    path: '/operations/risk-reviews',
    access: { anyScopeOf: ['approve', 'operations', 'staff'] },
    entry: 'order-risk/list-risk-reviews',
    summary: 'List the doubtful orders that wait for a decision',
    description:
      'With what is known of each, what the rules have found, and how much time is left; the one with the least time first. Their customers are masked.',
    answers: { 200: { description: 'All of them.', schema: 'RiskReviews' } },
  },
  decideRiskReview: {
    method: 'POST',
    path: '/operations/risk-reviews/{orderId}/decision',
    access: { anyScopeOf: ['approve', 'operations', 'staff'] },
    entry: 'order-risk/decide-risk-review',
    summary: 'Approve a doubtful order, or deny it',
    description:
      'Once, whoever comes first. Approved, it is confirmed, and its money taken; from an amount on, two people must approve. Denied, it is rejected with neutral words, its stock released and its money given back. Repeating it changes nothing.',
    body: 'RiskReviewDecision',
    answers: {
      200: {
        description: 'The order as it stands: OPEN while a second person is to approve it.',
        schema: 'RiskReview',
      },
    },
    problems: [invalidRiskDecision, reviewNotOpen, notFound],
  },
} as const satisfies Routes;
