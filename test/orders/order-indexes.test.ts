import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { orderKeys } from '../../lambdas/orders/order-keys.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrderId, anOrderItem } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

const ids = Array.from({ length: 12 }, (_, number) => anOrderId(number));

async function all(found: AsyncGenerator<OrderId>): Promise<readonly OrderId[]> {
  const orders: OrderId[] = [];
  for await (const id of found) orders.push(id);
  return orders.toSorted();
}

describe('the orders that hold stock', () => {
  it('of an earlier version are listed page by page, and who was cut off goes on where they stopped', async () => {
    for (const id of ids) db.put('orders', anOrderItem({ id, status: 'CONFIRMED', heldSkus: 1 }));
    db.put('orders', anOrderItem({ id: anOrderId(99), status: 'SHIPPED' }));
    db.pageSize = 5;

    /** Looks at so many pages, and says how many orders are listed then. */
    const look = async (pages: number) => {
      let left = pages;
      const isDone = await orderTable().indexHolding(() => left-- > 0);
      return [isDone, (await all(orderTable().holding())).length];
    };
    const afterOne = await look(1);
    const afterTwo = await look(1);

    expect(afterOne[0]).toBe(false);
    expect(Number(afterTwo[1])).toBeGreaterThan(Number(afterOne[1]));
    expect(await look(0)).toEqual([false, afterTwo[1]]);
    expect(await look(100)).toEqual([true, ids.length]);
    expect(await all(orderTable().holding())).toEqual(ids.toSorted());
  });

  it('are looked for once: after that it costs one read', async () => {
    await orderTable().indexHolding(() => true);
    const before = { ...db.counts };

    expect(await orderTable().indexHolding(() => true)).toBe(true);
    expect(db.counts).toEqual({ reads: before.reads + 1, writes: before.writes });
  });
});

describe('the orders of a day that did not go well', () => {
  it('are those that were accepted from its first moment to its last', async () => {
    const moments = [
      '2026-11-25T23:59:59.999Z',
      '2026-11-26T00:00:00.000Z',
      '2026-11-26T12:00:00.000Z',
      '2026-11-26T23:59:59.999Z',
      '2026-11-27T00:00:00.000Z',
    ];
    for (const [index, createdAt] of moments.entries()) {
      const id = anOrderId(index);
      db.put('orders', { ...anOrderItem({ id, createdAt, status: 'REJECTED' }), ...orderKeys.troubled(id) });
    }
    db.put('orders', anOrderItem({ id: anOrderId(5), createdAt: moments[2] ?? '' }));

    expect(await all(orderTable().troubledOf('2026-11-26'))).toEqual([1, 2, 3].map(anOrderId).toSorted());
  });
});

describe('the orders that wait', () => {
  it('are listed from the oldest on, from a moment and before another', async () => {
    const minute = (number: number) => new Date(Date.UTC(2026, 10, 1, 0, number)).toISOString();
    for (const [index, id] of ids.entries()) {
      const createdAt = minute(ids.length - index);
      db.put('orders', { ...anOrderItem({ id, createdAt }), ...orderKeys.open({ id, createdAt }) });
    }

    expect(await orderTable().findOpenSince(minute(8), minute(3))).toEqual(ids.slice(5, 10).toReversed());
    expect(await orderTable().findOpenSince(minute(3))).toEqual(ids.slice(10).toReversed());
    expect((await orderTable().openSince(minute(2))).map(({ since }) => since)).toEqual([minute(1)]);
  });
});
