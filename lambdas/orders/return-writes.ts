import { absent, writesTo } from '../runtime/dynamodb-write.ts';
import type { LineCounts } from './line-counts.ts';
import type { Order } from './order.ts';
import { orderKeys } from './order-keys.ts';
import type { StoredReturn } from './order-return.ts';
import { orderUpdates } from './order-updates.ts';

/** The writes of a return, for one transaction. */
export function returnWrites(tableName: string) {
  const { put } = writesTo(tableName);
  const update = orderUpdates(tableName);

  /**
   * The writes that add a return to an order's and count its units, as long as the order stands as it was read
   * (optimistic locking). What it holds stays, but who read it before reads it again: its counts are written whole.
   */
  return function returnWrites(
    { id, status, holdVersion }: Pick<Order, 'id' | 'status' | 'holdVersion'>,
    lineCounts: readonly LineCounts[],
    entry: StoredReturn,
  ) {
    return [
      update(id, {
        set: { lineCounts, holdVersion: holdVersion + 1 },
        append: { timeline: [{ at: entry.at, event: 'ITEMS_RETURNED' }] },
        when: { status, holdVersion },
      }),
      put({ ...orderKeys.return(id, entry.id), ...entry }, { pk: absent }),
    ];
  };
}
