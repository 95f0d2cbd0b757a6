import type { TransactionItem } from '../runtime/dynamodb.ts';
import { absent, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import type { StockItem } from './stock.ts';
import { stockKey } from './stock-keys.ts';

/** The writes that spread the stock of a SKU over shards, and note that all of them are dry. */
export function stockShards(tableName: string) {
  const { update, put } = writesTo<StockItem>(tableName);

  /**
   * The writes that spread a SKU over so many shards from now on, unless somebody else did so since `main` was read.
   */
  function spreadWrites(main: StockItem, shards: number): TransactionItem[] {
    const { sku, allShards = 1 } = main;
    const added = Array.from({ length: Math.max(0, shards - allShards) }, (_, index) => allShards + index);
    return [
      update(stockKey(sku), {
        set: { shards, allShards: Math.max(shards, allShards) },
        add: { restocks: 1 },
        remove: ['soldOut'],
        when: { backorder: absent, shards: main.shards },
      }),
      ...added.map((shard) =>
        put({ ...stockKey(sku, shard), sku, shard, onHand: 0, available: 0, reserved: 0 }, { pk: absent }),
      ),
    ];
  }

  /** Notes that all shards were found dry, unless units became available since `restocks` was read. */
  async function markSoldOut(sku: string, restocks: number): Promise<void> {
    await tryWrite(update(stockKey(sku), { set: { soldOut: true }, when: { restocks, available: 0 } }));
  }

  return { spreadWrites, markSoldOut };
}
