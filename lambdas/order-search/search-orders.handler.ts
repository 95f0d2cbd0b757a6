import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { findOrders } from './find-orders.ts';
import { OrderSearchRequest } from './order-search-request.ts';
import { invalidSearch } from './problems.ts';

/** Route `POST /operations/search`: the orders that staff look for, of any storefront. */
export const handler = http(async (request) => {
  const { q, ...search } = bodyOf(request, OrderSearchRequest, invalidSearch);
  return json(200, await findOrders({ said: q, ...search }), { 'cache-control': 'no-store' });
});
