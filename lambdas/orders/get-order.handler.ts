import { http, json, pathParameter } from '../runtime/http.ts';
import { getOrder } from './get-order.ts';
import { waitPreference } from './wait-preference.ts';

/** Route `GET /orders/{orderId}`: the order with its timeline; `Prefer: wait=20` holds the answer until its status changes. */
export const handler = http(async (request, caller) => {
  const waitSeconds = waitPreference(request.headers.prefer);
  const order = await getOrder(caller, pathParameter(request, 'orderId'), waitSeconds);
  return json(200, order, {
    'cache-control': 'no-store',
    ...(waitSeconds > 0 && { 'preference-applied': `wait=${waitSeconds}` }),
  });
});
