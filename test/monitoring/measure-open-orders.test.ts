import { beforeEach, expect, it } from 'vitest';
import { measureOpenOrders } from '../../lambdas/monitoring/measure-open-orders.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Measured } from '../../lambdas/runtime/metrics.ts';
import { anOrder, anOrderId, noon } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
});

async function measuredAfter(seconds: number) {
  const found: Record<string, Measured> = {};
  await measureOpenOrders({
    orders: orderTable(),
    measure: (measures) => Object.assign(found, measures),
    clock: () => new Date(Date.parse(noon) + seconds * 1000),
    holdSeconds: 3600,
  });
  return Object.fromEntries(Object.entries(found).map(([name, { values }]) => [name, values[0]]));
}

it('says how many orders wait for their answer, since when the oldest does, and of how many the hold ends within a quarter of an hour', async () => {
  await orderTable().addOrder(anOrder({ id: anOrderId(1) }));
  await orderTable().addOrder(anOrder({ id: anOrderId(2), createdAt: '2026-11-23T12:05:00.000Z' }));

  expect(await measuredAfter(600)).toEqual({ OpenOrders: 2, OldestOpenOrder: 600, HoldsEnding: 0 });
  expect(await measuredAfter(2640)).toEqual({ OpenOrders: 2, OldestOpenOrder: 2640, HoldsEnding: 0 });
  expect(await measuredAfter(2760)).toEqual({ OpenOrders: 2, OldestOpenOrder: 2760, HoldsEnding: 1 });
});

it('says zero where nobody waits, so that a plot falls', async () => {
  expect(await measuredAfter(600)).toEqual({ OpenOrders: 0, OldestOpenOrder: 0, HoldsEnding: 0 });
});
