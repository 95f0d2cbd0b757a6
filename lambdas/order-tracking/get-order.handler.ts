import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { awaitChange } from './await-change.ts';
import { delayOf } from './delay.ts';
import { getOrder } from './get-order.ts';
import { waitPreference } from './wait-preference.ts';

/**
 * Route `GET /orders/{orderId}`: the order with its timeline. `Prefer: wait=20` holds the answer until its status
 * changes, as long as there is room; `Preference-Applied` says whether there was.
 */
export const handler = http(async (request, caller) => {
  const waitSeconds = waitPreference(request.headers.prefer);
  const orderId = pathParameter(request, 'orderId');
  const hasWaited = waitSeconds > 0 && (await awaitChange(caller, orderId, waitSeconds));
  return json(200, await getOrder(caller, orderId, delayOf), {
    'cache-control': 'no-store',
    ...(hasWaited && { 'preference-applied': `wait=${waitSeconds}` }),
  });
});
