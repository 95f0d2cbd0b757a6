import * as z from 'zod/mini';
import { parcelStates } from '../../lambdas/orders/parcel.ts';

const moment = z.iso.datetime('must be a date and time such as 2026-01-31T09:00:00Z');

/** A parcel of a shop's history: one line of its file. What is more in a line is not looked at. */
export const ParcelOfHistory = z.object({
  /** When it was handed over. */
  at: moment,
  /** By when it was promised. */
  promisedAt: moment,
  /** When it came; absent of one that never did. */
  deliveredAt: z.optional(moment),
  carrier: z.optional(z.string()),
  service: z.optional(z.string()),
  /** ISO 3166-1. */
  country: z.string().check(z.regex(/^[A-Z]{2}$/, 'must be two capitals, such as GB')),
  /** What the carrier said, as the shipments of the API have it. */
  scans: z.optional(z.array(z.object({ at: moment, state: z.enum(parcelStates) }))),
});
export type ParcelOfHistory = Readonly<z.output<typeof ParcelOfHistory>>;

/**
 * The parcels of a file with one JSON object a line, in the order of their hand-over.
 * @throws Error that names the first line that is none, and what is wrong with it
 */
export function readHistory(text: string): readonly ParcelOfHistory[] {
  const parcels = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = ParcelOfHistory.safeParse(jsonOf(line));
    if (parsed.success) return [parsed.data];
    const [issue] = parsed.error.issues;
    throw new Error(`Line ${index + 1}: ${issue?.path.join('.') || 'a line'} ${issue?.message ?? 'is wrong'}.`);
  });
  return parcels.sort((a, b) => (a.at < b.at ? -1 : 1));
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
