import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderId } from '../orders/order.ts';
import { dynamodb, isConditionFailure } from '../runtime/dynamodb.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { including, smallerThan, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { utcDay } from '../runtime/local-day.ts';

/** What has something in common on a day (UTC), by the beginnings of orders' ids, forgotten soon after. */
interface Counted {
  readonly orders: ReadonlySet<string>;
  readonly expiresAt: number;
}

/** So many are counted: enough for any rule, and an item stays so small that a write costs one unit. */
export const mostCounted = 40;

const dayMilliseconds = 86_400_000;
const keptDays = 3;
/** Two of so few orders hardly ever begin alike. */
const idLength = 8;

/** The functions of the RiskCounters table. */
export type RiskCounterTable = ReturnType<typeof riskCounterTable>;

/** The RiskCounters table: `<hash of what orders have in common>` / `<day>`. Nothing in it says what that is. */
export function riskCounterTable(tableName = environment('RISK_COUNTERS_TABLE')) {
  const { update } = writesTo<Counted>(tableName);
  const keyOf = (hash: string, at: number) => ({ pk: hash, sk: utcDay(new Date(at)) });

  /**
   * Counts an order, once however often it is asked for.
   * @returns how many there are on this day and the one before it, this one too; no more than `mostCounted` a day
   */
  async function count(hash: string, orderId: OrderId, now: Date): Promise<number> {
    const at = now.getTime();
    const yesterday = read({ tableName, key: keyOf(hash, at - dayMilliseconds), as: sizeOf, isEventual: true });
    const [today, before = 0] = await Promise.all([add(hash, orderId, at), yesterday]);
    return today + before;
  }

  async function add(hash: string, orderId: OrderId, at: number): Promise<number> {
    const id = orderId.slice(0, idLength);
    const { Update } = update(keyOf(hash, at), {
      set: { expiresAt: Math.floor((at + keptDays * dayMilliseconds) / 1000) },
      add: { orders: new Set([id]) },
      when: [{ orders: undefined }, { orders: smallerThan(mostCounted) }, { orders: including(id) }],
    });
    try {
      const { Attributes = {} } = await dynamodb.send(new UpdateCommand({ ...Update, ReturnValues: 'ALL_NEW' }));
      return sizeOf(Attributes);
    } catch (error) {
      if (isConditionFailure(error)) return mostCounted;
      throw error;
    }
  }

  return { count };
}

function sizeOf({ orders }: Readonly<Record<string, unknown>>): number {
  return orders instanceof Set ? orders.size : 0;
}
