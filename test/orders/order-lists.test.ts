import { beforeEach, describe, expect, it } from 'vitest';
import type { Order, OrderId } from '../../lambdas/orders/order.ts';
import { indexShardOf, indexShards } from '../../lambdas/orders/order-keys.ts';
import type { OrderList, PageEnd } from '../../lambdas/orders/order-lists.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrderId, anOrderItem } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

const ids = Array.from({ length: 40 }, (_, number) => anOrderId(number));

/** Stores orders, the later ones accepted later, each with a place in a list. */
function listed(placeOf: (id: OrderId, createdAt: string) => object, order: Partial<Order> = {}): void {
  for (const [index, id] of ids.entries()) {
    const createdAt = new Date(Date.UTC(2026, 10, 1, 0, index)).toISOString();
    db.put('orders', { ...anOrderItem({ ...order, id, createdAt }), ...placeOf(id, createdAt) });
  }
}

const waiting = (id: OrderId, createdAt: string) => ({ openShard: `OPEN#${indexShardOf(id)}`, openSince: createdAt });

/** The pages of a list, by the ids of their orders. */
async function pagesOf(list: OrderList, limit: number): Promise<readonly (readonly OrderId[])[]> {
  const pages: OrderId[][] = [];
  // A list that does not end is one page too many for each of its partitions and orders.
  for (let end: PageEnd | undefined = { partition: 0 }; end !== undefined && pages.length < 100; ) {
    const page = await orderTable().listFrom(list, end, limit);
    pages.push(page.orders.map(({ id }) => id));
    end = page.end;
  }
  return pages;
}

describe('a list of orders', () => {
  it.each<[string, () => OrderList, (id: OrderId, createdAt: string) => object]>([
    ['that wait for their answer', () => orderTable().withoutAnswer(), waiting],
    ['that hold stock', () => orderTable().holdingStock(), (id) => ({ heldShard: `HELD#${indexShardOf(id)}` })],
  ])('%s has each of them once, and ends', async (_, list, placeOf) => {
    listed(placeOf);

    for (const limit of [1, 3, 1_000]) {
      const pages = await pagesOf(list(), limit);
      expect(pages.flat().toSorted()).toEqual(ids.toSorted());
      expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(limit);
    }
    expect(await pagesOf(list(), 1_000)).toHaveLength(indexShards);
  });

  it('of those that wait begins, in each partition, with who waits longest', async () => {
    listed(waiting);

    for (const page of await pagesOf(orderTable().withoutAnswer(), 1_000)) {
      expect(page).toEqual(ids.filter((id) => page.includes(id)));
    }
  });

  it('shows how its orders stand, and leaves out what the index has of one that is gone', async () => {
    listed(waiting, { status: 'RESERVED' });
    db.intercept = async ({ name }, commit) => {
      const found = await commit();
      const isIn = name === 'QueryCommand' && JSON.stringify(found).includes(`ORDER#${ids[0]}`);
      if (isIn) db.drop('orders', `ORDER#${ids[0]}`, 'ORDER');
      return found;
    };

    const pages = await pagesOf(orderTable().withoutAnswer(), 1_000);
    expect(pages.flat().toSorted()).toEqual(ids.slice(1).toSorted());
  });

  it('has nothing behind its end', async () => {
    listed(waiting);

    expect(await orderTable().listFrom(orderTable().withoutAnswer(), { partition: indexShards }, 10)).toEqual({
      orders: [],
      end: undefined,
    });
    expect(db.counts.reads).toBe(0);
  });
});

it('an order stands in the same part of its list in every release, by the end of its id', () => {
  expect(['00000000-0000-5000-8000-00000000000b', '0000000b-0000-5000-8000-00000000ffff'].map(indexShardOf)).toEqual([
    1, 5,
  ]);
});
