/** One part of a request that is wrong: a JSON pointer (RFC 6901, as a URI fragment) into the body, or the name of a header, and what is wrong with it. */
export interface FieldError {
  readonly pointer?: string;
  readonly header?: string;
  readonly detail: string;
}

/** Every kind of problem that the API answers with: stable names, documented in docs/problems.md. */
const kinds = {
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  'invalid-idempotency-key': { status: 400, title: 'The Idempotency-Key header is missing or malformed' },
  'invalid-notification': { status: 401, title: 'The notification is not to be believed' },
  forbidden: { status: 403, title: 'The access token does not allow this' },
  'not-found': { status: 404, title: 'There is no such resource' },
  'not-ready': { status: 409, title: 'The record that this refers to is not complete yet; repeat later' },
  'body-too-large': { status: 413, title: 'The body is larger than the service accepts' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json, in UTF-8' },
  'not-cancellable': { status: 409, title: 'The order can no longer be cancelled' },
  'not-shippable': { status: 409, title: 'The order cannot be shipped' },
  'refund-refused': { status: 409, title: 'The payment provider refuses the refund' },
  'stock-conflict': { status: 409, title: 'The stock does not allow this' },
  'invalid-cancellation': { status: 422, title: 'The cancellation is invalid' },
  'invalid-refund': { status: 422, title: 'The refund is invalid' },
  'invalid-stock-change': { status: 422, title: 'The change of stock is invalid' },
  'invalid-back-in-stock-request': { status: 422, title: 'The request to be told is invalid' },
  'invalid-order': { status: 422, title: 'The order is invalid' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used before with another content' },
  'too-many-requests': { status: 429, title: 'That was asked for too often; ask again later' },
  'service-unavailable': { status: 503, title: 'The service is overloaded; repeat later' },
  'internal-error': { status: 500, title: 'Something went wrong on our side; the request may be repeated safely' },
} as const satisfies Record<string, { status: number; title: string }>;

/** The name of a kind of problem. */
export type ProblemKind = keyof typeof kinds;

/** So many errors are told at most: a body that is wrong all over must not make an answer larger than itself. */
export const maxErrors = 100;

/** An answer that says no, as application/problem+json (RFC 9457). Thrown by the logic of a route, answered by the HTTP stack. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: ProblemKind,
    detail: string,
    { errors = [], headers = {} }: { errors?: readonly FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.kind = kind;
    this.errors = errors;
    this.headers = headers;
  }

  /** The HTTP status code of this problem. */
  get status(): number {
    return kinds[this.kind].status;
  }

  /** The problem document. */
  toJSON() {
    return {
      type: `urn:order-confirmation:problem:${this.kind}`,
      title: kinds[this.kind].title,
      status: this.status,
      detail: this.message,
      ...(this.errors.length > 0 && { errors: this.errors.slice(0, maxErrors) }),
      ...(this.errors.length > maxErrors && { moreErrors: this.errors.length - maxErrors }),
    };
  }
}

/** The HTTP status code of a kind of problem. */
export function statusOf(kind: ProblemKind): number {
  return kinds[kind].status;
}
