import * as z from 'zod/mini';
import { cancellationReasons } from '../orders/cancellation-reason.ts';
import { GivenTotals } from '../orders/given-totals.ts';
import { shortText } from '../orders/short-text.ts';
import { type Charges, maxTotal } from '../orders/totals.ts';
import { wholeNumber } from '../orders/whole-number.ts';

/** Units of a line that are called off; without `quantity` all that are still to be shipped. */
const CancelledLine = z.strictObject({ line: wholeNumber(1_000), quantity: z.optional(wholeNumber(1_000_000)) });

/** What goes back for them, in place of what they come to. */
const StatedRefund = z.strictObject({
  items: z.optional(wholeNumber(maxTotal)),
  shipping: z.optional(wholeNumber(maxTotal)),
  fees: z.optional(wholeNumber(maxTotal)),
  tax: z.optional(wholeNumber(maxTotal)),
} satisfies { readonly [kind in keyof Charges]: unknown });

/** The body of `POST /orders/{orderId}/cancellation`: calls off the order, or the `lines` that it names. */
export const CancellationRequest = z
  .strictObject({
    reason: z.enum(cancellationReasons),
    text: z.optional(shortText(500)),
    lines: z.optional(
      z
        .array(CancelledLine)
        .check(z.minLength(1, 'must name at least one line'), z.maxLength(99, 'must name at most 99 lines')),
    ),
    totals: z.optional(GivenTotals),
    refund: z.optional(StatedRefund),
  })
  .check(
    z.refine(({ reason, text }) => reason !== 'OTHER' || text !== undefined, {
      error: 'OTHER needs a text',
      path: ['text'],
    }),
    z.refine(({ lines, totals }) => lines !== undefined || totals === undefined, {
      error: 'is for a cancellation of lines',
      path: ['totals'],
    }),
    z.refine(({ lines, totals, refund }) => refund === undefined || (lines !== undefined && totals === undefined), {
      error: 'is for a cancellation of lines without totals',
      path: ['refund'],
    }),
    z.meta({ not: { properties: { reason: { const: 'OTHER' }, text: false } } }),
  );
export type CancellationRequest = Readonly<z.output<typeof CancellationRequest>>;

/** A request that names lines. */
export type LinesCancellationRequest = CancellationRequest & {
  readonly lines: NonNullable<CancellationRequest['lines']>;
};

/** True for a request that names lines. */
export function namesLines(request: CancellationRequest): request is LinesCancellationRequest {
  return request.lines !== undefined;
}
