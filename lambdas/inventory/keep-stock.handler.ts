import { bodyOf, callerOf, http, json, pathParameter } from '../runtime/http.ts';
import { keepStock } from './keep-stock.ts';
import { StockSettings } from './stock-settings.ts';
import { stockView } from './stock-view.ts';

/** Route `PATCH /products/{sku}/stock/settings`, for staff: changes how a SKU is kept. */
export const handler = http(async (request) => {
  const settings = bodyOf(request, StockSettings, 'invalid-stock-change');
  const by = callerOf(request).storefront;
  return json(200, stockView(await keepStock({ sku: pathParameter(request, 'sku'), by }, settings)));
});
