import { TimeZone } from '../orders/time-zone.ts';
import { http, json } from '../runtime/http.ts';
import { type HttpRequest, pathParameter } from '../runtime/http-request.ts';
import { Problem } from '../runtime/problem.ts';
import { malformedRequest } from '../runtime/problems.ts';
import { tellStory } from './tell-story.ts';

/** Route `GET /operations/orders/{orderId}`: all that staff may know of an order, its customer masked. */
export const handler = http(async (request) =>
  json(200, await tellStory(pathParameter(request, 'orderId'), readerOf(request)), { 'cache-control': 'no-store' }),
);

function readerOf({ queryStringParameters: { timeZone } = {} }: HttpRequest) {
  if (timeZone === undefined || TimeZone.safeParse(timeZone).success) return { timeZone };
  throw new Problem(malformedRequest, 'timeZone must be an IANA time zone, such as Europe/London.');
}
