import { skuParameter } from '../inventory/sku-parameter.ts';
import { bodyOf } from '../runtime/body.ts';
import { http } from '../runtime/http.ts';
import { AskBackInStock, askBackInStock } from './ask-back-in-stock.ts';
import { invalidBackInStockRequest } from './problems.ts';

/** Route `POST /products/{sku}/back-in-stock-requests`: a shopper wants to be told; repeating it changes nothing. */
export const handler = http(async (request, { client }) => {
  await askBackInStock(skuParameter(request), bodyOf(request, AskBackInStock, invalidBackInStockRequest), client);
  return { statusCode: 202 };
});
