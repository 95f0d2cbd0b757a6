import * as z from 'zod/mini';

/** Why the stock of a SKU changed. */
export const movementReasons = [
  'OPENING',
  'PURCHASE',
  'RETURN',
  'FOUND',
  'DAMAGED',
  'EXPIRED',
  'LOST',
  'STOLEN',
  'RESTORED',
  'DISPOSED',
  'CORRECTION',
  'STOCK_TAKE',
  'SHIPPED',
  'REBALANCED',
] as const;
export type MovementReason = (typeof movementReasons)[number];

/**
 * One entry of the ledger: units that came into the warehouse, or left it, or moved within. It is never changed. The
 * movements of a stock item sum to its `onHand` and `unsellable`; what is reserved of it is written on the orders.
 */
export const Movement = z.object({
  sku: z.string(),
  shard: z.int(),
  /** When it happened, ISO 8601 UTC. */
  at: z.string(),
  /** Of the request, order or rebalancing that moved the units; one may move several shards. */
  id: z.string(),
  reason: z.enum(movementReasons),
  /** Change of `onHand`, in units. */
  onHand: z.int(),
  /** Change of `unsellable`, in units. */
  unsellable: z.optional(z.int()),
  /** Who did it: the client of the token, or `service`. */
  by: z.string(),
  /** What staff noted: a delivery note's number, a name of a list. */
  reference: z.optional(z.string()),
});
export type Movement = Readonly<z.output<typeof Movement>>;

/** What the movements of a SKU before a moment sum to, so that they need not be read again. */
export const LedgerSum = z.object({
  sku: z.string(),
  /** ISO 8601 UTC. */
  before: z.string(),
  shards: z.array(z.object({ shard: z.int(), onHand: z.int(), unsellable: z.int() })),
});
export type LedgerSum = Readonly<z.output<typeof LedgerSum>>;
