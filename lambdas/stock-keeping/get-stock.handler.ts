import { skuParameter } from '../inventory/sku-parameter.ts';
import { stockTable } from '../inventory/stock-table.ts';
import { http, json } from '../runtime/http.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { stockView } from './stock-view.ts';

/** Route `GET /products/{sku}/stock`, for staff: every figure of a SKU, and how it is kept. */
export const handler = http(async (request) => {
  const stock = await stockTable().find(skuParameter(request));
  if (stock === undefined) throw new Problem(notFound, 'There is no such product in stock keeping.');
  return json(200, stockView(stock), { 'cache-control': 'no-store' });
});
