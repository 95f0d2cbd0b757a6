import { audited } from '../audit/audited.ts';
import { getOrder } from '../order-tracking/get-order.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { moveShipment, ParcelMove } from './move-shipment.ts';
import { invalidShipment } from './problems.ts';

/** Route `POST /orders/{orderId}/shipments/{shipmentId}/state`, for staff: where a parcel is; repeating it changes nothing. */
export const handler = http(async (request, caller) => {
  const move = bodyOf(request, ParcelMove, invalidShipment);
  const [id, shipmentId] = [pathParameter(request, 'orderId'), pathParameter(request, 'shipmentId')];
  const asked = { action: 'moveShipment', orderId: id, about: shipmentId, after: { state: move.state } };
  const orderId = await audited(request, caller, asked, () => moveShipment({ id, shipmentId }, move));
  return json(200, await getOrder(caller, orderId));
});
