import { keyedId } from '../runtime/idempotency-key.ts';
import { OrderId } from './order.ts';

/** The namespace (RFC 9562) of the order ids. Changing it would let every repeated request start a second order. */
const orderIds = '3c3f5d6e-6a0b-4f0e-9f0c-2f6f0a8b7d15';

/** The id of the order that a storefront places under this key: always the same one. */
export function orderIdFor(storefront: string, idempotencyKey: string): OrderId {
  return OrderId.parse(keyedId(orderIds, storefront, idempotencyKey));
}
