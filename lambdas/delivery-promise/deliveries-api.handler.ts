import { audited } from '../audit/audited.ts';
import { type Actions, httpActions } from '../runtime/actions.ts';
import { bodyOf } from '../runtime/body.ts';
import { systemClock } from '../runtime/clock.ts';
import { json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { invalidExpectedDelivery } from './problems.ts';
import { ExpectedDeliveryChange, rescheduleDelivery } from './reschedule-delivery.ts';
import { carrierScorecard, lastMonths } from './scorecard.ts';

/** As many months as tell how a carrier does, and not how it did. */
const scoredMonths = 3;

/** What each route does. */
export const actions: Actions = {
  'PUT /orders/{orderId}/expected-delivery': async (request, caller) => {
    const change = bodyOf(request, ExpectedDeliveryChange, invalidExpectedDelivery);
    const orderId = pathParameter(request, 'orderId');
    const asked = { action: 'rescheduleDelivery', orderId, after: change };
    await audited(request, caller, asked, () => rescheduleDelivery(orderId, change));
    return { statusCode: 204 };
  },
  'GET /operations/carrier-scorecard': async () =>
    json(200, await carrierScorecard(lastMonths(systemClock(), scoredMonths))),
};

/** The routes of what is promised of deliveries, and of how carriers keep it. */
export const handler = httpActions(actions);
