import { audited } from '../audit/audited.ts';
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
  const sku = skuParameter(request);
  const { reference } = movement;
  const asked = {
    action: 'moveStock',
    about: sku,
    ...(reference !== undefined && { reason: reference }),
    after: movement,
  };
  return json(200, await audited(request, caller, asked, () => moveStock({ sku, key, by: caller.client }, movement)));
});
