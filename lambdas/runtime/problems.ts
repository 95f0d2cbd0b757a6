/** The problems that any route may answer with: they are about the request, not about what it asks for. */
import type { ProblemType } from './problem.ts';

export const malformedRequest = {
  kind: 'malformed-request',
  status: 400,
  title: 'The request cannot be read',
} as const satisfies ProblemType;
export const invalidIdempotencyKey = {
  kind: 'invalid-idempotency-key',
  status: 400,
  title: 'The Idempotency-Key header is missing or malformed',
} as const satisfies ProblemType;
export const forbidden = {
  kind: 'forbidden',
  status: 403,
  title: 'The access token does not allow this',
} as const satisfies ProblemType;
export const notFound = {
  kind: 'not-found',
  status: 404,
  title: 'There is no such resource',
} as const satisfies ProblemType;
export const preconditionFailed = {
  kind: 'precondition-failed',
  status: 412,
  title: 'It does not stand any more as If-Match says',
} as const satisfies ProblemType;
export const bodyTooLarge = {
  kind: 'body-too-large',
  status: 413,
  title: 'The body is larger than the service accepts',
} as const satisfies ProblemType;
export const unsupportedMediaType = {
  kind: 'unsupported-media-type',
  status: 415,
  title: 'The body must be application/json, in UTF-8',
} as const satisfies ProblemType;
export const idempotencyKeyReused = {
  kind: 'idempotency-key-reused',
  status: 422,
  title: 'The Idempotency-Key was used before with another content',
} as const satisfies ProblemType;
export const tooManyRequests = {
  kind: 'too-many-requests',
  status: 429,
  title: 'That was asked for too often; ask again later',
} as const satisfies ProblemType;
export const serviceUnavailable = {
  kind: 'service-unavailable',
  status: 503,
  title: 'The service is overloaded; repeat later',
} as const satisfies ProblemType;
export const internalError = {
  kind: 'internal-error',
  status: 500,
  title: 'Something went wrong on our side; the request may be repeated safely',
} as const satisfies ProblemType;
