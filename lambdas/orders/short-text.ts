import * as z from 'zod/mini';

/** A text of at least one character that is no space, and at most so many; spaces around it are taken off. */
export function shortText(maxLength: number) {
  return z.string().check(
    z.trim(),
    z.minLength(1, 'must not be empty'),
    z.maxLength(maxLength, `must have at most ${maxLength} characters`),
    // For the OpenAPI document, which knows of no trimming.
    z.meta({ pattern: '\\S' }),
  );
}
