import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import { keyedId } from '../runtime/idempotency-key.ts';
import { OrderId } from './order.ts';
import { type OrderNumber, orderNumberAt, orderNumbers } from './order-number.ts';

/** The namespaces (RFC 9562) of the order ids. Changing one would let every repeated request start a second order. */
const orderIds = '7f0b6f1d-8f39-4c57-9c1b-5d0f6f2b9a64';
const formerOrderIds = '3c3f5d6e-6a0b-4f0e-9f0c-2f6f0a8b7d15';

/** Who submits an order, under which key. */
export interface Submission {
  readonly storefront: string;
  readonly idempotencyKey: string;
}

/** The id of the order that has this number. So who knows the number finds the order without an index. */
export function orderIdOf(number: OrderNumber): OrderId {
  return OrderId.parse(uuidv5(number, orderIds));
}

/**
 * The number of a submission's order: always the same one, and nearly always its own. Where others have it already, the
 * submission gets the next one that it may have: after one that is `taken`, two, ….
 */
export function orderNumberFor(submission: Submission, taken = 0): OrderNumber {
  return orderNumberAt(hashOf(submission, taken).readBigUInt64BE() % orderNumbers);
}

/** Tells a submission from others whose orders could have its number. */
export function submissionHash(submission: Submission): string {
  return hashOf(submission).subarray(8, 16).toString('base64url');
}

/** The id that earlier releases gave to the order of a submission: a repeat still meets it. */
export function formerOrderId({ storefront, idempotencyKey }: Submission): OrderId {
  return OrderId.parse(keyedId(formerOrderIds, storefront, idempotencyKey));
}

function hashOf({ storefront, idempotencyKey }: Submission, taken = 0): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([storefront, idempotencyKey, ...(taken > 0 ? [taken] : [])]))
    .digest();
}
