import { audited } from '../audit/audited.ts';
import { getOrder } from '../order-tracking/get-order.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { shipOrder, wholeOrder } from './ship-order.ts';

/** Route `POST /orders/{orderId}/shipment`: the order has left the warehouse; repeating it changes nothing. */
export const handler = http(async (request, caller) => {
  const id = pathParameter(request, 'orderId');
  const orderId = await audited(request, caller, { action: 'shipOrder', orderId: id }, () =>
    shipOrder(id, wholeOrder, {}),
  );
  return json(200, await getOrder(caller, orderId));
});
