import { skuParameter } from '../inventory/sku-parameter.ts';
import { bodyOf } from '../runtime/body.ts';
import { http } from '../runtime/http.ts';
import { ConfirmBackInStock, confirmBackInStock } from './confirm-back-in-stock.ts';
import { invalidBackInStockRequest } from './problems.ts';

/** Route `POST /products/{sku}/back-in-stock-confirmations`: it was the shopper who asked; repeating it changes nothing. */
export const handler = http(async (request) => {
  await confirmBackInStock(skuParameter(request), bodyOf(request, ConfirmBackInStock, invalidBackInStockRequest));
  return { statusCode: 202 };
});
