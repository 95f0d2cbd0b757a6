import { absent, writesTo } from '../runtime/dynamodb-write.ts';
import type { LineCounts } from './line-counts.ts';
import type { Order, OrderId } from './order.ts';
import { orderKeys } from './order-keys.ts';
import type { StoredReturn } from './order-return.ts';
import { orderUpdates } from './order-updates.ts';
import type { StoredReturnCase } from './return-case.ts';

/** The writes of return cases, for one transaction. */
export function returnCaseWrites(tableName: string) {
  const { put, update: updateCase } = writesTo<StoredReturnCase>(tableName);
  const returns = writesTo(tableName);
  const update = orderUpdates(tableName);

  /**
   * The writes that add a case to an order's, or change one from how it was read, as long as the order stands as it was
   * read (optimistic locking): whoever read which units are free before reads that again.
   * @param booked what came back with it, and what of the lines has come back then
   */
  function caseWrites(
    { id, status, holdVersion }: Pick<Order, 'id' | 'status' | 'holdVersion'>,
    before: StoredReturnCase | undefined,
    next: StoredReturnCase,
    booked?: { readonly returns: readonly StoredReturn[]; readonly lineCounts: readonly LineCounts[] },
  ) {
    const news = next.history.slice(before?.history.length ?? 0);
    const timeline = news.map(({ at, state }) => ({ at, event: `RETURN_${state}` as const, detail: next.kind }));
    return [
      update(id, {
        set: {
          holdVersion: holdVersion + 1,
          ...(booked && { lineCounts: booked.lineCounts }),
          ...(before === undefined && orderKeys.troubled(id)),
        },
        append: { timeline },
        when: { status, holdVersion },
      }),
      put(
        { ...orderKeys.returnCase(id, next.id), ...next },
        before === undefined ? { pk: absent } : { version: before.version },
      ),
      ...(booked?.returns ?? []).map((entry) =>
        returns.put({ ...orderKeys.return(id, entry.id), ...entry }, { pk: absent }),
      ),
    ];
  }

  /** The write by which the clock looks at a case later, as long as the case stands as it was read. */
  function caseDueWrite(orderId: OrderId, { id, version }: StoredReturnCase, dueAt: string) {
    return updateCase(orderKeys.returnCase(orderId, id), { set: { dueAt }, add: { version: 1 }, when: { version } });
  }

  return { caseWrites, caseDueWrite };
}
