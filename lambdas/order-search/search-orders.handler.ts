import { orderStatuses } from '../orders/order-status.ts';
import { http, json } from '../runtime/http.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import { Problem } from '../runtime/problem.ts';
import { malformedRequest } from '../runtime/problems.ts';
import { findOrders } from './find-orders.ts';

/** Route `GET /operations/search`: the orders that staff look for, of any storefront. */
export const handler = http(async (request) => {
  const { q, status, placedAfter, placedBefore, cursor } = request.queryStringParameters ?? {};
  const said = q?.trim();
  if (said !== undefined && (said === '' || said.length > 255)) {
    throw new Problem(malformedRequest, 'q must have 1 to 255 characters.');
  }
  const found = await findOrders({
    said,
    status: oneOf('status', orderStatuses, status),
    placedAfter: momentIn('placedAfter', placedAfter),
    placedBefore: momentIn('placedBefore', placedBefore),
    limit: pageLimit(request),
    cursor: positionIn(cursor),
  });
  return json(200, found, { 'cache-control': 'no-store' });
});

function oneOf<Value extends string>(name: string, known: readonly Value[], text?: string): Value | undefined {
  const value = known.find((one) => one === text);
  if (text !== undefined && value === undefined) {
    throw new Problem(malformedRequest, `${name} must be one of ${known.join(', ')}.`);
  }
  return value;
}

/** A moment as all our times are written. */
function momentIn(name: string, text?: string): string | undefined {
  if (text === undefined) return undefined;
  const isMoment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const moment = Date.parse(isMoment ? text : '');
  if (Number.isNaN(moment)) {
    throw new Problem(malformedRequest, `${name} must be a day or a moment, such as 2026-11-26T14:00:00Z.`);
  }
  return new Date(moment).toISOString();
}

function positionIn(cursor?: string): string | undefined {
  if (cursor === undefined || /^\d{4}-\d\d-\d\dT[\d:.]+Z#[0-9a-f-]{36}$/.test(cursor)) return cursor;
  throw new Problem(malformedRequest, 'cursor must be the `next` of an earlier page.');
}
