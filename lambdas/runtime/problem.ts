import { serviceName } from './service-name.ts';

/**
 * One part of a request that is wrong: a JSON pointer (RFC 6901, as a URI fragment) into the body, or the name of a
 * header or of a parameter of the query, and what is wrong with it.
 */
export interface FieldError {
  readonly pointer?: string;
  readonly header?: string;
  readonly parameter?: string;
  readonly detail: string;
}

/**
 * A type of problem (RFC 9457, section 4): the stable name that its URN ends in, the HTTP status code, and what it is
 * in words. The capability that answers with it declares it in its `problems.ts`, the route's record lists it,
 * docs/problems.md tells callers.
 */
export interface ProblemType {
  readonly kind: string;
  readonly status: number;
  readonly title: string;
}

/** The URI that names a type of problem. */
export function problemUrn({ kind }: Pick<ProblemType, 'kind'>): string {
  return `urn:${serviceName}:problem:${kind}`;
}

/** So many errors are told at most: a body that is wrong all over must not make an answer larger than itself. */
export const maxErrors = 100;

/**
 * An answer that says no, as application/problem+json (RFC 9457). Thrown by the logic of a route, answered by the HTTP
 * stack.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: string;
  readonly status: number;
  readonly title: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    { kind, status, title }: ProblemType,
    detail: string,
    { errors = [], headers = {} }: { errors?: readonly FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.kind = kind;
    this.status = status;
    this.title = title;
    this.errors = errors;
    this.headers = headers;
  }

  /** The problem document. */
  toJSON() {
    return {
      type: problemUrn(this),
      title: this.title,
      status: this.status,
      detail: this.message,
      ...(this.errors.length > 0 && { errors: this.errors.slice(0, maxErrors) }),
      ...(this.errors.length > maxErrors && { moreErrors: this.errors.length - maxErrors }),
    };
  }
}
