import * as z from 'zod/mini';
import { LineUnits } from './line-counts.ts';

/** What of an order has left the warehouse at once, and with whom. */
export const Shipment = z.object({
  id: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
  lines: z.array(LineUnits),
  carrier: z.optional(z.string()),
  trackingNumber: z.optional(z.string()),
});
export type Shipment = Readonly<z.output<typeof Shipment>>;

/** A shipment as it is stored: SHA-256 of what was asked for tells a repeat from another one under the same key. */
export const StoredShipment = z.extend(Shipment, { requestHash: z.string() });
export type StoredShipment = Readonly<z.output<typeof StoredShipment>>;
