import { idempotencyKeyOf } from '../orders/idempotency-key.ts';
import { bodyOf, callerOf, http, json, pathParameter } from '../runtime/http.ts';
import { moveStock } from './move-stock.ts';
import { StockMovementRequest } from './stock-movement-request.ts';

/** Route `POST /products/{sku}/stock/movements`, for staff: moves units, once per Idempotency-Key. */
export const handler = http(async (request) => {
  const key = idempotencyKeyOf(request);
  const movement = bodyOf(request, StockMovementRequest, 'invalid-stock-change');
  const by = callerOf(request).storefront;
  return json(200, await moveStock({ sku: pathParameter(request, 'sku'), key, by }, movement));
});
