import { audited } from '../audit/audited.ts';
import { getOrder } from '../order-tracking/get-order.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { invalidReturn } from './problems.ts';
import { returnItems } from './return-items.ts';
import { ReturnRequest } from './return-request.ts';

/** Route `POST /orders/{orderId}/returns`, for staff: units came back to the warehouse, once per Idempotency-Key. */
export const handler = http(async (request, caller) => {
  const key = idempotencyKeyOf(request);
  const items = bodyOf(request, ReturnRequest, invalidReturn);
  const id = pathParameter(request, 'orderId');
  const { lines, restock, reason } = items;
  const asked = {
    action: 'returnItems',
    orderId: id,
    ...(reason !== undefined && { reason }),
    after: { lines, restock },
  };
  const orderId = await audited(request, caller, asked, () => returnItems({ id, key, by: caller.client }, items));
  return json(200, await getOrder(caller, orderId));
});
