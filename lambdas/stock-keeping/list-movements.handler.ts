import * as z from 'zod/mini';
import { movementTable } from '../inventory/movement-table.ts';
import { skuParameter } from '../inventory/sku-parameter.ts';
import { stockTable } from '../inventory/stock-table.ts';
import { cursorOf, endIn } from '../runtime/cursor.ts';
import { http, json } from '../runtime/http.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';

/** The sort key of a movement, at which a page ended. */
const MovementKey = z.string().check(z.regex(/^MOVEMENT#[\x20-\x7e]{1,200}$/));

/** Route `GET /products/{sku}/stock/movements?limit=&cursor=`, for staff: the ledger of a SKU, newest first. */
export const handler = http(async (request) => {
  const limit = pageLimit(request);
  const { cursor } = request.queryStringParameters ?? {};
  const before = cursor === undefined ? undefined : endIn(cursor, MovementKey);
  const sku = skuParameter(request);
  const { movements, next } = await movementTable().page(sku, limit, before);
  // The ledger of what is not kept is as absent as its stock.
  if (movements.length === 0 && (await stockTable().findMain(sku)) === undefined) {
    throw new Problem(notFound, 'There is no such product in stock keeping.');
  }
  return json(200, { movements, ...(next !== undefined && { next: cursorOf(next) }) });
});
