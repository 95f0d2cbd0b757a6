import * as z from 'zod/mini';
import { shortText } from './short-text.ts';
import { creditTypes, maxTotal, roundedBy, roundingModes } from './totals.ts';
import { wholeNumber } from './whole-number.ts';

/** What a discount or a tax is on: JSON pointers (RFC 6901) into the order. */
const on = z.optional(
  z
    .array(
      z
        .string()
        .check(
          z.regex(
            /^\/(?:lines\/(?:0|[1-9]\d{0,2})|totals\/shipping|totals\/fees\/\d)$/,
            'must point to a line, such as /lines/0, to /totals/shipping, or to a fee, such as /totals/fees/0',
          ),
        ),
    )
    .check(z.minLength(1, 'must have at least one pointer'), z.maxLength(1_000, 'must have at most 1,000 pointers')),
);

/** Totals as a storefront states them. */
export const GivenTotals = z.strictObject({
  subtotal: amount(),
  discounts: z.optional(
    some(100, z.strictObject({ title: shortText(100), code: z.optional(shortText(50)), amount: amount(1), on })),
  ),
  shipping: z.optional(z.strictObject({ method: shortText(50), title: shortText(100), amount: amount() })),
  fees: z.optional(some(10, z.strictObject({ title: shortText(100), amount: amount(1) }))),
  tax: z.optional(
    z.strictObject({
      included: z.boolean(),
      roundedBy: z.enum(roundedBy),
      roundingMode: z._default(z.enum(roundingModes), 'HALF_UP'),
      breakdown: some(
        20,
        z.strictObject({
          title: shortText(100),
          rate: z
            .string()
            .check(z.regex(/^\d{1,3}(?:\.\d{1,4})?$/, 'must be a percentage with at most 4 decimals, such as "8.875"')),
          amount: amount(),
          on,
        }),
      ),
    }),
  ),
  credits: z.optional(
    some(20, z.strictObject({ type: z.enum(creditTypes), reference: shortText(100), amount: amount(1) })),
  ),
  due: amount(),
});

function amount(min = 0) {
  return wholeNumber(maxTotal, min);
}

function some<Item extends z.ZodMiniType>(max: number, item: Item) {
  return z
    .array(item)
    .check(z.minLength(1, 'must have at least one entry'), z.maxLength(max, `must have at most ${max} entries`));
}
