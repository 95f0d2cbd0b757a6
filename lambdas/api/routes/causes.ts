import { invalidCauseAction } from '../../order-causes/problems.ts';
import { malformedRequest, notFound } from '../../runtime/problems.ts';
import type { Routes } from '../route.ts';

/** The routes of why orders did not go well, and of what is done about it. */
export const causeRoutes = {
  getCauses: {
    method: 'GET',
    path: '/operations/causes',
    access: { anyScopeOf: ['staff', 'search'] },
    entry: 'order-causes/causes-api',
    summary: 'See why orders were rejected, cancelled, late, complained about or returned',
    description:
      'Of the orders of the last four weeks that are as old as their kind is counted by (`countedWithinDays`): how many of all it happened to, for which causes, the most frequent first, and by product, method of payment, carrier and step; week by week; and what is done about it, with the rates before and since. Counted anew every night.',
    parameters: ['causeKind'],
    answers: { 200: { description: 'The causes of this kind.', schema: 'CauseOverview' } },
    problems: [malformedRequest],
  },
  getRatings: {
    method: 'GET',
    path: '/operations/ratings',
    access: { anyScopeOf: ['staff', 'search'] },
    entry: 'order-ratings/get-ratings',
    summary: 'See how customers rate their orders',
    description: 'The mean of one to five stars with what it may be, by week, product and carrier.',
    answers: { 200: { description: 'Of the last twelve weeks.', schema: 'RatingOverview' } },
  },
  noteCauseAction: {
    method: 'POST',
    path: '/operations/cause-actions',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-causes/causes-api',
    summary: 'Note what is done against a cause, by whom, since when',
    description:
      'Once per Idempotency-Key. What comes of it is in the answer of `GET /operations/causes` from then on.',
    parameters: ['Idempotency-Key'],
    body: 'CauseActionRequest',
    answers: { 201: { description: 'What is done.', schema: 'CauseAction' } },
    problems: [invalidCauseAction],
  },
  closeCauseAction: {
    method: 'POST',
    path: '/operations/cause-actions/{actionId}/closure',
    access: { anyScopeOf: ['staff', 'operations'] },
    entry: 'order-causes/causes-api',
    summary: 'Say that what was done against a cause is over, and what came of it',
    description: 'Its effect is measured until then. Repeating it changes nothing.',
    body: 'CauseActionClosure',
    answers: { 200: { description: 'What was done.', schema: 'CauseAction' } },
    problems: [invalidCauseAction, notFound],
  },
} as const satisfies Routes;
