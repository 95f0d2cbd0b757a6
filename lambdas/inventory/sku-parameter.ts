import { Sku } from '../orders/sku.ts';
import { type HttpRequest, pathParameter } from '../runtime/http-request.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';

/**
 * The SKU that a route's path names. What cannot be a SKU is not looked up: as a key of a table it may be too long.
 * @throws Problem not-found
 */
export function skuParameter(request: HttpRequest): string {
  const sku = Sku.safeParse(pathParameter(request, 'sku'));
  if (!sku.success) throw new Problem(notFound, 'There is no such product.');
  return sku.data;
}
