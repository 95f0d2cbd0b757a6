import * as z from 'zod/mini';
import { NamedLines } from '../orders/named-lines.ts';
import { shortText } from '../orders/short-text.ts';

/** The body of `POST /orders/{orderId}/shipments`: without `lines`, all that is still to be shipped. */
export const ShipmentRequest = z.strictObject({
  lines: z.optional(NamedLines),
  carrier: z.optional(shortText(100)),
  service: z.optional(shortText(100)),
  trackingNumber: z.optional(shortText(100)),
});
export type ShipmentRequest = Readonly<z.output<typeof ShipmentRequest>>;
