import type { HttpRequest } from '../runtime/http-request.ts';
import { wrongParameter } from '../runtime/query-parameter.ts';

/** Where the page of stock before ended, as a request names it: a SKU, or a shard of one. @throws Problem malformed-request */
export function stockCursor({ queryStringParameters }: HttpRequest): string | undefined {
  const { cursor } = queryStringParameters ?? {};
  if (cursor !== undefined && !/^[^#]{1,64}(?:#\d{1,2})?$/u.test(cursor)) {
    throw wrongParameter('cursor', 'must be the `next` of an earlier page');
  }
  return cursor;
}
