import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { http, json } from '../runtime/http.ts';
import type { HttpRequest } from '../runtime/http-request.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import { wrongParameter } from '../runtime/query-parameter.ts';
import type { Wanted } from './audit-table.ts';
import { listActions } from './list-actions.ts';

/** Route `GET /operations/actions`: who did what, and why. */
export const handler = http(async (request) => {
  const { cursor } = request.queryStringParameters ?? {};
  if (cursor !== undefined && !/^\d{4}-\d\d-\d\dT[\d:.]+Z#[0-9a-f-]{36}$/.test(cursor)) {
    throw wrongParameter('cursor', 'must be the `next` of an earlier page');
  }
  return json(200, await listActions(wantedBy(request), pageLimit(request), cursor), { 'cache-control': 'no-store' });
});

/** @throws Problem malformed-request unless at most one of them is asked for, and can be */
function wantedBy({ queryStringParameters }: HttpRequest): Wanted | undefined {
  const { orderId, who, day } = queryStringParameters ?? {};
  const given = Object.entries({ orderId, who, day }).filter(([, one]) => one !== undefined);
  for (const [name] of given.slice(1))
    throw wrongParameter(name, 'must stand alone: ask for one of orderId, who and day');
  if (orderId !== undefined) {
    const id = OrderId.safeParse(orderId);
    if (!id.success) throw wrongParameter('orderId', 'must be the id of an order');
    return { orderId: id.data };
  }
  if (who !== undefined) {
    if (who === '' || who.length > 255) throw wrongParameter('who', 'must have 1 to 255 characters');
    return { who };
  }
  if (day === undefined) return undefined;
  if (!z.iso.date().safeParse(day).success) throw wrongParameter('day', 'must be a day, such as 2026-11-26');
  return { day };
}
