import { beforeEach, describe, expect, it } from 'vitest';
import { backorderTable } from '../../lambdas/inventory/backorder-table.ts';
import { releaseUnits } from '../../lambdas/inventory/release-units.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { anOrder, anOrderContent, anOrderLine, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';

const content = anOrderContent({ lines: ['A', 'B'].map((sku) => anOrderLine({ sku, quantity: 5 })) });
const late = { sku: 'A', quantity: 3, expectedAt: noon };

/** What is written as so many units of A are given back, by table, and what the order then holds. */
function giveBack(units: number, order: Partial<Order>) {
  const ports = { stock: stockTable('stock'), backorders: backorderTable('backorders') };
  const held = anOrder({ status: 'CONFIRMED', heldSkus: 2, ...order });
  const { holds, writes } = releaseUnits(held, content, new Map([['A', units]]), ports);
  const written = writes.map(({ Put, Update, Delete }) =>
    [Object.keys({ ...(Put && { Put }), ...(Update && { Update }), ...(Delete && { Delete }) })[0]]
      .concat((Put ?? Update ?? Delete)?.TableName)
      .join(' '),
  );
  return { holds, written };
}

describe('giving back units of what an order holds', () => {
  it('moves stock, and no queue where none is waited for', () => {
    expect(giveBack(2, {}).written).toEqual(['Update stock']);
  });

  it('takes those first that it waits for, and its place in the queue with the last of them', () => {
    expect(giveBack(1, { backorderedLines: [late] })).toEqual({
      holds: { heldSkus: 2, backorderedLines: [{ ...late, quantity: 2 }] },
      written: ['Update stock', 'Put backorders'],
    });
    expect(giveBack(4, { backorderedLines: [late] })).toEqual({
      holds: { heldSkus: 2 },
      written: ['Update stock', 'Delete backorders'],
    });
  });

  it('writes nothing where nothing is given back', () => {
    expect(giveBack(0, { backorderedLines: [late] })).toEqual({
      holds: { heldSkus: 2, backorderedLines: [late] },
      written: [],
    });
  });
});

describe('units that an order gave back', () => {
  const key = { pk: 'SKU#A', sk: 'STOCK' };
  const backordered = {
    ...key,
    sku: 'A',
    onHand: 2,
    available: 0,
    reserved: 2,
    backorder: { limit: 9 },
    backordered: 3,
  };

  let db: InMemoryDynamoDb;
  beforeEach(() => {
    db = inMemoryDynamoDb();
    db.put('stock', backordered);
  });

  async function afterGivingBack(units: number) {
    const ports = { stock: stockTable('stock'), backorders: backorderTable('backorders') };
    const held = anOrder({ status: 'CONFIRMED', heldSkus: 2, backorderedLines: [late] });
    await transact([ports.backorders.put({ sku: 'A', orderId: held.id, since: noon, quantity: 3 })]);
    await transact([...releaseUnits(held, content, new Map([['A', units]]), ports).writes]);
    return { stock: db.item('stock', key.pk, key.sk), waiting: await ports.backorders.findFirst('A') };
  }

  it('are waited for no longer, and the rest of them still is, where the order stood in the queue', async () => {
    const { stock, waiting } = await afterGivingBack(1);

    expect(stock).toEqual({ ...backordered, backordered: 2 });
    expect(waiting).toEqual({ sku: 'A', orderId: anOrder().id, since: noon, quantity: 2 });
  });

  it('are for sale again, once nothing is waited for', async () => {
    const { stock, waiting } = await afterGivingBack(4);

    expect(stock).toEqual({ ...backordered, available: 1, reserved: 1, backordered: 0 });
    expect(waiting).toBeUndefined();
  });
});
