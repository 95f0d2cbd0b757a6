import { beforeEach, describe, expect, it } from 'vitest';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const counts = { onHand: 1, available: 1, reserved: 0 };

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

function stored(sku: string, shards = 1): void {
  const spread = { shards, allShards: shards };
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, ...counts, ...(shards > 1 && spread) });
  for (let shard = 1; shard < shards; shard++) {
    db.put('stock', { pk: `SKU#${sku}#${shard}`, sk: 'STOCK', sku, shard, ...counts });
  }
}

describe('the stock of all SKUs', () => {
  it.each([1, 2, 3, 100])('is met once each, by pages of %i items, also where it is spread', async (limit) => {
    const skus = ['CUP', 'POT', 'BANK CHARGES', 'JUG'];
    for (const [index, sku] of skus.entries()) stored(sku, index + 1);

    const met: string[] = [];
    let after: string | undefined;
    // More pages than items: it ends.
    for (let page = 0; page < 30; page++) {
      const { mains, end } = await stockTable().mainsFrom(limit, after);
      expect(mains.length).toBeLessThanOrEqual(limit);
      met.push(...mains.map(({ sku }) => sku));
      after = end;
      if (end === undefined) break;
    }
    expect(after).toBeUndefined();
    expect(met.toSorted()).toEqual(skus.toSorted());
  });
});

describe('the shards of a SKU', () => {
  it('stand in their order, in whichever they come', async () => {
    stored('CUP', 4);
    db.intercept = async ({ name }, commit) => {
      const answer = commit();
      if (name !== 'BatchGetCommand') return answer;
      const { Responses } = answer as { Responses: Record<string, object[]> };
      return {
        Responses: Object.fromEntries(Object.entries(Responses).map(([of, items]) => [of, items.toReversed()])),
      };
    };

    expect((await stockTable().find('CUP'))?.shards.map(({ shard }) => shard)).toEqual([0, 1, 2, 3]);
  });

  it('are one where it was never spread, which costs one read', async () => {
    stored('CUP');

    expect((await stockTable().find('CUP'))?.shards).toHaveLength(1);
    expect(db.counts.reads).toBe(1);
  });

  it.each([
    [1, undefined],
    [2, 1],
  ])('tell that units have come where they are several: of %i', async (shards, restocks) => {
    stored('CUP', shards);
    const main = await stockTable().findMain('CUP');
    if (main === undefined) throw new Error('there is no stock');

    await transact(stockTable().moveWrites(main, new Map([[0, { onHand: 2, available: 2 }]])));

    expect(await stockTable().findMain('CUP')).toMatchObject({ available: 3, revision: 1 });
    expect((await stockTable().findMain('CUP'))?.restocks).toBe(restocks);
  });
});

describe('the settings of a SKU', () => {
  const settings = { lowStockThreshold: 3, leadTimeDays: 10 };
  const low = { lowSince: '2026-11-23', lowClaimedAt: '2026-11-23', lowToldAt: '2026-11-23' };
  const item = () => db.item('stock', 'SKU#CUP', 'STOCK');

  it('stay as they are where nothing is said of them', async () => {
    stored('CUP');
    await stockTable().changePolicy('CUP', settings);
    const before = item();

    expect(await stockTable().changePolicy('CUP', {})).toBe(true);
    expect(await stockTable().changePolicy('CUP', { lowStockThreshold: undefined })).toBe(true);
    expect(item()).toEqual(before);
    expect(await stockTable().changePolicy('CUP', { leadTimeDays: 12, lowStockThreshold: undefined })).toBe(true);
    expect(item()).toEqual({ ...before, leadTimeDays: 12 });
  });

  it('without a threshold forget that the stock is low, and of nothing else', async () => {
    stored('CUP');
    db.put('stock', { ...item(), pk: 'SKU#CUP', sk: 'STOCK', ...settings, ...low });

    await stockTable().changePolicy('CUP', { leadTimeDays: null });
    expect(item()).toMatchObject({ lowStockThreshold: 3, ...low });
    await stockTable().changePolicy('CUP', { lowStockThreshold: null });
    expect(item()).toEqual({ pk: 'SKU#CUP', sk: 'STOCK', sku: 'CUP', ...counts });
  });

  it('may go while units are promised beyond the stock, but for what promises them', async () => {
    stored('CUP');
    const promised = { backorder: { limit: 9 }, backordered: 2 };
    db.put('stock', { ...item(), pk: 'SKU#CUP', sk: 'STOCK', ...settings, ...promised });

    expect(await stockTable().changePolicy('CUP', { leadTimeDays: null })).toBe(true);
    expect(await stockTable().changePolicy('CUP', { backorder: null })).toBe(false);
    expect(item()).toMatchObject(promised);
  });
});
