import * as z from 'zod/mini';
import { Cancellation } from './cancellation.ts';
import { LineUnits } from './line-counts.ts';
import { Charges, Totals } from './totals.ts';

/** Units of lines that were cancelled before they were shipped: by whom, when and why. */
export const LineCancellation = z.object({
  /** Also the id of the refund by which their money goes back. */
  id: z.string(),
  ...Cancellation.shape,
  lines: z.array(LineUnits),
  /**
   * What the order is charged less for it, by kind; below 0 for what it is charged more, such as shipping that is no
   * longer free. In sum never below 0.
   */
  charges: Charges,
  /** SHA-256 of the request, to tell a repeat from another cancellation under the same Idempotency-Key. */
  requestHash: z.string(),
});
export type LineCancellation = Readonly<z.output<typeof LineCancellation>>;

/** Totals as the storefront stated them anew when lines were cancelled, and by which cancellation. */
export const RestatedTotals = z.object({ by: z.string(), totals: Totals });
export type RestatedTotals = Readonly<z.output<typeof RestatedTotals>>;

/** What of an order says which of its lines were cancelled, one after the other. */
export interface WithLinesCancelled {
  readonly lineCancellations?: readonly LineCancellation[] | undefined;
  readonly restatedTotals?: RestatedTotals | undefined;
}
