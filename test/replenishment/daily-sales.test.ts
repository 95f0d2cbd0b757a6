import { beforeEach, describe, expect, it } from 'vitest';
import { movementTable } from '../../lambdas/inventory/movement-table.ts';
import { dailySales, windowDays } from '../../lambdas/replenishment/daily-sales.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const now = new Date('2026-11-23T05:00:00.000Z');
let db: InMemoryDynamoDb;
let moved = 0;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

/** So many whole days before today, at an hour. */
const at = (daysAgo: number, hour = 12) => new Date(Date.UTC(2026, 10, 23 - daysAgo, hour)).toISOString();

function move(daysAgo: number, onHand: number, reason: string, shard = 0) {
  const id = String(moved++);
  db.put('stock-movements', {
    pk: 'SKU#A',
    sk: `MOVEMENT#${at(daysAgo)}#${id}#${shard}`,
    ...{ sku: 'A', shard, at: at(daysAgo), id, reason, onHand, by: 'service' },
  });
}

/** The days from so many ago on. */
async function salesSince(daysAgo: number, onHand: number, kept: object = {}) {
  const sales = await dailySales({ sku: 'A', ...kept }, onHand, now, movementTable());
  expect(sales).toHaveLength(windowDays);
  return sales.slice(-daysAgo);
}

describe('the sales of a day', () => {
  it('are unknown before the first units came, and while none were left', async () => {
    move(5, 10, 'OPENING');
    move(4, -10, 'SHIPPED');
    move(1, 6, 'PURCHASE');
    expect(await salesSince(7, 6)).toEqual([undefined, undefined, 0, 10, undefined, undefined, 0]);
  });

  it('are known on a day on which the last unit went or the first came', async () => {
    move(3, 4, 'OPENING');
    move(2, -4, 'DAMAGED');
    expect(await salesSince(4, 0)).toEqual([undefined, 0, 0, undefined]);
  });

  it('are known without stock where customers can buy beyond it', async () => {
    expect(await salesSince(2, 0, { backorder: { limit: 5 } })).toEqual([0, 0]);
  });

  it('count no movement between shards, and nothing of today', async () => {
    move(2, 5, 'OPENING');
    move(1, -5, 'REBALANCED', 0);
    move(1, 5, 'REBALANCED', 1);
    move(0, -5, 'SHIPPED');
    expect(await salesSince(3, 0)).toEqual([undefined, 0, 0]);
  });
});
