import { beforeEach, describe, expect, it, vi } from 'vitest';
import { foresightTable } from '../../lambdas/foresight/foresight-table.ts';
import { findBottlenecks } from '../../lambdas/order-bottlenecks/find-bottlenecks.ts';
import { listBottlenecks } from '../../lambdas/order-bottlenecks/list-bottlenecks.ts';
import { nightOf } from '../../lambdas/order-bottlenecks/night-of.ts';
import { timelineWays } from '../../lambdas/order-bottlenecks/timeline-times.ts';
import { entriesOf } from '../../lambdas/order-search/search-entry.ts';
import { searchTable } from '../../lambdas/order-search/search-table.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { readTogether } from '../../lambdas/runtime/dynamodb-read.ts';
import { anOrderContent, anOrderId, anOrderItem } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const clock = () => new Date('2026-11-27T01:00:00.000Z');
const yesterday = '2026-11-26T10:00:00.000Z';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

/** An execution that began a second after the order came, and ran for so long. */
const historyOf = (runSeconds: number) => {
  const at = (seconds: number) => new Date(Date.parse(yesterday) + seconds * 1000);
  return [
    { id: 1, type: 'ExecutionStarted' as const, timestamp: at(1) },
    {
      ...{ id: 2, type: 'TaskStateEntered' as const, timestamp: at(1) },
      stateEnteredEventDetails: { name: 'Reserve inventory' },
    },
    { id: 3, type: 'TaskScheduled' as const, timestamp: at(1) },
    { id: 4, type: 'TaskSucceeded' as const, timestamp: at(1 + runSeconds) },
    { id: 5, type: 'TaskStateExited' as const, timestamp: at(1 + runSeconds) },
  ];
};

async function accepted(number: number, createdAt = yesterday) {
  const content = anOrderContent({ id: anOrderId(number), createdAt });
  await searchTable().add(entriesOf(content, 'key'));
  await orderTable().addOrder(newOrder(content));
  return content.id;
}

describe('looking for bottlenecks', () => {
  const find = (readHistory: (orderId: string) => ReturnType<typeof historyOf> | undefined) =>
    findBottlenecks(undefined, {
      ...{ search: searchTable(), orders: orderTable(), readTogether, foresight: foresightTable(), clock },
      count: vi.fn(),
      readHistory: async (orderId) => readHistory(orderId),
    });

  it('keeps of yesterday how long its orders waited and ran, and the same when it looks again', async () => {
    await accepted(1);
    await accepted(2);
    await accepted(3, '2026-11-25T10:00:00.000Z');
    await accepted(4, '2026-11-27T00:00:00.000Z');

    const night = await find(() => historyOf(6));
    await find(() => historyOf(6));

    expect(night).toMatchObject({ day: '2026-11-26', orders: 2, sampled: 2, costliest: 'Reserve inventory' });
    expect(night.steps).toMatchObject([
      { step: 'Reserve inventory', orders: 2, waiting: 0, running: 0.2, retrying: 0, p50: 6000 },
      { step: 'Waiting to begin', orders: 2, waiting: 0.033, p99: 1000 },
    ]);
    const { nights } = await listBottlenecks({ foresight: foresightTable(), clock });
    expect(nights).toEqual([night]);
  });

  it('lets those whose history is known stand for all', async () => {
    const [one] = [await accepted(1), await accepted(2)];
    const night = await find((orderId) => (orderId === one ? historyOf(6) : undefined));
    expect(night).toMatchObject({ orders: 2, sampled: 1 });
    expect(night.steps[0]).toMatchObject({ running: 0.2 });
  });

  it('knows of orders without a history, as Express executions have none, what their timelines say', async () => {
    const id = await accepted(1);
    await accepted(2);
    const [reserved, confirmed] = [2, 5].map((seconds) =>
      new Date(Date.parse(yesterday) + seconds * 1000).toISOString(),
    );
    const { order } = await orderTable().find(id);
    const timeline = [
      ...(order?.timeline ?? []),
      { at: reserved, event: 'INVENTORY_RESERVED' },
      { at: confirmed, event: 'ORDER_CONFIRMED' },
    ];
    db.put('orders', { ...anOrderItem({ ...order, status: 'CONFIRMED' }), timeline });

    const night = await find(() => undefined);
    // The other has not come so far.
    expect(night).toMatchObject({ orders: 2, sampled: 1, byTimeline: 1 });
    expect(night.steps).toMatchObject([
      { step: timelineWays.confirmed, p50: 3_000, dependencies: [{ name: 'sandbox' }] },
      { step: timelineWays.reserved, p50: 2_000, waiting: 0, retrying: 0 },
    ]);
  });

  it('finds a day without orders as empty as it was', async () => {
    expect(await find(() => historyOf(6))).toEqual({ day: '2026-11-26', orders: 0, sampled: 0, steps: [] });
  });
});

describe('a night', () => {
  const time = (step: string, waiting: number, running: number, errors = {}) => ({
    ...{ step, waiting, running, retrying: Object.values<number>(errors).reduce((sum, lost) => sum + lost, 0), errors },
  });

  it('names the step that cost most, by error and by whom it depends on', () => {
    const night = nightOf('2026-11-26', 10, [
      {
        provider: 'stripe',
        steps: [time('Check payment', 0, 60_000, { Down: 120_000 }), time('Confirm order', 0, 60_000)],
      },
      { provider: 'no payment', steps: [time('Check payment', 0, 0), time('Confirm order', 0, 60_000)] },
    ]);
    expect(night.costliest).toBe('Check payment');
    expect(night.steps[0]).toMatchObject({
      ...{ running: 5, retrying: 10, orders: 2 },
      errors: [{ error: 'Down', orders: 1, minutes: 10 }],
      dependencies: [
        { name: 'stripe', orders: 1, minutes: 15 },
        { name: 'no payment', orders: 1, minutes: 0 },
      ],
    });
  });
});

describe('the list of bottlenecks', () => {
  it('says how the 95th percentile of a step grows, whatever one bad night was', async () => {
    for (const [index, p95] of [1000, 1100, 90_000, 1300, 1400].entries()) {
      const day = `2026-11-2${index}`;
      const night = nightOf(day, 1, [{ provider: 'no payment', steps: [time(p95)] }]);
      await foresightTable().keepNight(night);
    }
    expect((await listBottlenecks({ foresight: foresightTable(), clock })).trends).toEqual([
      { step: 'Notify customer', p95PerDay: 100 },
    ]);
    function time(running: number) {
      return { step: 'Notify customer', waiting: 0, running, retrying: 0, errors: {} };
    }
  });
});
