import type { Shortage } from '../orders/order.ts';
import { backorderPlan, type Holding, promisable, type StockItem, shardFor, spread, stockOf } from './stock.ts';
import type { StockTable } from './stock-table.ts';

/** How an order is to hold one SKU. */
export interface HoldPlan {
  readonly holding: Holding;
  /** Shard 0 as it was read; absent where nothing was read, because most SKUs are neither spread nor backordered. */
  readonly main?: StockItem;
}

/** How far the planning of one SKU has come. */
export type Look = 'none' | 'shard 0' | 'all shards';

/**
 * Plans what an order takes of a SKU, with as few reads as will do: none for most SKUs; shard 0 for one that is known
 * to be spread or backordered; all shards once the order's own one ran dry.
 * @returns undefined when what was read changed meanwhile; look again
 */
export async function planHold(
  { sku, quantity }: { readonly sku: string; readonly quantity: number },
  orderId: string,
  { look, turn }: { readonly look: Look; readonly turn: number },
  now: Date,
  stock: Pick<StockTable, 'find' | 'findMain' | 'markSoldOut'>,
): Promise<HoldPlan | Shortage | undefined> {
  if (quantity === 0) return { holding: { sku, quantity, units: [] } };
  if (look === 'none') return { holding: { sku, quantity, units: [{ shard: 0, units: quantity }] } };

  const main = await stock.findMain(sku);
  if (main === undefined) return { sku, requested: quantity, available: 0 };
  const { shards = 1, allShards = 1, available } = main;
  if (main.backorder !== undefined) {
    const holding = backorderPlan(main, quantity, now);
    return holding ? { holding, main } : { sku, requested: quantity, available: promisable(stockOf([main]), now) };
  }
  // One read tells the crowd that came too late.
  if (main.soldOut && available === 0) return { sku, requested: quantity, available: 0 };
  // Who met others at a shard goes on to the next one.
  const first = (shardFor(orderId, shards) + turn) % shards;
  if (look === 'shard 0' && (first > 0 || available >= quantity)) {
    return { holding: { sku, quantity, units: [{ shard: first, units: quantity }] }, main };
  }

  const all = allShards === 1 ? stockOf([main]) : await stock.find(sku);
  if (all === undefined) return undefined;
  const units = spread(quantity, all.shards, first);
  if (units !== undefined) return { holding: { sku, quantity, units }, main };
  // Units may have moved from a shard not yet read to one that was read already: only what did not change is a
  // shortage.
  const after = await stock.findMain(sku);
  if (after?.restocks !== all.main.restocks || after?.available !== all.main.available) return undefined;
  if (all.available === 0 && after.restocks !== undefined) await stock.markSoldOut(sku, after.restocks);
  return { sku, requested: quantity, available: all.available };
}
