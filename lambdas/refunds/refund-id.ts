import type { OrderId } from '../orders/order.ts';
import { keyedId } from '../runtime/idempotency-key.ts';

/**
 * The namespace (RFC 9562) of the refund ids: that of the order ids, with an order where those have a storefront.
 * Changing it would let a repeated request give money back a second time.
 */
const refundIds = '3c3f5d6e-6a0b-4f0e-9f0c-2f6f0a8b7d15';

/** The id of the refund that is asked for under this key: always the same one, also at the provider. */
export function refundIdFor(orderId: OrderId, idempotencyKey: string): string {
  return keyedId(refundIds, orderId, idempotencyKey);
}
