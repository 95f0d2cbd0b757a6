import * as z from 'zod/mini';
import { LineUnits } from './line-counts.ts';
import { Parcel } from './parcel.ts';

/** What of an order has left the warehouse at once, and with whom. */
export const Shipment = z.object({
  id: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
  lines: z.array(LineUnits),
  carrier: z.optional(z.string()),
  /** What the carrier was asked for, in its words: Express. */
  service: z.optional(z.string()),
  trackingNumber: z.optional(z.string()),
  /** How it stands with its carrier; absent until there is news of it (`carriers/parcel-status.ts`). */
  parcel: z.optional(Parcel),
});
export type Shipment = Readonly<z.output<typeof Shipment>>;

/** A shipment as it is stored: SHA-256 of what was asked for tells a repeat from another one under the same key. */
export const StoredShipment = z.extend(Shipment, {
  requestHash: z.string(),
  /** Counts what changed of its label and its parcel; each change is written only over what it was made from. */
  changes: z.optional(z.int()),
  /** How often its carrier or number was corrected: from then on it is another parcel. */
  corrections: z.optional(z.int()),
});
export type StoredShipment = Readonly<z.output<typeof StoredShipment>>;
