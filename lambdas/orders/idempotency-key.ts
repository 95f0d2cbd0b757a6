import { v5 as uuidv5 } from 'uuid';
import type { HttpRequest } from '../runtime/http.ts';
import { Problem } from '../runtime/problem.ts';
import { OrderId } from './order.ts';

/** The namespace (RFC 9562) of the order ids. Changing it would let every repeated request start a second order. */
const orderIds = '3c3f5d6e-6a0b-4f0e-9f0c-2f6f0a8b7d15';

const characters = '[A-Za-z0-9_.:/+=@-]{1,255}';

/** What the header may hold: the key, bare or as a quoted string (draft-ietf-httpapi-idempotency-key-header-06, a structured field). */
export const idempotencyKeyPattern = `^(?:(${characters})|"(${characters})")$`;

/**
 * The Idempotency-Key of a request, bare or quoted. API Gateway joins a repeated header with commas, which a key cannot hold.
 * @throws Problem invalid-idempotency-key when it is missing, malformed or sent more than once
 */
export function idempotencyKeyOf(request: HttpRequest): string {
  const header = request.headers['idempotency-key']?.trim();
  const error = (detail: string) =>
    new Problem('invalid-idempotency-key', detail, { errors: [{ header: 'Idempotency-Key', detail }] });
  if (header === undefined || header === '') {
    throw error(
      'Send the header Idempotency-Key with a value of your own that is unique to this order, such as a UUID.',
    );
  }
  const [, bare, quoted] = new RegExp(idempotencyKeyPattern).exec(header) ?? [];
  const key = bare ?? quoted;
  if (key === undefined) {
    throw error('Send exactly one Idempotency-Key: 1 to 255 letters, digits and . : / + = @ _ - characters.');
  }
  return key;
}

/** The id of the order that a storefront places under this key: always the same one. */
export function orderIdFor(storefront: string, idempotencyKey: string): OrderId {
  return OrderId.parse(uuidv5(JSON.stringify([storefront, idempotencyKey]), orderIds));
}
