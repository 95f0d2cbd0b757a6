import * as z from 'zod/mini';
import { LineUnits } from './line-counts.ts';

/** Units of an order that came back to the warehouse at once. */
export const Return = z.object({
  id: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
  /** Who booked it, as their access token names them. */
  by: z.string(),
  lines: z.array(LineUnits),
  /** Whether they are to be sold again; else they are set aside. */
  restock: z.boolean(),
  reason: z.optional(z.string()),
});
export type Return = Readonly<z.output<typeof Return>>;

/** A return as it is stored: SHA-256 of what was asked for tells a repeat from another one under the same key. */
export const StoredReturn = z.extend(Return, { requestHash: z.string() });
export type StoredReturn = Readonly<z.output<typeof StoredReturn>>;
