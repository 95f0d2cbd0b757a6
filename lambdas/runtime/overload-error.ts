/**
 * There was no room for it now, or others were at the same thing: nothing was done, and a repeat in a moment may
 * succeed. A route answers it with 503 and Retry-After.
 */
export abstract class OverloadError extends Error {
  abstract override readonly name: string;
}
