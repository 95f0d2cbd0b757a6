import { skuParameter } from '../inventory/sku-parameter.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { changeStockSettings } from './change-stock-settings.ts';
import { invalidStockChange } from './problems.ts';
import { StockSettings } from './stock-settings.ts';
import { stockView } from './stock-view.ts';

/** Route `PATCH /products/{sku}/stock/settings`, for staff: changes how a SKU is kept. */
export const handler = http(async (request, caller) => {
  const settings = bodyOf(request, StockSettings, invalidStockChange);
  return json(200, stockView(await changeStockSettings({ sku: skuParameter(request), by: caller.client }, settings)));
});
