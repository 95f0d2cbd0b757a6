import { bodyOf, callerOf, http, json, pathParameter } from '../runtime/http.ts';
import { keepSettings, StockSettings } from './stock-settings.ts';

/** Route `PUT /products/{sku}/stock/settings`: how a SKU is kept; repeating it changes nothing. */
export const handler = http(async (request) => {
  const settings = bodyOf(request, StockSettings, 'invalid-stock-settings');
  return json(200, await keepSettings(pathParameter(request, 'sku'), settings, callerOf(request).storefront));
});
