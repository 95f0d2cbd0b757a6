import { movementTable } from '../inventory/movement-table.ts';
import { skuParameter } from '../inventory/sku-parameter.ts';
import { stockTable } from '../inventory/stock-table.ts';
import { http, json } from '../runtime/http.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import { Problem } from '../runtime/problem.ts';
import { malformedRequest, notFound } from '../runtime/problems.ts';

/** Route `GET /products/{sku}/stock/movements?limit=&cursor=`, for staff: the ledger of a SKU, newest first. */
export const handler = http(async (request) => {
  const limit = pageLimit(request);
  const { cursor } = request.queryStringParameters ?? {};
  const before = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();
  if (before !== undefined && !/^MOVEMENT#[\x20-\x7e]{1,200}$/.test(before)) {
    throw new Problem(malformedRequest, 'cursor must be the `next` of an earlier page.');
  }
  const sku = skuParameter(request);
  const { movements, next } = await movementTable().page(sku, limit, before);
  // The ledger of what is not kept is as absent as its stock.
  if (movements.length === 0 && (await stockTable().findMain(sku)) === undefined) {
    throw new Problem(notFound, 'There is no such product in stock keeping.');
  }
  return json(200, { movements, ...(next && { next: Buffer.from(next).toString('base64url') }) });
});
