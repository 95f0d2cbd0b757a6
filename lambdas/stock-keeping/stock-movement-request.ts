import * as z from 'zod/mini';
import { movementReasons } from '../inventory/movement.ts';
import { shortText } from '../orders/short-text.ts';

const maxUnits = 1_000_000_000;
const units = z.int('must be a whole number').check(z.gte(1, 'must be 1 or more'), z.lte(maxUnits, 'is too many'));
/** What every movement may say besides. */
const Besides = z.object({
  /** What staff note: a delivery note's number, a name of a list. */
  reference: z.optional(shortText(200)),
  /** That a very large number of units is meant as it stands. */
  confirmed: z.optional(z.literal(true, 'must be true, or left out')),
});

/** Units came into the warehouse. */
const Receive = z.strictObject({
  type: z.literal('receive'),
  quantity: units,
  reason: z._default(z.enum(['PURCHASE', 'RETURN', 'FOUND']), 'PURCHASE'),
  ...Besides.shape,
});

const change = z.int('must be a whole number').check(z.gte(-maxUnits, 'is too many'), z.lte(maxUnits, 'is too many'));
const adjust = z.literal('adjust');

/** The book was wrong, or units are gone: the reason says which way it goes. */
const Adjust = z.discriminatedUnion('reason', [
  z.strictObject({
    type: adjust,
    reason: z.enum(['LOST', 'STOLEN', 'DAMAGED', 'EXPIRED']),
    change: change.check(z.lte(-1, 'must be below 0: with this reason units are gone')),
    ...Besides.shape,
  }),
  z.strictObject({
    type: adjust,
    reason: z.literal('FOUND'),
    change: change.check(z.gte(1, 'must be above 0: with this reason units are there')),
    ...Besides.shape,
  }),
  z.strictObject({
    type: adjust,
    reason: z.literal('CORRECTION'),
    change: change.check(
      z.refine((by) => by !== 0, 'must not be 0'),
      z.meta({ not: { const: 0 } }),
    ),
    ...Besides.shape,
  }),
]);

/** Units stay in the warehouse, but are no longer to be sold. */
const SetAside = z.strictObject({
  type: z.literal('set-aside'),
  quantity: units,
  reason: z.enum(['DAMAGED', 'EXPIRED']),
  ...Besides.shape,
});

/** Units that were set aside are to be sold again. */
const Restore = z.strictObject({ type: z.literal('restore'), quantity: units, ...Besides.shape });

/** Units that were set aside left the warehouse. */
const Dispose = z.strictObject({ type: z.literal('dispose'), quantity: units, ...Besides.shape });

/** Units to be sold were counted, all shards together and with what is reserved. */
const Count = z.strictObject({
  type: z.literal('count'),
  counted: z.int('must be a whole number').check(z.gte(0, 'must be 0 or more'), z.lte(maxUnits, 'is too many')),
  /** When, ISO 8601 UTC; now unless told. */
  countedAt: z.optional(z.iso.datetime('must be a date and time such as 2026-01-31T09:00:00Z')),
  ...Besides.shape,
});

/** The body of `POST /products/{sku}/stock/movements`. */
export const StockMovementRequest = z.discriminatedUnion('type', [Receive, Adjust, SetAside, Restore, Dispose, Count]);
export type StockMovementRequest = Readonly<z.output<typeof StockMovementRequest>>;

/** The answer: what moved. */
export const MovedStock = z.object({
  id: z.string(),
  sku: z.string(),
  at: z.string(),
  reason: z.enum(movementReasons),
  /** Change of `onHand` and of `unsellable`, in units. */
  onHand: z.int(),
  unsellable: z.int(),
  by: z.string(),
  reference: z.optional(z.string()),
  /** Of a count: what the book said at that time, what was counted, and the difference that was booked. */
  count: z.optional(z.object({ book: z.int(), counted: z.int(), difference: z.int() })),
});
export type MovedStock = Readonly<z.output<typeof MovedStock>>;
