import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findGranted } from '../../lambdas/order-page/find-granted.ts';
import { hint, hintWatchers } from '../../lambdas/order-page/hint-watchers.ts';
import { pageWatcherTable } from '../../lambdas/order-page/page-watcher-table.ts';
import { watchOrderPage } from '../../lambdas/order-page/watch-order-page.ts';
import { pageTokenOf } from '../../lambdas/orders/page-link.ts';
import { anOrder, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
let db: InMemoryDynamoDb;
let told: string[];
const post = async (connectionId: string, message: string) => {
  told.push(`${connectionId} ${message}`);
  return !connectionId.startsWith('gone');
};
beforeEach(() => {
  // A link leads to its order for so long.
  vi.setSystemTime(noon);
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  db.put('orders', anOrderItem({ id }));
  told = [];
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a page that is open on an order', () => {
  it('is told to look once it is heard of, and with each change from then on', async () => {
    await watch('browser', await pageTokenOf(anOrder({ id }), { isProven: false }));
    expect(told).toEqual([`browser ${hint}`]);

    await change();
    await change();

    expect(told).toHaveLength(3);
  });

  it('hears of no other order', async () => {
    await watch('browser', await pageTokenOf(anOrder({ id }), { isProven: true }));
    told = [];

    await hintWatchers(anOrderId(1), { watchers: pageWatcherTable(), post });

    expect(told).toEqual([]);
  });

  it('is forgotten once it is gone', async () => {
    const token = await pageTokenOf(anOrder({ id }), { isProven: false });
    await watch('gone-1', token);
    await watch('browser', token);
    told = [];

    await change();
    expect(told.sort()).toEqual([`browser ${hint}`, `gone-1 ${hint}`]);
    told = [];
    await change();

    expect(told).toEqual([`browser ${hint}`]);
  });

  it.each([
    '',
    'nonsense',
    '{}',
    '{"token":1}',
    'null',
    JSON.stringify({ token: 'x'.repeat(1_000) }),
    '{"token":"none"}',
  ])('hears of nothing without a token: %s', async (body) => {
    await watchOrderPage('browser', body, { ...ports(), post });
    await change();

    expect(told).toEqual([]);
  });

  it('is told though another cannot be', async () => {
    const all = Array.from({ length: 120 }, (_, index) => `browser-${index}`);
    const watchers = { of: async () => all, remove: async () => {} };

    await hintWatchers(id, {
      watchers,
      post: async (connectionId, message) => {
        if (connectionId.endsWith('0')) throw new Error('API Gateway answered 500');
        return post(connectionId, message);
      },
    });

    expect(told.sort()).toEqual(
      all
        .filter((one) => !one.endsWith('0'))
        .map((one) => `${one} ${hint}`)
        .sort(),
    );
  });

  it('keeps no change from being followed, whatever goes wrong', async () => {
    const watchers = { of: vi.fn(async () => ['a', 'b']), remove: vi.fn(async () => {}) };
    const broken = async () => {
      throw new Error('API Gateway is away');
    };

    await expect(hintWatchers(id, { watchers, post: broken })).resolves.toBeUndefined();
  });
});

function ports() {
  return { findGranted, watchers: pageWatcherTable(), clock: () => new Date(noon) };
}

async function watch(connectionId: string, token: string): Promise<void> {
  await watchOrderPage(connectionId, JSON.stringify({ token }), { ...ports(), post });
}

function change(): Promise<void> {
  return hintWatchers(id, { watchers: pageWatcherTable(), post });
}
