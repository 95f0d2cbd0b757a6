import { invalidExpectedDelivery, notReschedulable } from '../../delivery-promise/problems.ts';
import { notFound } from '../../runtime/problems.ts';
import { byItsLink, formAnswers } from '../page-forms.ts';
import type { Routes } from '../route.ts';

/** The routes of when orders are expected, and of how carriers keep that. */
export const deliveryPromiseRoutes = {
  rescheduleDelivery: {
    method: 'PUT',
    path: '/orders/{orderId}/expected-delivery',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'delivery-promise/deliveries-api',
    summary: 'Say when an order is to be expected',
    description:
      'As long as it is under way, and twenty times at most. What is left out stays, as far as it is still ahead of `deliverBy`. The order’s `reschedulings` and its timeline say so; where it comes later than before, the customer is told. Repeating it changes nothing.',
    body: 'ExpectedDeliveryChange',
    answers: { 204: { description: 'The order is expected so.' } },
    problems: [invalidExpectedDelivery, notReschedulable, notFound],
  },
  getCarrierScorecard: {
    method: 'GET',
    path: '/operations/carrier-scorecard',
    access: { anyScopeOf: ['staff', 'stock', 'operations'] },
    entry: 'delivery-promise/deliveries-api',
    summary: 'How carriers keep what they say, by country',
    description: 'Of the parcels that left in this month and the two before it, once nothing more is expected of them.',
    answers: { 200: { description: 'Each carrier in each country, most parcels first.', schema: 'CarrierScorecard' } },
  },
  waitFromPage: {
    method: 'POST',
    path: '/o/{token}/wait',
    access: byItsLink,
    entry: 'order-page/wait-from-page',
    summary: 'Say from its page that one waits for a late order',
    description: 'A form of the page. It is noted in the timeline, once for each time that the customer was told.',
    body: 'form',
    answers: formAnswers,
  },
} as const satisfies Routes;
