import { beforeEach, describe, expect, it } from 'vitest';
import { releaseInventory, reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { nextMove, rebalanceStock, spreadStock } from '../../lambdas/inventory/spread-stock.ts';
import { type StockItem, shardFor, stockOf } from '../../lambdas/inventory/stock.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrderContent, anOrderId, anOrderLine } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb, transactionConflict } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const sku = 'HOT';
/** An order whose own shard of four is not shard 0, and the shard that it is. */
const number = [0, 1, 2, 3, 4, 5].find((candidate) => shardFor(anOrderId(candidate), 4) > 0) ?? 0;
const id = anOrderId(number);
const own = shardFor(id, 4);
const others = [0, 1, 2, 3].filter((shard) => shard !== own);

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('spreading stock', () => {
  it('gives each shard an equal part and leaves the rest where it was, with a movement for each unit that moved', async () => {
    inStock(10);

    await spreadStock(sku, 4, 'keeper');

    expect(available().toSorted()).toEqual([2, 2, 2, 4]);
    const moved = db.items('stock-movements').reduce((sum, { onHand }) => sum + Number(onHand), 0);
    expect(moved).toBe(0);
    expect(db.items('stock-movements').map(({ reason, by }) => `${reason} ${by}`)).toContain('REBALANCED keeper');
  });

  it('brings it together again, and leaves what is reserved where it lies', async () => {
    inStock(8);
    await spreadStock(sku, 4, 'keeper');
    await accepted(2);
    await reserveInventory(id);

    await spreadStock(sku, 1, 'keeper');

    expect(available()).toEqual([6, 0, 0, 0]);
    expect(item(own)).toMatchObject({ reserved: 2, onHand: 2 });
  });

  it('again changes nothing', async () => {
    inStock(8);
    await spreadStock(sku, 4, 'keeper');
    const before = [...db.items('stock'), ...db.items('stock-movements')];

    await spreadStock(sku, 4, 'keeper');

    expect([...db.items('stock'), ...db.items('stock-movements')]).toEqual(before);
  });

  it.each([
    ['more shards than a transaction takes', 33, {}],
    ['no shard', 0, {}],
    ['half a shard', 1.5, {}],
    ['a SKU that may be backordered', 4, { backorder: { limit: 5 }, backordered: 0 }],
  ])('refuses %s', async (_what, shards, settings) => {
    inStock(8, settings);

    await expect(spreadStock(sku, shards, 'keeper')).rejects.toMatchObject({ kind: 'stock-conflict' });
    expect(db.items('stock')).toHaveLength(1);
  });

  it('takes as many shards as a transaction does', async () => {
    inStock(64);

    await spreadStock(sku, 32, 'keeper');

    expect(available()).toEqual(Array.from({ length: 32 }, () => 2));
  });

  it('over one shard changes nothing where it never was spread', async () => {
    inStock(8);

    await spreadStock(sku, 1, 'keeper');

    expect(item(0)).toMatchObject({ available: 8 });
    expect(item(0)).not.toHaveProperty('shards');
  });

  it('gives way to who spreads it at the same moment', async () => {
    inStock(8);
    db.intercept = async ({ name }, commit) => {
      if (name === 'TransactWriteCommand') db.put('stock', { ...item(0), shards: 3, allShards: 3 });
      return commit();
    };

    await expect(spreadStock(sku, 4, 'keeper')).rejects.toMatchObject({ name: 'StockContention' });
    expect(item(0)).toMatchObject({ shards: 3 });
  });

  it('of a SKU that is not there says so', async () => {
    await expect(spreadStock('NONE', 4, 'keeper')).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('rebalancing', () => {
  it('does nothing for a SKU whose stock is not spread', async () => {
    inStock(8);
    const writes = db.counts.writes;

    await rebalanceStock(sku);

    expect(db.counts.writes).toBe(writes);
  });

  it('is done by the service, and says that units became available', async () => {
    await spreadOver([4, 0]);
    const { restocks } = item(0) ?? {};

    await rebalanceStock(sku);

    expect(available()).toEqual([2, 2]);
    expect(item(0)).toMatchObject({ restocks: Number(restocks) + 1 });
    expect(db.items('stock-movements').map(({ by }) => by)).toEqual(['service', 'service']);
  });

  it('is given up where sales are quicker at every look', async () => {
    await spreadOver([4, 0]);
    db.intercept = async ({ name, items = [] }, commit) => {
      if (name === 'TransactWriteCommand') throw transactionConflict(items.length);
      return commit();
    };

    await expect(rebalanceStock(sku)).rejects.toMatchObject({ name: 'StockContention' });
    expect(available()).toEqual([4, 0]);
  });

  it.each([
    ['even parts', [5, 5, 5, 5], 4, undefined],
    ['parts that differ by less than a tenth', [100, 105, 98, 97], 4, undefined],
    ['parts that differ by just a tenth', [11, 9], 2, undefined],
    ['one dry shard', [0, 20, 20, 20], 4, { from: 1, to: 0, units: 5 }],
    ['less than a unit for each', [1, 1, 0, 0], 4, undefined],
    ['a shard that is no longer used', [0, 8], 1, { from: 1, to: 0, units: 8 }],
    ['one that is no longer used, though the others are full', [4, 4, 1, 0], 2, { from: 2, to: 0, units: 1 }],
    ['one that is no longer used, however little it has', [50, 50, 2], 2, { from: 2, to: 0, units: 1 }],
    ['several that are no longer used, all dry', [4, 4, 0, 0], 2, undefined],
  ] as const)('of %s, %j on %i shards, moves %j', (_what, parts, used, expected) => {
    const shards = parts.map((units, shard) => part(shard, units, used)) as unknown as [StockItem];
    expect(nextMove(stockOf(shards))).toEqual(expected);
  });
});

describe('an order of a SKU whose stock is spread', () => {
  it('takes from its own shard, and gives back to it', async () => {
    await spreadOver([5, 5, 5, 5]);
    await accepted(2);

    await reserveInventory(id);
    expect(item(own)).toMatchObject({ available: 3, reserved: 2 });

    await orderTable().cancel(id, { by: 'STAFF', at: '2026-11-23T12:00:00.000Z', reason: 'STOCK' });
    await releaseInventory(id);
    expect(available()).toEqual([5, 5, 5, 5]);
  });

  it('takes from another shard when its own ran dry', async () => {
    await spreadOver([5, 5, 5, 5].map((units, shard) => (shard === own ? 0 : units)));
    await accepted(2);

    await reserveInventory(id);

    expect(others.filter((shard) => item(shard)?.reserved === 2)).toHaveLength(1);
  });

  it('takes the rest from several shards where no single one has it all, in one transaction', async () => {
    await spreadOver([1, 1, 1, 1]);
    await accepted(3);

    await reserveInventory(id);

    expect(available().toSorted()).toEqual([0, 0, 0, 1]);
    expect(db.item('orders', `ORDER#${id}`, 'ORDER')).toMatchObject({ status: 'RESERVED' });
  });

  it('is all or nothing with its other lines', async () => {
    await spreadOver([1, 1, 1, 1]);
    db.put('stock', { pk: 'SKU#PLAIN', sk: 'STOCK', sku: 'PLAIN', onHand: 1, available: 1, reserved: 0 });
    await accepted(3, [anOrderLine({ sku: 'PLAIN', quantity: 2 })]);

    await expect(reserveInventory(id)).rejects.toMatchObject({
      shortages: [{ sku: 'PLAIN', requested: 2, available: 1 }],
    });
    expect(available()).toEqual([1, 1, 1, 1]);
  });

  it('is refused with what all shards have together', async () => {
    await spreadOver([1, 0, 1, 0]);
    await accepted(3);

    await expect(reserveInventory(id)).rejects.toMatchObject({ shortages: [{ sku, requested: 3, available: 2 }] });
  });

  it('goes on to the next shard where it meets others, and gives way where it meets them at every one it tries', async () => {
    await spreadOver([5, 5, 5, 5]);
    await accepted(2);
    let conflicts = 2;
    let transactions = 0;
    db.intercept = async ({ name, items = [] }, commit) => {
      if (name !== 'TransactWriteCommand') return commit();
      transactions++;
      if (conflicts-- > 0) throw transactionConflict(items.length);
      return commit();
    };
    await reserveInventory(id);
    expect([transactions, available().toSorted()]).toEqual([3, [3, 5, 5, 5]]);

    conflicts = Number.POSITIVE_INFINITY;
    transactions = 0;
    await accepted(2, [], number + 20);
    await expect(reserveInventory(anOrderId(number + 20))).rejects.toMatchObject({ name: 'StockContention' });
    expect(transactions).toBe(4);
  });

  it('gives way where others take every unit that it plans for before it comes', async () => {
    await spreadOver([5, 5, 5, 5]);
    await accepted(2);
    db.intercept = async ({ name }, commit) => {
      if (name !== 'TransactWriteCommand') return commit();
      const before = [0, 1, 2, 3].map(item);
      for (const stock of before) db.put('stock', { ...stock, available: 0 });
      try {
        return commit();
      } finally {
        for (const stock of before) db.put('stock', { ...stock });
      }
    };

    await expect(reserveInventory(id)).rejects.toMatchObject({ name: 'StockContention' });
    expect(available()).toEqual([5, 5, 5, 5]);
  });

  it('is told "sold out" by one read and no write on the stock, once all shards were found dry, until a unit comes back', async () => {
    await spreadOver([0, 0, 0, 0]);
    db.put('stock', { ...item(own), reserved: 1, onHand: 1 });
    await accepted(1);
    await expect(reserveInventory(id)).rejects.toMatchObject({ name: 'OutOfStock' });
    expect(item(0)).toMatchObject({ soldOut: true });

    const late = number + 10;
    await accepted(1, [], late);
    const commands: string[] = [];
    db.intercept = async ({ name }, commit) => {
      commands.push(name);
      return commit();
    };
    await expect(reserveInventory(anOrderId(late))).rejects.toMatchObject({ name: 'OutOfStock' });
    expect(commands.filter((name) => name === 'TransactWriteCommand' || name === 'BatchGetCommand')).toEqual([]);

    db.intercept = async (_command, commit) => commit();
    await rebalanceStock(sku);
    db.put('stock', { ...item(0), available: 1, onHand: 1 });
    await accepted(1, [], late + 1);
    await reserveInventory(anOrderId(late + 1));
    expect(item(0)).toMatchObject({ available: 0, reserved: 1 });
  });
});

function inStock(units: number, settings: object = {}): void {
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: units, available: units, reserved: 0, ...settings });
}

async function spreadOver(parts: readonly number[]): Promise<void> {
  inStock(0);
  await spreadStock(sku, parts.length, 'keeper');
  for (const [shard, units] of parts.entries()) db.put('stock', { ...item(shard), available: units, onHand: units });
}

function part(shard: number, units: number, shards: number) {
  return { sku, shard, onHand: units, available: units, reserved: 0, ...(shard === 0 && { shards }) };
}

function item(shard: number) {
  return db.item('stock', shard === 0 ? `SKU#${sku}` : `SKU#${sku}#${shard}`, 'STOCK');
}

function available(): number[] {
  return db.items('stock').flatMap((stock) => (stock.sku === sku ? [Number(stock.available)] : []));
}

async function accepted(quantity: number, more: ReturnType<typeof anOrderLine>[] = [], order = number): Promise<void> {
  const content = anOrderContent({ id: anOrderId(order), lines: [anOrderLine({ sku, quantity }), ...more] });
  await orderTable().addContent(content);
  await orderTable().addOrder(newOrder(content));
}
