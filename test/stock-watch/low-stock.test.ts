import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Switch } from '../../lambdas/contingency/switch.ts';
import { spreadStock } from '../../lambdas/inventory/spread-stock.ts';
import type { Stock } from '../../lambdas/inventory/stock.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { catchUpStock } from '../../lambdas/stock-watch/catch-up-stock.ts';
import { watchLowStock } from '../../lambdas/stock-watch/low-stock.ts';
import { watchStock } from '../../lambdas/stock-watch/watch-stock.ts';
import { noon } from '../builders.ts';
import { aSwitch } from '../contingency/a-switch.ts';
import { histories } from '../histories.ts';
import { type Fault, interleave } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const sku = '85123A';
const threshold = 5;

let db: InMemoryDynamoDb;
let now: number;
let switches: readonly Switch[];
let raised: object[];
let publish: (type: string, detail: object) => Promise<void>;
beforeEach(() => {
  switches = [];
  fresh(10);
});

describe('low stock', () => {
  it('is raised once when the units come down to the threshold', async () => {
    await changed(-5);
    await changed(-1);
    await changed(-4);

    expect(raised).toEqual([{ sku, available: 5, threshold, since: noon }]);
  });

  it('is raised once a flash sale of it is over, where it is low then; of another SKU, at once', async () => {
    switches = [aSwitch({ kind: 'flash-sale', target: sku, until: new Date(Date.parse(noon) + 60_000).toISOString() })];
    await changed(-8);
    expect(raised).toEqual([]);

    now += 60_000;
    await catchUp();
    expect(raised).toHaveLength(1);

    fresh(10);
    switches = [aSwitch({ kind: 'flash-sale', target: 'OTHER' })];
    await changed(-8);
    expect(raised).toHaveLength(1);
  });

  it('is raised again only after the units were above it', async () => {
    await changed(-8);
    await changed(3);
    await changed(-1);
    expect(raised).toHaveLength(1);

    await changed(2);
    await changed(-1);
    expect(raised).toHaveLength(2);
  });

  it('is raised when a threshold is set above what is there', async () => {
    await changed(-8);
    fresh(2, { lowStockThreshold: undefined });
    await watch();
    expect(raised).toEqual([]);

    await stockTable().changePolicy(sku, { lowStockThreshold: 2 });
    await watch();
    expect(raised).toHaveLength(1);
  });

  it('counts the shards together', async () => {
    fresh(40);
    await spreadStock(sku, 4, 'test');
    await changed(-9, 1);
    await changed(-9, 2);
    await changed(-9, 3);
    expect(raised).toEqual([]);

    await changed(-8, 0);
    expect(raised).toMatchObject([{ available: 5 }]);
    await changed(1, 2);
    expect(item()).not.toHaveProperty('lowSince');
  });

  it('is raised by the next look when the event was refused', async () => {
    publish = async () => {
      throw new Error('throttled');
    };
    await expect(changed(-5)).rejects.toThrow('throttled');

    publish = record;
    await watch();
    expect(raised).toHaveLength(1);
  });

  it('is raised by the clock when its teller died, even if units have come since', async () => {
    await stockTable().claimLow((await seen(-6)) as Stock, new Date(now).toISOString(), '');
    await changed(20);
    expect(raised).toEqual([]);

    now += 61_000;
    await catchUp();
    expect(raised).toHaveLength(1);
    await watch();
    expect(item()).not.toHaveProperty('lowSince');
  });
});

describe('a look that comes late', () => {
  it.each([1, 3])('raises nothing of a crossing that is over, with %i shards', async (shards) => {
    await spreadStock(sku, shards, 'test');
    for (let sold = 0; sold < 6; sold++) await seen(-1, sold % shards);
    const late = (await stockTable().find(sku)) as Stock;
    await watch();
    // On the last shard: shard 0 alone does not show it.
    await changed(6, shards - 1);
    expect(item()).not.toHaveProperty('lowSince');

    await watchLowStock(late, lowStockPorts());

    expect(raised).toHaveLength(1);
    expect(item()).not.toHaveProperty('lowSince');
  });
});

describe('under any interleaving of sales, arrivals and looks', () => {
  const turns = (kinds: readonly Fault[]) =>
    fc.array(fc.record({ pick: fc.nat(20), fault: fc.constantFrom(...kinds) }), { maxLength: 60 });
  const sales = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 });

  it('one crossing raises exactly one event', async () => {
    await fc.assert(
      fc.asyncProperty(sales, fc.constantFrom(1, 2, 4), turns(['none']), async (units, shards, order) => {
        fresh(10);
        await spreadStock(sku, shards, 'test');
        await interleave(
          db,
          units.map((sold, index) => () => changed(-sold, index % shards).catch(soldOut)),
          order,
        );

        expect(raised).toHaveLength(available() <= threshold ? 1 : 0);
        expect(item()?.lowToldAt !== undefined).toBe(available() <= threshold);
      }),
      { numRuns: histories(500) },
    );
  });

  it('arrivals raise no more than one event a crossing, and the last word is true', async () => {
    const changes = fc.array(
      fc.integer({ min: -4, max: 4 }).filter((units) => units !== 0),
      { minLength: 1, maxLength: 7 },
    );
    await fc.assert(
      fc.asyncProperty(changes, fc.constantFrom(1, 3), turns(['none']), async (units, shards, order) => {
        fresh(8);
        await spreadStock(sku, shards, 'test');
        let crossings = 0;
        let before = available();
        await interleave(
          db,
          units.map((change, index) => () => changed(change, index % shards).catch(soldOut)),
          order,
          () => {
            if (before > threshold && available() <= threshold) crossings++;
            before = available();
          },
        );

        // The stream delivers what its own writes changed, too.
        await watch();
        expect(raised.length).toBeLessThanOrEqual(crossings);
        expect(item()?.lowToldAt !== undefined).toBe(available() <= threshold);
        if (available() <= threshold) expect(raised.length).toBeGreaterThan(0);
      }),
      { numRuns: histories(500) },
    );
  });

  it('no crash loses the event', async () => {
    const faults: readonly Fault[] = [
      'none',
      'none',
      'refused',
      'answer-lost',
      'killed-before',
      'killed-after',
      'conflict',
    ];
    await fc.assert(
      fc.asyncProperty(sales, turns(faults), async (units, order) => {
        fresh(10);
        await interleave(
          db,
          units.map((sold) => () => changed(-sold).catch(soldOut)),
          order,
        );
        now += 61_000;
        await catchUp();

        if (available() <= threshold) expect(raised.length).toBeGreaterThan(0);
        expect(item()?.lowToldAt !== undefined).toBe(available() <= threshold);
      }),
      { numRuns: histories(500) },
    );
  });
});

function fresh(units: number, kept: object = { lowStockThreshold: threshold }): void {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: units, available: units, reserved: 0, ...kept });
  now = Date.parse(noon);
  raised = [];
  publish = record;
}

async function record(_type: string, detail: object): Promise<void> {
  raised.push(detail);
}

/** A change of the stock, and the look that it demands. */
async function changed(units: number, shard = 0): Promise<void> {
  const isSpread = item()?.shards !== undefined;
  const writes = stockTable().changeWrites(sku, new Map([[shard, { onHand: units, available: units }]]), isSpread);
  const refusals = await transact(writes);
  if (refusals !== undefined) throw new SoldOut();
  await watch();
}

class SoldOut extends Error {}

function soldOut(error: unknown): void {
  if (!(error instanceof SoldOut)) throw error;
}

/** A change that nobody looks at. */
async function seen(units: number, shard = 0): Promise<Stock | undefined> {
  await transact([stockTable().changeWrite(sku, shard, { onHand: units, available: units })]);
  return stockTable().find(sku);
}

function watch(): Promise<void> {
  return watchStock(sku, {
    stock: stockTable(),
    allocateBackorders: async () => {},
    rebalanceStock: async () => {},
    requestBackInStockNotices: async () => {},
    watchLowStock: (stock) => watchLowStock(stock, lowStockPorts()),
  });
}

function lowStockPorts() {
  return {
    stock: stockTable(),
    publish: (type: string, detail: object) => publish(type, detail),
    switches: async () => switches,
    clock: () => new Date(now),
  };
}

function catchUp(): Promise<void> {
  return catchUpStock({ stock: stockTable(), watchStock: watch, clock: () => new Date(now) });
}

function item() {
  return db.item('stock', `SKU#${sku}`, 'STOCK');
}

function available(): number {
  return db.items('stock').reduce((sum, shard) => sum + Number(shard.available), 0);
}
