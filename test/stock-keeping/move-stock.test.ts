import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { spreadStock } from '../../lambdas/inventory/spread-stock.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { changeStockSettings } from '../../lambdas/stock-keeping/change-stock-settings.ts';
import { moveStock, movingStock } from '../../lambdas/stock-keeping/move-stock.ts';
import { StockMovementRequest } from '../../lambdas/stock-keeping/stock-movement-request.ts';
import { anOrderContent, anOrderId, anOrderLine } from '../builders.ts';
import { histories } from '../histories.ts';
import { faults, interleave } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const sku = 'TEA';
const id = anOrderId(1);
let db: InMemoryDynamoDb;
let keys = 0;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  db.put('products', { pk: `SKU#${sku}`, sk: 'PRODUCT', sku, name: 'Tea', prices: [] });
});
afterEach(() => void vi.useRealTimers());

describe('moving stock', () => {
  it('begins the stock of a product with the first units received', async () => {
    expect(await move({ type: 'receive', quantity: 5 })).toMatchObject({ onHand: 5, reason: 'PURCHASE', by: 'keeper' });
    expect(await figures()).toEqual({ onHand: 5, available: 5, reserved: 0, unsellable: 0 });
  });

  it('takes what was bought off what is on order, and never more than that', async () => {
    const onOrder = async () => (await stockTable().findMain(sku))?.onOrder;
    await changeStockSettings({ sku, by: 'keeper' }, { onOrder: 10 });
    await move({ type: 'receive', quantity: 2, reason: 'RETURN' });
    expect(await onOrder()).toBe(10);
    await move({ type: 'receive', quantity: 4 }, 'delivery');
    await move({ type: 'receive', quantity: 4 }, 'delivery');
    expect(await onOrder()).toBe(6);
    await move({ type: 'receive', quantity: 100 });
    expect(await onOrder()).toBe(0);
    expect(ledger().onHand).toBe(106);
  });

  it('refuses what is not in the catalogue', async () => {
    await expect(
      moveStock({ sku: 'X', key: 'k', by: 'keeper' }, parsed({ type: 'receive', quantity: 1 })),
    ).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('sets units aside, restores some and disposes of the rest', async () => {
    await move({ type: 'receive', quantity: 10 });
    await move({ type: 'set-aside', quantity: 4, reason: 'DAMAGED' });
    expect(await figures()).toEqual({ onHand: 6, available: 6, reserved: 0, unsellable: 4 });
    await move({ type: 'restore', quantity: 1 });
    await move({ type: 'dispose', quantity: 3 });
    expect(await figures()).toEqual({ onHand: 7, available: 7, reserved: 0, unsellable: 0 });
    expect(ledger()).toEqual({ onHand: 7, unsellable: 0 });
  });

  it('gives the same answer to a repeat, and refuses the key for another content', async () => {
    const first = await move({ type: 'receive', quantity: 5 }, 'k');
    expect(await move({ type: 'receive', quantity: 5 }, 'k')).toEqual(first);
    await expect(move({ type: 'receive', quantity: 6 }, 'k')).rejects.toMatchObject({ kind: 'idempotency-key-reused' });
    expect(await figures()).toMatchObject({ onHand: 5 });
  });

  it.each([
    [{ type: 'adjust', change: -4, reason: 'LOST' }],
    [{ type: 'set-aside', quantity: 4, reason: 'DAMAGED' }],
    [{ type: 'count', counted: 1 }],
  ])('takes nothing that an order holds: %o', async (request) => {
    await move({ type: 'receive', quantity: 5 });
    await reserved(2);
    await expect(move(request)).rejects.toMatchObject({
      kind: 'stock-conflict',
      message: expect.stringContaining('3 are available and 2 reserved'),
    });
    expect(await figures()).toEqual({ onHand: 5, available: 3, reserved: 2, unsellable: 0 });
    expect(ledger().onHand).toBe(5);
  });

  it('takes units from several shards at once, and counts them together', async () => {
    await move({ type: 'receive', quantity: 8 });
    await spreadStock(sku, 4, 'keeper');
    await move({ type: 'adjust', change: -5, reason: 'LOST' });
    expect(await figures()).toMatchObject({ onHand: 3, available: 3 });
    expect(await move({ type: 'count', counted: 2 })).toMatchObject({ count: { book: 3, counted: 2, difference: -1 } });
    expect(await figures()).toMatchObject({ onHand: 2 });
    expect(ledger().onHand).toBe(2);
  });

  it('makes a spread product that is sold out be for sale again', async () => {
    await move({ type: 'receive', quantity: 1 });
    await spreadStock(sku, 2, 'keeper');
    db.put('stock', { ...db.item('stock', `SKU#${sku}`, 'STOCK'), soldOut: true });
    await move({ type: 'receive', quantity: 1 });
    expect((await stockTable().findMain(sku))?.soldOut).toBeUndefined();
  });

  it('counts against the book of that time: what came later stays', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await move({ type: 'receive', quantity: 10 });
    const countedAt = new Date(Date.now() + 1).toISOString();
    vi.setSystemTime(Date.now() + 5);
    await move({ type: 'receive', quantity: 7 });
    expect(await move({ type: 'count', counted: 9, countedAt })).toMatchObject({
      at: countedAt,
      count: { book: 10, difference: -1 },
    });
    expect(await figures()).toMatchObject({ onHand: 16 });
  });

  describe('an adjustment goes the way that its reason says', () => {
    it.each([
      ['LOST', [-1]],
      ['STOLEN', [-1]],
      ['DAMAGED', [-1]],
      ['EXPIRED', [-1]],
      ['FOUND', [1]],
      ['CORRECTION', [-1, 1]],
    ])('%s: of -1, 0 and 1 only %j', (reason, taken) => {
      const parse = (change: number) => StockMovementRequest.safeParse({ type: 'adjust', change, reason });
      const refused = [-1, 0, 1].filter((change) => !parse(change).success);

      expect([-1, 0, 1].filter((change) => parse(change).success)).toEqual(taken);
      for (const change of refused) expect(parse(change).error?.issues.map(({ path }) => path)).toEqual([['change']]);
    });
  });

  describe('a figure beyond reason', () => {
    const beyond = { kind: 'invalid-stock-change', errors: [{ pointer: '#/confirmed' }] };

    it.each([
      ['received', 0, { type: 'receive', quantity: 10_001 }],
      ['corrected', 5, { type: 'adjust', change: 210_605, reason: 'CORRECTION' }],
      ['found', 5, { type: 'adjust', change: 210_605, reason: 'FOUND' }],
      ['lost', 50_000, { type: 'adjust', change: -20_000, reason: 'LOST' }],
      ['set aside', 50_000, { type: 'set-aside', quantity: 20_000, reason: 'DAMAGED' }],
      ['counted', 100, { type: 'count', counted: 85_123 }],
      ['counted away', 50_000, { type: 'count', counted: 0 }],
    ])('%s is asked about, and moved when it is meant', async (_case, onHand, request) => {
      if (onHand > 0) await move({ type: 'receive', quantity: onHand, confirmed: true });

      await expect(move(request, 'k')).rejects.toMatchObject(beyond);
      expect(await stockTable().find(sku)).toEqual(onHand === 0 ? undefined : expect.objectContaining({ onHand }));
      await move({ ...request, confirmed: true }, 'k');
      expect((await figures()).onHand).not.toBe(onHand);
    });

    it('disposed of is asked about too', async () => {
      await move({ type: 'receive', quantity: 50_000, confirmed: true });
      await move({ type: 'set-aside', quantity: 20_000, reason: 'EXPIRED', confirmed: true });

      await expect(move({ type: 'dispose', quantity: 20_000 })).rejects.toMatchObject(beyond);
    });

    it('is none where as much lies in the warehouse', async () => {
      await move({ type: 'receive', quantity: 1_000_000, confirmed: true });

      expect(await move({ type: 'receive', quantity: 100_000 })).toMatchObject({ onHand: 100_000 });
    });
  });

  describe('a count', () => {
    const openedAt = Date.UTC(2026, 1, 28, 12);
    const day = 86_400_000;
    const clock = (at: number) => () => new Date(at);
    const countAt = (countedAt: number, now: number, countDays = 31) =>
      moveStock(
        { sku, key: `count ${countedAt}`, by: 'keeper' },
        parsed({ type: 'count', counted: 97, countedAt: new Date(countedAt).toISOString() }),
        { ...movingStock(), clock: clock(now), countDays: () => countDays },
      );
    beforeEach(async () => {
      await moveStock({ sku, key: 'opening', by: 'keeper' }, parsed({ type: 'receive', quantity: 100 }), {
        ...movingStock(),
        clock: clock(openedAt),
      });
    });

    it.each([
      ['before the opening of the product', openedAt - 1, openedAt + day],
      ['ahead of the clock', openedAt + day + 1, openedAt + day],
      ['older than the stage takes', openedAt + day, openedAt + 33 * day],
    ])('%s is refused, and changes nothing', async (_case, countedAt, now) => {
      await expect(countAt(countedAt, now)).rejects.toMatchObject({
        kind: 'invalid-stock-change',
        errors: [{ pointer: '#/countedAt' }],
      });
      expect(await figures()).toMatchObject({ onHand: 100 });
    });

    it.each([
      ['of the very opening', openedAt, openedAt + day, 31],
      ['of this moment', openedAt + day, openedAt + day, 31],
      ['as old as the stage takes', openedAt + day, openedAt + 32 * day, 31],
      ['as old as another stage takes', openedAt + day, openedAt + 90 * day, 100],
    ])('%s is booked against the book of that time', async (_case, countedAt, now, countDays) => {
      expect(await countAt(countedAt, now, countDays)).toMatchObject({ count: { book: 100, difference: -3 } });
    });
  });

  it('refuses a count older than the last one', async () => {
    const opened = Date.UTC(2026, 1, 28, 12);
    const moveAt = (milliseconds: number, request: object) =>
      moveStock({ sku, key: String(keys++), by: 'keeper' }, parsed(request), {
        ...movingStock(),
        clock: () => new Date(opened + milliseconds),
      });
    await moveAt(0, { type: 'receive', quantity: 10 });
    await moveAt(2, { type: 'count', counted: 9 });

    const older = { type: 'count', counted: 8, countedAt: new Date(opened + 1).toISOString() };
    await expect(moveAt(3, older)).rejects.toMatchObject({ kind: 'stock-conflict' });
  });

  it('moves once whatever crashes, is repeated or meets another', async () => {
    const turn = fc.record({ pick: fc.nat(5), fault: fc.constantFrom(...faults) });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 40 }), async (turns) => {
        for (const table of ['stock', 'stock-movements', 'stock-requests']) {
          for (const { pk, sk } of db.items(table)) db.drop(table, String(pk), String(sk));
        }
        await move({ type: 'receive', quantity: 10 });
        const requests = [
          [{ type: 'receive', quantity: 3 }, 'a'],
          [{ type: 'receive', quantity: 3 }, 'a'],
          [{ type: 'adjust', change: -2, reason: 'LOST' }, 'b'],
          [{ type: 'set-aside', quantity: 4, reason: 'EXPIRED' }, 'c'],
        ] as const;
        await interleave(
          db,
          requests.map(
            ([request, key]) =>
              () =>
                move(request, key),
          ),
          turns,
        );
        // Every client repeats until it has an answer.
        for (const [request, key] of requests) await move(request, key);
        expect(await figures()).toEqual({ onHand: 7, available: 7, reserved: 0, unsellable: 4 });
        expect(ledger()).toEqual({ onHand: 7, unsellable: 4 });
      }),
      { numRuns: histories(100) },
    );
  });
});

describe('settings', () => {
  it('are set and taken away', async () => {
    const keeper = { sku, by: 'keeper' };
    const { main } = await changeStockSettings(keeper, { lowStockThreshold: 3, packSize: 6, backorder: { limit: 5 } });
    expect(main).toMatchObject({ lowStockThreshold: 3, packSize: 6, backorder: { limit: 5 }, backordered: 0 });
    const after = await changeStockSettings(keeper, { lowStockThreshold: null, backorder: null });
    expect(after.main.lowStockThreshold).toBeUndefined();
    expect(after.main.backorder).toBeUndefined();
    expect(after.main.packSize).toBe(6);
  });

  it('keep a spread product from being backordered, and the other way round', async () => {
    const keeper = { sku, by: 'keeper' };
    await changeStockSettings(keeper, { shards: 4 });
    await expect(changeStockSettings(keeper, { backorder: { limit: 1 } })).rejects.toMatchObject({
      kind: 'stock-conflict',
    });
  });

  it('keep the policy while units are promised', async () => {
    const keeper = { sku, by: 'keeper' };
    await changeStockSettings(keeper, { backorder: { limit: 5 } });
    await reserved(2);
    await expect(changeStockSettings(keeper, { backorder: null })).rejects.toMatchObject({ kind: 'stock-conflict' });
  });
});

function parsed(request: unknown): StockMovementRequest {
  return StockMovementRequest.parse(request);
}

function move(request: unknown, key = `key-${keys++}`) {
  return moveStock({ sku, key, by: 'keeper' }, parsed(request));
}

async function figures() {
  const stock = await stockTable().find(sku);
  return {
    onHand: stock?.onHand,
    available: stock?.available,
    reserved: stock?.reserved,
    unsellable: stock?.unsellable,
  };
}

function ledger() {
  const sum = (of: string) => db.items('stock-movements').reduce((total, item) => total + Number(item[of] ?? 0), 0);
  return { onHand: sum('onHand'), unsellable: sum('unsellable') };
}

async function reserved(quantity: number): Promise<void> {
  const content = anOrderContent({ id, lines: [anOrderLine({ sku, quantity })] });
  await orderTable().addContent(content);
  await orderTable().addOrder(newOrder(content));
  await reserveInventory(id);
}
