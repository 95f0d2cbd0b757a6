import { atLeast, atMost, present, type Update, type When, writesTo } from '../runtime/dynamodb-write.ts';
import type { Holding, StockItem } from './stock.ts';
import { stockKey } from './stock-keys.ts';

const counters = [
  'onHand',
  'available',
  'reserved',
  'unsellable',
  'backordered',
  'onOrder',
  'restocks',
  'revision',
] as const;

/** The counters that the ledger and the orders say. */
const repaired = ['onHand', 'available', 'reserved', 'unsellable', 'backordered'] as const;

/** By how many units the counters of one stock item change. */
export type StockChange = Readonly<Partial<Record<(typeof counters)[number], number>>>;

/** The writes that change the counters of stock items, each for a transaction: none falls below zero. */
export function stockCounters(tableName: string) {
  const { update } = writesTo<StockItem>(tableName);

  /**
   * The write that changes the counters of one stock item, if none falls below zero by it. `restocks` says that units
   * became available, and takes back the mark "sold out". Refused, it brings the item as it stood.
   * @param guard what must hold as well
   */
  function changeWrite(sku: string, shard: number, change: StockChange, guard?: When<StockItem>): Update {
    const falling = counters.filter((counter) => (change[counter] ?? 0) < 0);
    const enough = Object.fromEntries(falling.map((counter) => [counter, atLeast(-(change[counter] ?? 0))]));
    return update(
      stockKey(sku, shard),
      {
        add: change,
        remove: change.restocks === undefined ? [] : ['soldOut'],
        when: { ...enough, ...guard },
      },
      { showItem: true },
    );
  }

  /**
   * The writes that change several shards of a SKU; that units became available is noted on shard 0 of a spread stock.
   * @param guard what must hold for shard 0, if that is written
   */
  function changeWrites(
    sku: string,
    changes: ReadonlyMap<number, StockChange>,
    isSpread: boolean,
    guard?: When<StockItem>,
  ): Update[] {
    const restocked = isSpread && [...changes.values()].some(({ available = 0 }) => available > 0);
    const all = new Map(changes);
    if (restocked) all.set(0, { ...all.get(0), restocks: 1 });
    return [...all].map(([shard, change]) => changeWrite(sku, shard, change, shard === 0 ? guard : undefined));
  }

  /**
   * The writes that promise stock: from available to reserved, and what is beyond the stock to backordered.
   * @param main shard 0 as it was read; without it the SKU is taken for one that is neither spread nor backordered
   */
  function holdWrites({ sku, quantity, units, backordered }: Holding, main?: StockItem): Update[] {
    if (backordered === undefined) {
      const guard: When<StockItem> | undefined =
        main === undefined
          ? // Spread or backordered, it takes a look first: at the other shards, at those who wait for what has arrived.
            { shards: undefined, backorder: undefined }
          : main.backorder && { backordered: 0 };
      return units.map(({ shard, units }) => changeWrite(sku, shard, { available: -units, reserved: units }, guard));
    }
    const taken = quantity - backordered.quantity;
    const room = (main?.backorder?.limit ?? 0) - backordered.quantity;
    // Whoever takes the last units and waits for the rest must be the first in the queue.
    const guard: When<StockItem> = taken > 0 ? { available: taken, backordered: 0 } : { backordered: atMost(room) };
    const change = { ...(taken > 0 && { available: -taken, reserved: taken }), backordered: backordered.quantity };
    return [changeWrite(sku, 0, change, guard)];
  }

  /** The writes that take back what was promised: to available again, or `issued` out of the warehouse. */
  function releaseWrites(
    { sku, units, backordered }: Holding,
    { isSpread, to }: { isSpread: boolean; to: 'available' | 'issued' },
  ): Update[] {
    const changes = new Map<number, StockChange>(
      units.map(({ shard, units }) => [
        shard,
        to === 'available' ? { available: units, reserved: -units } : { onHand: -units, reserved: -units },
      ]),
    );
    if (backordered !== undefined) changes.set(0, { ...changes.get(0), backordered: -backordered.quantity });
    return changeWrites(sku, changes, isSpread);
  }

  /**
   * The writes of staff: what they decided on is what they read (optimistic locking), and the stock was not spread
   * since.
   */
  function moveWrites(main: StockItem, changes: ReadonlyMap<number, StockChange>): Update[] {
    const { sku, revision, shards } = main;
    const all = new Map(changes).set(0, { ...changes.get(0), revision: 1 });
    const guard = { revision, shards: shards === undefined ? undefined : present };
    return changeWrites(sku, all, shards !== undefined, guard);
  }

  /** The write that sets what a stock item should say, as long as it says what it was seen to say. */
  function repairWrite(seen: StockItem, right: Pick<StockItem, (typeof repaired)[number]>): Update {
    const { onHand, available, reserved } = seen;
    return update(stockKey(seen.sku, seen.shard), {
      set: Object.fromEntries(repaired.map((counter) => [counter, right[counter]])),
      remove: ['soldOut'],
      when: { onHand, available, reserved },
    });
  }

  return { changeWrite, changeWrites, holdWrites, releaseWrites, moveWrites, repairWrite };
}
