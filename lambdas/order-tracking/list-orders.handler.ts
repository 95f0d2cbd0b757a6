import { http, json } from '../runtime/http.ts';
import { Problem } from '../runtime/problem.ts';
import { malformedRequest } from '../runtime/problems.ts';
import { findByNumber } from './find-by-number.ts';

/** Route `GET /orders?number=`: the order with this number. */
export const handler = http(async (request, caller) => {
  const { number } = request.queryStringParameters ?? {};
  if (number === undefined || number.length > 100) {
    throw new Problem(malformedRequest, 'number must be what the customer says, 100 characters at most.');
  }
  return json(200, await findByNumber(caller, number), { 'cache-control': 'no-store' });
});
