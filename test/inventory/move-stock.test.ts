import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepStock } from '../../lambdas/inventory/keep-stock.ts';
import { moveStock } from '../../lambdas/inventory/move-stock.ts';
import { reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { spreadStock } from '../../lambdas/inventory/spread-stock.ts';
import { StockMovementRequest } from '../../lambdas/inventory/stock-movement-request.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrderContent, anOrderId, anOrderLine } from '../builders.ts';
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

describe('moving stock', () => {
  it('begins the stock of a product with the first units received', async () => {
    expect(await move({ type: 'receive', quantity: 5 })).toMatchObject({ onHand: 5, reason: 'PURCHASE', by: 'keeper' });
    expect(await figures()).toEqual({ onHand: 5, available: 5, reserved: 0, unsellable: 0 });
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
    await move({ type: 'receive', quantity: 10 });
    const countedAt = new Date(Date.now() + 1).toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await move({ type: 'receive', quantity: 7 });
    expect(await move({ type: 'count', counted: 9, countedAt })).toMatchObject({
      at: countedAt,
      count: { book: 10, difference: -1 },
    });
    expect(await figures()).toMatchObject({ onHand: 16 });
  });

  it('refuses a count older than the last one, and one in the future', async () => {
    await move({ type: 'receive', quantity: 10 });
    await move({ type: 'count', counted: 9 });
    await expect(move({ type: 'count', counted: 8, countedAt: '2026-01-01T00:00:00Z' })).rejects.toMatchObject({
      kind: 'stock-conflict',
    });
    await expect(move({ type: 'count', counted: 8, countedAt: '2999-01-01T00:00:00Z' })).rejects.toMatchObject({
      kind: 'invalid-stock-change',
    });
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
      { numRuns: 100 },
    );
  });
});

describe('settings', () => {
  it('are set and taken away', async () => {
    const keeper = { sku, by: 'keeper' };
    const { main } = await keepStock(keeper, { lowStockThreshold: 3, packSize: 6, backorder: { limit: 5 } });
    expect(main).toMatchObject({ lowStockThreshold: 3, packSize: 6, backorder: { limit: 5 }, backordered: 0 });
    const after = await keepStock(keeper, { lowStockThreshold: null, backorder: null });
    expect(after.main.lowStockThreshold).toBeUndefined();
    expect(after.main.backorder).toBeUndefined();
    expect(after.main.packSize).toBe(6);
  });

  it('keep a spread product from being backordered, and the other way round', async () => {
    const keeper = { sku, by: 'keeper' };
    await keepStock(keeper, { shards: 4 });
    await expect(keepStock(keeper, { backorder: { limit: 1 } })).rejects.toMatchObject({ kind: 'stock-conflict' });
  });

  it('keep the policy while units are promised', async () => {
    const keeper = { sku, by: 'keeper' };
    await keepStock(keeper, { backorder: { limit: 5 } });
    await reserved(2);
    await expect(keepStock(keeper, { backorder: null })).rejects.toMatchObject({ kind: 'stock-conflict' });
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
  await orderTable().addOrder(content);
  await reserveInventory(id);
}
