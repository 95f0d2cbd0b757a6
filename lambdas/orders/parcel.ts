import * as z from 'zod/mini';

/** The states that news takes a parcel to. */
export const movedParcelStates = [
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'ATTEMPT_FAILED',
  'EXCEPTION',
  'DELIVERED',
  'RETURNED',
  'LOST',
] as const;

/**
 * How a shipment stands with its carrier:
 * - LABEL_CREATED: the carrier has not scanned it yet
 * - IN_TRANSIT: it is on its way
 * - OUT_FOR_DELIVERY: it is with the driver, or waits where it can be fetched
 * - ATTEMPT_FAILED: nobody took it; the carrier tries again, or keeps it to be fetched
 * - EXCEPTION: something holds it up: customs, damage, a wrong address
 * - DELIVERED, RETURNED (to the shop, or on its way there), LOST: its ways to end
 */
export const parcelStates = ['LABEL_CREATED', ...movedParcelStates] as const;
export type ParcelState = (typeof parcelStates)[number];

/** What a carrier said of a parcel, or staff. */
export const Scan = z.object({
  /** ISO 8601 UTC, by the carrier's clock. */
  at: z.string(),
  state: z.enum(parcelStates),
  /** The carrier's words, in its language. */
  message: z.optional(z.string()),
  place: z.optional(z.string()),
  /** That staff said it, not the carrier. */
  by: z.optional(z.literal('STAFF')),
});
export type Scan = Readonly<z.output<typeof Scan>>;

/** How a shipment stands with its carrier, by what that has said. */
export const Parcel = z.object({
  state: z.enum(parcelStates),
  /** Since when it is in this state, ISO 8601 UTC: of one that is DELIVERED, when that was. */
  since: z.string(),
  /** Of when the last news is, ISO 8601 UTC. */
  at: z.string(),
  /** When the carrier expects to deliver it, where it says so: ISO 8601, a day or a moment. */
  estimatedDelivery: z.optional(z.string()),
  /** In the order of time; of a very long way its end. */
  scans: z.readonly(z.array(Scan)),
});
export type Parcel = Readonly<z.output<typeof Parcel>>;
