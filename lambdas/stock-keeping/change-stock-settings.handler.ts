import { audited } from '../audit/audited.ts';
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
  const sku = skuParameter(request);
  const asked = { action: 'changeStockSettings', about: sku, after: settings };
  const stock = await audited(request, caller, asked, () => changeStockSettings({ sku, by: caller.client }, settings));
  return json(200, stockView(stock));
});
