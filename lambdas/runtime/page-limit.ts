import type { HttpRequest } from './http-request.ts';
import { wrongParameter } from './query-parameter.ts';

/** How many entries a page of a list has at most: as many as a caller may ask for, and as one that does not ask gets. */
export const pageLimits = { max: 200, default: 50 } as const;

/** The `limit` of a request. @throws Problem malformed-request */
export function pageLimit({ queryStringParameters }: HttpRequest): number {
  const { limit = String(pageLimits.default) } = queryStringParameters ?? {};
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > pageLimits.max) {
    throw wrongParameter('limit', `must be 1 to ${pageLimits.max}`);
  }
  return Number(limit);
}
