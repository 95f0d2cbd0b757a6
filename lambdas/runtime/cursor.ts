import * as z from 'zod/mini';
import { wrongParameter } from './query-parameter.ts';

/** A text in a key, as a cursor may name it: what no key can be (empty, above 1,024 bytes), DynamoDB would refuse. */
export const KeyText = z.string().check(z.regex(/^[\x20-\x7e]{1,300}$/));

/** The `next` of a page that ended there. */
export function cursorOf(end: unknown): string {
  return Buffer.from(JSON.stringify(end)).toString('base64url');
}

/**
 * Where the page before ended, by its `next`.
 * @throws Problem malformed-request
 */
export function endIn<Schema extends z.core.$ZodType>(cursor: string, schema: Schema): z.output<Schema> {
  const refused = wrongParameter('cursor', 'must be the `next` of an earlier page');
  try {
    const end = z.safeParse(schema, JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (end.success) return end.data;
  } catch {
    throw refused;
  }
  throw refused;
}
