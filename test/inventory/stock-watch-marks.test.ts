import { beforeEach, describe, expect, it } from 'vitest';
import type { StockItem } from '../../lambdas/inventory/stock.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const [first, second, third] = ['12:00', '12:05', '12:10'].map((time) => `2026-11-23T${time}:00.000Z`) as [
  string,
  string,
  string,
];
const low = { onHand: 2, available: 2, reserved: 0, lowStockThreshold: 3 };

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

const stored = (item: Partial<StockItem>) =>
  db.put('stock', { pk: 'SKU#CUP', sk: 'STOCK', sku: 'CUP', ...low, ...item });
const item = () => db.item('stock', 'SKU#CUP', 'STOCK');

/** Claims what was read, so that a claim that is older than `gone` is nobody's. */
async function seen() {
  const stock = await stockTable().find('CUP');
  if (stock === undefined) throw new Error('there is stock');
  return (at: string, gone: string) => stockTable().claimLow(stock, at, gone);
}

describe('that stock is low', () => {
  it('is told by the first of all who see it', async () => {
    stored({});
    const [one, two] = [await seen(), await seen()];

    expect([await one(first, first), await two(second, first)]).toEqual([true, false]);
    expect(item()).toMatchObject({ lowSince: first, lowClaimedAt: first });
  });

  it('is told by another once its teller is gone, and by one of all who see that', async () => {
    stored({ lowSince: first, lowClaimedAt: first });
    const [one, two] = [await seen(), await seen()];

    expect(await one(second, '2026-11-23T11:59:59.999Z')).toBe(false);
    expect([await one(second, first), await two(third, first)]).toEqual([true, false]);
    expect(item()).toMatchObject({ lowSince: first, lowClaimedAt: second });
  });

  it('is not told again once it was told, however long ago', async () => {
    stored({ lowSince: first, lowClaimedAt: first, lowToldAt: first });

    expect(await (await seen())(third, second)).toBe(false);
    expect(item()).toMatchObject({ lowClaimedAt: first });
  });

  it.each<[string, Partial<StockItem>]>([
    ['units have come', { available: 4 }],
    ['units have come to another shard', { restocks: 2 }],
  ])('is not told where %s since it was seen', async (_, since) => {
    stored({ restocks: 1 });
    const claim = await seen();
    stored({ restocks: 1, ...since });

    expect(await claim(first, first)).toBe(false);
    expect(item()).not.toHaveProperty('lowSince');
  });

  it('is noted as told, and forgotten, by who claimed it, and by nobody who was taken for gone', async () => {
    stored({ lowSince: first, lowClaimedAt: second });

    await stockTable().recordLowTold('CUP', first, third);
    await stockTable().clearLow('CUP', first);
    expect(item()).toMatchObject({ lowSince: first, lowClaimedAt: second });
    expect(item()).not.toHaveProperty('lowToldAt');

    await stockTable().recordLowTold('CUP', second, third);
    expect(item()).toMatchObject({ lowToldAt: third });
    await stockTable().clearLow('CUP', second);
    expect(item()).toEqual({ pk: 'SKU#CUP', sk: 'STOCK', sku: 'CUP', ...low });
  });
});

describe('that a shopper waits', () => {
  it('is noted of a SKU that there is', async () => {
    expect(await tryWrite(stockTable().awaitWrite('CUP', 'm1'))).toBe(false);
    expect(db.items('stock')).toEqual([]);

    stored({});
    expect(await tryWrite(stockTable().awaitWrite('CUP', 'm1'))).toBe(true);
    expect(item()).toMatchObject({ awaited: 'm1' });
  });

  it('is forgotten unless one came since', async () => {
    stored({ awaited: 'm2' });

    await stockTable().clearAwaited('CUP', 'm1');
    expect(item()).toMatchObject({ awaited: 'm2' });
    await stockTable().clearAwaited('CUP', 'm2');
    expect(item()).not.toHaveProperty('awaited');
  });
});
