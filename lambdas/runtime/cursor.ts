import * as z from 'zod/mini';
import { wrongParameter } from './query-parameter.ts';

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
