import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { HttpRequest } from './http-request.ts';
import { Problem } from './problem.ts';
import { idempotencyKeyReused, invalidIdempotencyKey } from './problems.ts';

const characters = '[A-Za-z0-9_.:/+=@-]{1,255}';

/**
 * What the header may hold: the key, bare or as a quoted string (draft-ietf-httpapi-idempotency-key-header-06, a
 * structured field).
 */
export const idempotencyKeyPattern = `^(?:(${characters})|"(${characters})")$`;

/**
 * The Idempotency-Key of a request, bare or quoted. API Gateway joins a repeated header with commas, which a key cannot
 * hold.
 * @throws Problem invalid-idempotency-key when it is missing, malformed or sent more than once
 */
export function idempotencyKeyOf(request: HttpRequest): string {
  const header = request.headers['idempotency-key']?.trim();
  const error = (detail: string) =>
    new Problem(invalidIdempotencyKey, detail, { errors: [{ header: 'Idempotency-Key', detail }] });
  if (header === undefined || header === '') {
    throw error(
      'Send the header Idempotency-Key with a value of your own that is unique to this request, such as a UUID.',
    );
  }
  const [, bare, quoted] = new RegExp(idempotencyKeyPattern).exec(header) ?? [];
  const key = bare ?? quoted;
  if (key === undefined) {
    throw error('Send exactly one Idempotency-Key: 1 to 255 letters, digits and . : / + = @ _ - characters.');
  }
  return key;
}

/**
 * The id (UUIDv5, RFC 9562) of what is done under a key, which is unique to its owner: always the same one, so that a
 * repeat meets what the first request did.
 */
export function keyedId(namespace: string, owner: string, idempotencyKey: string): string {
  return uuidv5(JSON.stringify([owner, idempotencyKey]), namespace);
}

/** The refusal of a request whose key stands for something else. */
export function keyReused(standsFor: string): Problem {
  return new Problem(idempotencyKeyReused, `This Idempotency-Key stands for ${standsFor}.`, {
    errors: [{ header: 'Idempotency-Key', detail: 'use a new key for a new request' }],
  });
}

/** SHA-256 of what is asked for under a key, to tell a repeat from another request under the same one. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
