import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StockContention } from '../../lambdas/inventory/stock-contention.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { catchUpStock } from '../../lambdas/stock-watch/catch-up-stock.ts';
import { watchStock } from '../../lambdas/stock-watch/watch-stock.ts';
import { noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
let done: string[];
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  done = [];
});
afterEach(() => {
  vi.useRealTimers();
});

const policy = { limit: 5 };

describe('a look at the stock', () => {
  it.each([
    ['gives arrived units to those who wait', { available: 2, backordered: 3, backorder: policy }, ['allocate']],
    ['gives nothing where nobody waits', { available: 2, backordered: 0, backorder: policy }, []],
    ['gives nothing where nothing is', { available: 0, backordered: 3, backorder: policy }, []],
    ['has shoppers told of units', { available: 1, awaited: 'mark' }, ['tell']],
    ['has nobody told of nothing', { available: 0, awaited: 'mark' }, []],
    ['does nothing of its own for a plain SKU', { available: 0 }, []],
  ])('%s', async (_what, kept, expected) => {
    inStock('A', kept);
    await look('A');
    expect(done).toEqual([
      ...expected.filter((act) => act !== 'tell'),
      'low?',
      ...expected.filter((act) => act === 'tell'),
    ]);
  });

  it.each([
    ['a shard ran dry', [10, 0], true],
    ['units came to one shard only', [40, 5], true],
    ['the shards are alike', [10, 7], false],
    ['there is less than a unit a shard', [1, 0], false],
  ])('rebalances when %s: %j', async (_what, units, expected) => {
    inStock('A', { available: units[0], shards: 2, allShards: 2, restocks: 0 });
    shard('A', 1, units[1] ?? 0);
    await look('A');
    expect(done.includes('rebalance')).toBe(expected);
  });

  it('rebalances what lies on a shard that is no longer used', async () => {
    inStock('A', { available: 10, shards: 1, allShards: 2, restocks: 0 });
    shard('A', 1, 1);
    await look('A');
    expect(done).toContain('rebalance');
  });

  it('goes on when sales are quicker than rebalancing', async () => {
    inStock('A', { available: 10, shards: 2, allShards: 2, restocks: 0 });
    shard('A', 1, 0);
    await look('A', () => Promise.reject(new StockContention('SKU A')));
    expect(done).toEqual(['low?']);
  });
});

describe('the look by the clock', () => {
  it('is at what is due, and at nothing else', async () => {
    inStock('RELEASED', { available: 2, backordered: 1, backorder: { ...policy, releaseAt: noon } });
    inStock('NOT-YET', {
      available: 2,
      backordered: 1,
      backorder: { ...policy, releaseAt: '2030-01-01T00:00:00.000Z' },
    });
    inStock('UNTOLD', { available: 2, lowStockThreshold: 5, lowSince: noon, lowClaimedAt: noon });
    inStock('TOLD', { available: 2, lowStockThreshold: 5, lowSince: noon, lowClaimedAt: noon, lowToldAt: noon });
    inStock('MISSED', { available: 5, lowStockThreshold: 5 });
    inStock('AWAITED', { available: 2, awaited: 'mark' });
    inStock('PLAIN', { available: 0 });
    shard('PLAIN', 1, 0);

    await catchUp(async () => {});

    expect(done.sort()).toEqual(['AWAITED', 'MISSED', 'RELEASED', 'UNTOLD']);
  });

  it('is at all that is due, even if one fails', async () => {
    inStock('A', { available: 2, awaited: 'mark' });
    inStock('B', { available: 2, awaited: 'mark' });

    await expect(catchUp(() => Promise.reject(new Error('no')))).rejects.toThrow('2 SKUs could not be watched');
  });

  it('leaves what it has no time for to the next', async () => {
    vi.useFakeTimers();
    for (let index = 0; index < 200; index += 1) inStock(`SKU-${index}`, { available: 2, awaited: 'mark' });
    let concluded = false;

    const look = catchUp(
      () => new Promise((over) => setTimeout(over, 4_000)),
      () => new Date(),
    ).then(() => {
      concluded = true;
    });
    // The function has 55 seconds.
    await vi.advanceTimersByTimeAsync(50_000);

    expect(concluded).toBe(true);
    await look;
    expect(done.length).toBeGreaterThan(80);
    expect(done.length).toBeLessThan(200);
  });

  function catchUp(run: () => Promise<void>, clock = () => new Date(noon)) {
    const watch = (sku: string) => {
      done.push(sku);
      return run();
    };
    return catchUpStock({ stock: stockTable(), watchStock: watch, clock });
  }
});

function look(sku: string, rebalance = async () => void done.push('rebalance')): Promise<void> {
  return watchStock(sku, {
    stock: stockTable(),
    allocateBackorders: async () => void done.push('allocate'),
    rebalanceStock: rebalance,
    watchLowStock: async () => void done.push('low?'),
    requestBackInStockNotices: async () => void done.push('tell'),
  });
}

function inStock(
  sku: string,
  { available = 0, ...kept }: { available?: number | undefined } & Record<string, unknown>,
) {
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: available, available, reserved: 0, ...kept });
}

function shard(sku: string, n: number, available: number) {
  db.put('stock', { pk: `SKU#${sku}#${n}`, sk: 'STOCK', sku, shard: n, onHand: available, available, reserved: 0 });
}
