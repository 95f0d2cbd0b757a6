import { beforeEach, describe, expect, it } from 'vitest';
import { issueInventory } from '../../lambdas/inventory/issue-inventory.ts';
import { holdingPorts, releaseInventory, reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { spreadStock } from '../../lambdas/inventory/spread-stock.ts';
import { confirmOrder } from '../../lambdas/order-workflow/confirm-order.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { type CheckStockPorts, checkingStock } from '../../lambdas/stock-check/check-stock.ts';
import { type HoldingOrder, readStock, type StockSum, stockDifferences } from '../../local/stock-sums.ts';
import { anOrderContent, anOrderId, anOrderLine, noon } from '../builders.ts';
import { shipWhole } from '../orders/ship-whole.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const sku = 'A';
let db: InMemoryDynamoDb;
let before: ReadonlyMap<string, StockSum>;
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: 10, available: 10, reserved: 0 });
  db.put('stock-movements', {
    ...{ pk: `SKU#${sku}`, sk: `MOVEMENT#${noon}#opening#0` },
    ...{ sku, shard: 0, at: noon, id: 'opening', reason: 'OPENING', onHand: 10, by: 'test' },
  });
  await placed(1, 3);
  before = await readStock(tables());
});

describe('the sums of the stock', () => {
  it('add up when reserved has grown by what the orders hold, and no order is read', async () => {
    const mine = await placed(2, 4);
    const { reads } = db.counts;
    await readStock(tables());
    const once = db.counts.reads - reads;

    expect(await differences([mine])).toEqual([]);
    expect(db.counts.reads - reads).toBe(2 * once);
  });

  it('add up when the hold of an earlier order expires meanwhile', async () => {
    const mine = await placed(2, 4);
    await expired(1);

    expect(await differences([mine])).toEqual([]);
  });

  it('add up when others are placed, and shipped, meanwhile', async () => {
    const mine = await placed(2, 4);
    await placed(3, 1);
    await confirmOrder(anOrderId(1));
    await shipWhole(anOrderId(1), noon);
    await issueInventory(anOrderId(1));

    expect(await differences([mine])).toEqual([]);
  });

  it("add up when one of one's own has ended since it was seen to hold its stock", async () => {
    const mine = await placed(2, 4);
    await expired(2);

    expect(await differences([mine])).toEqual([]);
  });

  it('add up when a hold expires between two reads', async () => {
    const mine = await placed(2, 4);
    const stock = tables().stock;
    let reads = 0;
    async function* all() {
      // The third is that of the service's own check, after the orders.
      if (++reads === 3) {
        await expired(1);
      }
      yield* stock.all();
    }
    await placed(3, 1);

    expect(await differences([mine], { stock: { all } })).toEqual([]);
    expect(reads).toBeGreaterThan(3);
  });

  it('add up over the shards of a SKU', async () => {
    await spreadStock(sku, 4, 'test');
    before = await readStock(tables());

    expect([...before.values()]).toEqual([{ sku, onHand: 10, available: 7, reserved: 3 }]);
    expect(await differences([await placed(2, 4)])).toEqual([]);
  });

  it.each([
    ['units vanish', { available: 2 }, 'available 2 instead of 3'],
    ['a hold is lost', { available: 7, reserved: 3 }, 'available 7 instead of 3, reserved 3 instead of 7'],
    [
      'a rejected order keeps its stock',
      { available: 1, reserved: 9 },
      'available 1 instead of 3, reserved 9 instead of 7',
    ],
    [
      'more is promised than there is',
      { available: -1, reserved: 11 },
      'available -1 instead of 3, reserved 11 instead of 7',
    ],
    ['goods come from nowhere', { onHand: 12, available: 5 }, 'onHand 12 instead of 10, available 5 instead of 3'],
  ])('do not when %s', async (_, wrong, what) => {
    const mine = await placed(2, 4);
    db.put('stock', { ...db.item('stock', `SKU#${sku}`, 'STOCK'), ...wrong });

    expect(await differences([mine])).toEqual([{ sku, what }]);
  });

  it('do not when an order that nobody has ended holds nothing', async () => {
    const mine = await placed(2, 4);
    const order = db.item('orders', `ORDER#${mine.id}`, 'ORDER');
    db.put('orders', { ...order, heldSkus: 0 });
    db.put('stock', { ...db.item('stock', `SKU#${sku}`, 'STOCK'), available: 7, reserved: 3 });

    expect(await differences([mine])).toEqual([
      { sku, what: `order ${mine.id} is RESERVED, but holds 0 of its 1 SKUs` },
    ]);
  });

  it('do not when a SKU is gone that orders hold', async () => {
    const mine = await placed(2, 4);
    db.drop('stock', `SKU#${sku}`, 'STOCK');

    expect(await differences([mine])).toEqual([{ sku, what: 'has no stock item' }]);
  });
});

/** An order that holds its stock. */
async function placed(number: number, quantity: number): Promise<HoldingOrder> {
  const content = anOrderContent({ id: anOrderId(number), lines: [anOrderLine({ sku, quantity })] });
  await orderTable().addContent(content);
  await orderTable().addOrder(newOrder(content));
  await reserveInventory(content.id, { ...holdingPorts(), clock: () => new Date(noon), holdSeconds: 3600 });
  return content;
}

async function expired(number: number): Promise<void> {
  const rejection = { reason: 'HOLD_EXPIRED', at: noon } as const;
  await orderTable().end(anOrderId(number), { status: 'REJECTED', rejection }, { at: noon, event: 'ORDER_REJECTED' });
  await releaseInventory(anOrderId(number));
}

function tables(): CheckStockPorts {
  return { ...checkingStock(), pause: async () => {} };
}

function differences(orders: readonly HoldingOrder[], ports: Partial<CheckStockPorts> = {}) {
  return stockDifferences(before, orders, { ...tables(), ...ports });
}
