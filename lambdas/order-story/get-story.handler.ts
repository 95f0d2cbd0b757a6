import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { tellStory } from './tell-story.ts';

/** Route `GET /operations/orders/{orderId}`: all that staff may know of an order, its customer masked. */
export const handler = http(async (request) =>
  json(200, await tellStory(pathParameter(request, 'orderId')), { 'cache-control': 'no-store' }),
);
