import { acceptedOrder } from '../order-tracking/represent-order.ts';
import { OrderRequest } from '../orders/order-request.ts';
import { bodyOf } from '../runtime/body.ts';
import { environment } from '../runtime/environment.ts';
import { http, json } from '../runtime/http.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { invalidOrder } from './problems.ts';
import { submitOrder } from './submit-order.ts';

/** Route `POST /orders`: accepts an order, once per Idempotency-Key. */
export const handler = http(async (request, caller) => {
  const idempotencyKey = idempotencyKeyOf(request);
  const order = bodyOf(request, OrderRequest, invalidOrder);
  const content = await submitOrder({ storefront: caller.client, idempotencyKey }, order);
  return json(202, acceptedOrder(content), { location: `${environment('API_URL')}/orders/${content.id}` });
});
