import * as z from 'zod/mini';
import { NamedLines } from '../orders/named-lines.ts';
import { shortText } from '../orders/short-text.ts';

/** The body of `POST /orders/{orderId}/returns`. */
export const ReturnRequest = z.strictObject({
  lines: NamedLines,
  restock: z._default(z.boolean('must be true or false'), false),
  reason: z.optional(shortText(200)),
});
export type ReturnRequest = Readonly<z.output<typeof ReturnRequest>>;
