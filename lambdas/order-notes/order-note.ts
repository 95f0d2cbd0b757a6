import * as z from 'zod/mini';
import { shortText } from '../orders/short-text.ts';

/** The body of `POST /operations/orders/{orderId}/notes`. */
export const NoteRequest = z.strictObject({ text: shortText(2_000) });
export type NoteRequest = Readonly<z.output<typeof NoteRequest>>;

/** What staff noted on an order: for staff only, and never changed. */
export const OrderNote = z.object({
  id: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
  /** Who noted it, as their issuer calls them. */
  by: z.string(),
  text: z.string(),
});
export type OrderNote = Readonly<z.output<typeof OrderNote>>;
