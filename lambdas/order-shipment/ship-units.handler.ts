import { audited } from '../audit/audited.ts';
import { getOrder } from '../order-tracking/get-order.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { invalidShipment } from './problems.ts';
import { shipOrder } from './ship-order.ts';
import { ShipmentRequest } from './shipment-request.ts';

/** Route `POST /orders/{orderId}/shipments`, for staff: units have left the warehouse, once per Idempotency-Key. */
export const handler = http(async (request, caller) => {
  const key = idempotencyKeyOf(request);
  const shipment = bodyOf(request, ShipmentRequest, invalidShipment);
  const id = pathParameter(request, 'orderId');
  const asked = { action: 'shipUnits', orderId: id, after: shipment };
  const orderId = await audited(request, caller, asked, () => shipOrder(id, key, shipment));
  return json(200, await getOrder(caller, orderId));
});
