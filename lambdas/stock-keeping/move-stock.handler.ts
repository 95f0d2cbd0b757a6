import { skuParameter } from '../inventory/sku-parameter.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { moveStock } from './move-stock.ts';
import { invalidStockChange } from './problems.ts';
import { StockMovementRequest } from './stock-movement-request.ts';

/** Route `POST /products/{sku}/stock/movements`, for staff: moves units, once per Idempotency-Key. */
export const handler = http(async (request, caller) => {
  const key = idempotencyKeyOf(request);
  const movement = bodyOf(request, StockMovementRequest, invalidStockChange);
  return json(200, await moveStock({ sku: skuParameter(request), key, by: caller.client }, movement));
});
