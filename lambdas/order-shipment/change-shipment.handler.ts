import { audited } from '../audit/audited.ts';
import { getOrder } from '../order-tracking/get-order.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { changeShipment, ShipmentChange } from './change-shipment.ts';
import { invalidShipment } from './problems.ts';

/** Route `PATCH /orders/{orderId}/shipments/{shipmentId}`, for staff: another carrier or number; repeating it changes nothing. */
export const handler = http(async (request, caller) => {
  const change = bodyOf(request, ShipmentChange, invalidShipment);
  const [id, shipmentId] = [pathParameter(request, 'orderId'), pathParameter(request, 'shipmentId')];
  const asked = { action: 'changeShipment', orderId: id, about: shipmentId, after: change };
  const orderId = await audited(request, caller, asked, () => changeShipment({ id, shipmentId }, change));
  return json(200, await getOrder(caller, orderId));
});
