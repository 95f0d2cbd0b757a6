import { audited } from '../audit/audited.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { invalidReveal } from './problems.ts';
import { RevealRequest, revealCustomer } from './reveal-customer.ts';

/** Route `POST /operations/orders/{orderId}/reveal`: who the customer is, recorded ahead of saying it. */
export const handler = http(async (request, caller) => {
  const { reason } = bodyOf(request, RevealRequest, invalidReveal);
  const orderId = pathParameter(request, 'orderId');
  const asked = { action: 'revealCustomer', orderId, reason };
  return json(200, await audited(request, caller, asked, () => revealCustomer(orderId)), {
    'cache-control': 'no-store',
  });
});
