import { TimeZone } from '../orders/time-zone.ts';
import { http, json } from '../runtime/http.ts';
import { type HttpRequest, pathParameter } from '../runtime/http-request.ts';
import { wrongParameter } from '../runtime/query-parameter.ts';
import { tellStory } from './tell-story.ts';

/** Route `GET /operations/orders/{orderId}`: all that staff may know of an order, its customer masked. */
export const handler = http(async (request) =>
  json(200, await tellStory(pathParameter(request, 'orderId'), readerOf(request)), { 'cache-control': 'no-store' }),
);

function readerOf({ queryStringParameters: { timeZone } = {} }: HttpRequest) {
  if (timeZone === undefined || TimeZone.safeParse(timeZone).success) return { timeZone };
  throw wrongParameter('timeZone', 'must be an IANA time zone, such as Europe/London');
}
