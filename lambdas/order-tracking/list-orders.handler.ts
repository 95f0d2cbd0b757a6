import { type OrderStatus, orderStatuses } from '../orders/order-status.ts';
import { http, json } from '../runtime/http.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import { wrongParameter } from '../runtime/query-parameter.ts';
import { findByNumber } from './find-by-number.ts';
import { listOrders } from './list-orders.ts';

/** Route `GET /orders`: the order with a number, or a page of a customer's orders, or of those of a status. */
export const handler = http(async (request, caller) => {
  const { number, customerId, status, cursor } = request.queryStringParameters ?? {};
  for (const [name, text] of Object.entries({ number, customerId })) {
    if (text !== undefined && (text.trim() === '' || text.length > 100)) {
      throw wrongParameter(name, 'must have 1 to 100 characters');
    }
  }
  const orders =
    number === undefined
      ? await listOrders(caller, { customerId, status: statusIn(status), limit: pageLimit(request), cursor })
      : await findByNumber(caller, number);
  return json(200, orders, { 'cache-control': 'no-store' });
});

function statusIn(text: string | undefined): OrderStatus | undefined {
  const status = orderStatuses.find((known) => known === text);
  if (text !== undefined && status === undefined) {
    throw wrongParameter('status', `must be one of ${orderStatuses.join(', ')}`);
  }
  return status;
}
