import { absent, atMost, present, tryWrite, type Update, writesTo } from '../runtime/dynamodb-write.ts';
import type { Stock, StockItem } from './stock.ts';
import { stockKey } from './stock-keys.ts';

/**
 * The marks of what is still to be told about a SKU: to the stock keeper that it is low, to shoppers that it is back.
 */
export function stockWatchMarks(tableName: string) {
  const { update } = writesTo<StockItem>(tableName);

  /**
   * Notes that the stock is low, for one caller to tell the stock keeper: of all who see it, the first; and another one
   * where that one was gone before it noted that it had told.
   * @param gone a claim that is older belongs to nobody any more, ISO 8601 UTC
   * @returns false when another tells it, or units became available since `seen` was read
   */
  async function claimLow({ sku, main }: Stock, at: string, gone: string): Promise<boolean> {
    const { lowClaimedAt, lowStockThreshold = 0, restocks } = main;
    if (lowClaimedAt !== undefined) {
      if (lowClaimedAt > gone) return false;
      return tryWrite(update(stockKey(sku), { set: { lowClaimedAt: at }, when: { lowClaimedAt, lowToldAt: absent } }));
    }
    return tryWrite(
      update(stockKey(sku), {
        set: { lowSince: at, lowClaimedAt: at },
        // The shards were read one by one: what says that none of them rose since is the count of restocks.
        when: { lowSince: absent, available: atMost(lowStockThreshold), restocks },
      }),
    );
  }

  /** Notes that the stock keeper was told, by the one who claimed it then. */
  async function recordLowTold(sku: string, claimedAt: string, at: string): Promise<void> {
    await tryWrite(update(stockKey(sku), { set: { lowToldAt: at }, when: { lowClaimedAt: claimedAt } }));
  }

  /**
   * Forgets that the stock is low, for the claim of that moment only: units have come, or the stock keeper could not be
   * told.
   */
  async function clearLow(sku: string, claimedAt: string): Promise<void> {
    await tryWrite(
      update(stockKey(sku), {
        remove: ['lowSince', 'lowClaimedAt', 'lowToldAt'],
        when: { lowClaimedAt: claimedAt },
      }),
    );
  }

  /** The write that notes that a shopper waits for a SKU; refused where there is none. */
  function awaitWrite(sku: string, mark: string): Update {
    return update(stockKey(sku), { set: { awaited: mark }, when: { pk: present } });
  }

  /** Notes that no shopper waits any more, unless one came since the mark was read. */
  async function clearAwaited(sku: string, mark: string): Promise<void> {
    await tryWrite(update(stockKey(sku), { remove: ['awaited'], when: { awaited: mark } }));
  }

  return { claimLow, recordLowTold, clearLow, awaitWrite, clearAwaited };
}
