import * as z from 'zod/mini';
import { shortText } from '../orders/short-text.ts';
import { wholeNumber } from '../orders/whole-number.ts';

/** The body of `POST /orders/{orderId}/shipments`: without `lines`, all that is still to be shipped. */
export const ShipmentRequest = z.strictObject({
  lines: z.optional(
    z
      .array(z.strictObject({ line: wholeNumber(1_000), quantity: wholeNumber(1_000_000) }))
      .check(z.minLength(1, 'must have at least one line'), z.maxLength(1_000, 'must have at most 1,000 lines')),
  ),
  carrier: z.optional(shortText(100)),
  trackingNumber: z.optional(shortText(100)),
});
export type ShipmentRequest = Readonly<z.output<typeof ShipmentRequest>>;
