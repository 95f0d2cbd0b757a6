import * as z from 'zod/mini';
import { orderStatuses } from '../orders/order-status.ts';
import { pageLimits } from '../runtime/page-limit.ts';

/** A day, or a moment with its zone; read as ISO 8601 UTC, as all our times are written. */
const Moment = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) =>
          /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text) &&
          !Number.isNaN(Date.parse(text)),
        'must be a day or a moment, such as 2026-11-26T14:00:00Z',
      ),
    ),
  z.transform((text) => new Date(text).toISOString()),
);

/** The body of `POST /operations/search`. */
export const OrderSearchRequest = z.strictObject({
  q: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(255))),
  status: z.optional(z.enum(orderStatuses)),
  placedAfter: z.optional(Moment),
  placedBefore: z.optional(Moment),
  limit: z._default(z.int().check(z.gte(1), z.lte(pageLimits.max)), pageLimits.default),
  cursor: z.optional(
    z.string().check(z.regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z#[0-9a-f-]{36}$/, 'must be the `next` of an earlier page')),
  ),
});
export type OrderSearchRequest = Readonly<z.output<typeof OrderSearchRequest>>;
