import { getOrder } from '../order-tracking/get-order.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { cancelOrder } from './cancel-order.ts';
import { CancellationRequest } from './cancellation-request.ts';
import { invalidCancellation } from './problems.ts';

/** Route `POST /orders/{orderId}/cancellation`: calls an order off; repeating it changes nothing. */
export const handler = http(async (request, caller) => {
  const cancellation = bodyOf(request, CancellationRequest, invalidCancellation);
  const orderId = await cancelOrder(caller, pathParameter(request, 'orderId'), cancellation);
  return json(200, await getOrder(caller, orderId));
});
