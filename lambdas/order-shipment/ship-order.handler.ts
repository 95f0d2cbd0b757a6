import { getOrder } from '../order-tracking/get-order.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { shipOrder, wholeOrder } from './ship-order.ts';

/** Route `POST /orders/{orderId}/shipment`: the order has left the warehouse; repeating it changes nothing. */
export const handler = http(async (request, caller) => {
  const orderId = await shipOrder(pathParameter(request, 'orderId'), wholeOrder, {});
  return json(200, await getOrder(caller, orderId));
});
