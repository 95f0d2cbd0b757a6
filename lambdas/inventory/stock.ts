import * as z from 'zod/mini';
import type { BackorderedLine, ShardUnits } from '../orders/holds.ts';

/**
 * That a SKU may be sold beyond its stock. With `releaseAt` it is a preorder: until then every unit is backordered,
 * whatever has arrived.
 */
export const BackorderPolicy = z.object({
  /** How many units may be promised beyond the stock. */
  limit: z.int(),
  /** When the next supply is expected, ISO 8601 UTC. */
  expectedAt: z.optional(z.string()),
  /** How long a new supply takes, in days, where no date is known. */
  leadTimeDays: z.optional(z.int()),
  releaseAt: z.optional(z.string()),
});
export type BackorderPolicy = Readonly<z.output<typeof BackorderPolicy>>;

/** What the replenishment report knows of a SKU's supplier; where nothing is known it has defaults. */
export const Replenishment = z.object({
  /** How long an order at the supplier takes, in days, and the standard deviation of that. */
  leadTimeDays: z.optional(z.number()),
  leadTimeStdDevDays: z.optional(z.number()),
  /** How likely the stock shall last until a supply arrives, 0.95 for instance. */
  serviceLevel: z.optional(z.number()),
  /** The supplier sells packs of so many units. */
  packSize: z.optional(z.int()),
  /** Units ordered at the supplier and still to come: what is received as a purchase is taken off. */
  onOrder: z.optional(z.int()),
});
export type Replenishment = Readonly<z.output<typeof Replenishment>>;

/**
 * One item of stock, in units. Always: onHand = available + reserved, and nothing below zero. A SKU has one, its shard
 * 0; a SKU that many buy at once has more, and each holds a part of the stock. Shard 0 also says how the SKU is kept.
 */
export const StockItem = z.object({
  sku: z.string(),
  shard: z._default(z.int(), 0),
  onHand: z.int(),
  available: z.int(),
  reserved: z.int(),
  /** In the warehouse, but not to be sold: damaged, expired. Not part of onHand. */
  unsellable: z._default(z.int(), 0),
  /** Over how many shards the stock is spread; absent where it never was. */
  shards: z.optional(z.int()),
  /** The most shards that there ever were: those beyond `shards` may still hold reserved units. */
  allShards: z.optional(z.int()),
  /** How often units became available on any shard; what was read before the last time may be too little. */
  restocks: z.optional(z.int()),
  /** True once all shards were found dry, until units become available again. */
  soldOut: z.optional(z.boolean()),
  backorder: z.optional(BackorderPolicy),
  /** Units promised to orders beyond the stock. */
  backordered: z.optional(z.int()),
  /** How often staff moved units of the SKU: what they decide on is what they read. */
  revision: z.optional(z.int()),
  ...Replenishment.shape,
  /** The stock keeper is told when no more than so many units are left. */
  lowStockThreshold: z.optional(z.int()),
  /**
   * Since when it is low; whoever wrote `lowClaimedAt` tells the stock keeper, and then writes `lowToldAt`. ISO 8601
   * UTC.
   */
  lowSince: z.optional(z.string()),
  lowClaimedAt: z.optional(z.string()),
  lowToldAt: z.optional(z.string()),
  /** Shoppers asked to be told when it is back in stock; a new value with each of them. */
  awaited: z.optional(z.string()),
});
export type StockItem = Readonly<z.output<typeof StockItem>>;

/** The stock of a SKU, all its shards together, in units. */
export interface Stock {
  readonly sku: string;
  readonly onHand: number;
  readonly available: number;
  readonly reserved: number;
  readonly unsellable: number;
  readonly backordered: number;
  /** Shard 0, which says how the SKU is kept. */
  readonly main: StockItem;
  readonly shards: readonly StockItem[];
}

/** What an order holds of one SKU: of its quantity, where the units lie, and which are still to come. */
export interface Holding {
  readonly sku: string;
  readonly quantity: number;
  readonly units: readonly ShardUnits[];
  readonly backordered?: BackorderedLine | undefined;
}

/**
 * How many items the stock of a SKU may be spread over. A transaction takes 100; an order that takes the rest of all
 * needs them twice, for their movements.
 */
export const maxShards = 32;

/** The shards of a SKU together. */
export function stockOf(shards: readonly [StockItem, ...StockItem[]]): Stock {
  const sum = (units: (item: StockItem) => number) => shards.reduce((total, item) => total + units(item), 0);
  const [main] = shards;
  return {
    sku: main.sku,
    onHand: sum(({ onHand }) => onHand),
    available: sum(({ available }) => available),
    reserved: sum(({ reserved }) => reserved),
    unsellable: sum(({ unsellable }) => unsellable),
    backordered: main.backordered ?? 0,
    main,
    shards,
  };
}

/** What may be promised of a SKU. */
export const Availability = z.object({
  sku: z.string(),
  /** Units that a new order gets at once. */
  available: z.int(),
  /** Units that it may be promised beyond these, and when they are expected (ISO 8601 UTC). */
  backorderable: z.optional(z.object({ available: z.int(), expectedAt: z.string() })),
});
export type Availability = Readonly<z.output<typeof Availability>>;

/**
 * What may be promised of a SKU now. What has arrived for those who wait is theirs, and a preorder begins with its
 * release.
 */
export function availabilityOf({ sku, available, backordered, main }: Stock, now: Date): Availability {
  const { backorder } = main;
  if (backorder === undefined) return { sku, available };
  const isFree = backordered === 0 && isReleased(main, now);
  const rest = Math.max(0, backorder.limit - backordered);
  return {
    sku,
    available: isFree ? available : 0,
    backorderable: { available: rest, expectedAt: expectedAt(backorder, now) },
  };
}

/** What an order may be promised of a SKU now, beyond its stock too. */
export function promisable(stock: Stock, now: Date): number {
  const { available, backorderable } = availabilityOf(stock, now);
  return available + (backorderable?.available ?? 0);
}

/** The shard that an order tries first: evenly spread, and the same each time, so that a repeat meets the same item. */
export function shardFor(orderId: string, shards: number): number {
  return Number.parseInt(orderId.slice(0, 8), 16) % shards;
}

/**
 * Whether a spread stock is worth rebalancing: a shard that orders begin with has less than half of its part, or one
 * that is no longer used has units.
 */
export function isUneven({ main: { shards: used = 1 }, shards, available }: Stock): boolean {
  const part = Math.floor(available / used);
  return shards.some((item) => (item.shard < used ? item.available < part / 2 : item.available > 0));
}

/** Whether the sale of a SKU has begun: a preorder is on sale before it may be delivered. */
export function isReleased({ backorder }: StockItem, now: Date): boolean {
  return backorder?.releaseAt === undefined || backorder.releaseAt <= now.toISOString();
}

/**
 * What an order gets of a SKU that may be backordered: units from the stock where nobody waits for them, the rest
 * backordered.
 * @returns undefined when that is beyond the limit
 */
export function backorderPlan(main: StockItem, quantity: number, now: Date): Holding | undefined {
  const { sku, available, backordered = 0, backorder } = main;
  if (backorder === undefined) return undefined;
  const mayTake = backordered === 0 && isReleased(main, now);
  const taken = mayTake ? Math.min(available, quantity) : 0;
  const missing = quantity - taken;
  if (backordered + missing > backorder.limit) return undefined;
  return {
    sku,
    quantity,
    units: taken === 0 ? [] : [{ shard: 0, units: taken }],
    backordered: missing === 0 ? undefined : { sku, quantity: missing, expectedAt: expectedAt(backorder, now) },
  };
}

/**
 * Where to take a quantity from, of shards as they were read: from the first one that has it all, in a round that
 * begins at `first`; else from the fullest ones.
 * @returns undefined when all together have less
 */
export function spread(quantity: number, shards: readonly StockItem[], first: number): ShardUnits[] | undefined {
  const round = [...shards.slice(first), ...shards.slice(0, first)];
  const whole = round.find(({ available }) => available >= quantity);
  if (whole !== undefined) return [{ shard: whole.shard, units: quantity }];
  const taken: ShardUnits[] = [];
  let left = quantity;
  for (const { shard, available } of [...round].sort((a, b) => b.available - a.available)) {
    const units = Math.min(left, available);
    if (units > 0) taken.push({ shard, units });
    left -= units;
  }
  return left === 0 ? taken : undefined;
}

const dayMilliseconds = 86_400_000;

/** The date that a customer is told. */
function expectedAt({ releaseAt, expectedAt: nextSupply, leadTimeDays = 14 }: BackorderPolicy, now: Date): string {
  const known = [releaseAt, nextSupply].find((date) => date !== undefined && date > now.toISOString());
  return known ?? new Date(now.getTime() + leadTimeDays * dayMilliseconds).toISOString();
}
