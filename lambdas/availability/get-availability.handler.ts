import { skuParameter } from '../inventory/sku-parameter.ts';
import { availabilityOf } from '../inventory/stock.ts';
import { stockTable } from '../inventory/stock-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { http, json } from '../runtime/http.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';

/** Route `GET /products/{sku}/availability`: the units that may be promised now. */
export const handler = http(async (request) => {
  const sku = skuParameter(request);
  const stock = await stockTable().find(sku);
  if (stock === undefined) throw new Problem(notFound, 'There is no such product in stock keeping.');
  return json(200, availabilityOf(stock, systemClock()), { 'cache-control': 'no-store' });
});
