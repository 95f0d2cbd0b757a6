import { beforeEach, describe, expect, it } from 'vitest';
import { issueInventory } from '../../lambdas/inventory/issue-inventory.ts';
import { returnItems, returning } from '../../lambdas/order-returns/return-items.ts';
import { ReturnRequest } from '../../lambdas/order-returns/return-request.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderKeys } from '../../lambdas/orders/order-keys.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrder, anOrderContent, anOrderId, anOrderItem, anOrderLine, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const lines = [
  anOrderLine({ sku: 'TEA', quantity: 3 }),
  anOrderLine({ sku: 'CUP', quantity: 2 }),
  anOrderLine({ sku: 'TEA', quantity: 4 }),
];

let db: InMemoryDynamoDb;
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  await orderTable().addContent(anOrderContent({ lines }));
  // Of an order that left whole, before there were counts.
  given({ status: 'SHIPPED' });
  stock('TEA');
  stock('CUP');
});

describe('units of an order that come back', () => {
  it('are counted by line, and set aside unless they are to be sold again', async () => {
    await takeBack('a', { lines: [part(1), part(3, 2)], reason: 'Wrong size' });

    const { order, returns } = await orderTable().find(id);
    expect(order).toMatchObject({
      status: 'SHIPPED',
      lineCounts: [
        { line: 1, returned: 1 },
        { line: 3, returned: 2 },
      ],
    });
    expect(order?.timeline.at(-1)).toEqual({ at: noon, event: 'ITEMS_RETURNED' });
    expect(returns).toMatchObject([
      { at: noon, by: 'keeper', lines: [part(1), part(3, 2)], restock: false, reason: 'Wrong size' },
    ]);
    expect(stockOf('TEA')).toMatchObject({ onHand: 0, available: 0, unsellable: 3 });
    expect(movements()).toEqual([
      { sku: 'TEA', shard: 0, id: returns[0]?.id, reason: 'RETURN', by: 'keeper', onHand: 0, unsellable: 3 },
    ]);
  });

  it('are available again, where they are to be sold', async () => {
    await takeBack('a', { lines: [part(2, 2)], restock: true });

    expect(stockOf('CUP')).toMatchObject({ onHand: 2, available: 2, reserved: 0 });
    expect(movements()).toMatchObject([{ sku: 'CUP', reason: 'RETURN', onHand: 2 }]);
  });

  it('make a spread stock that was sold out one that is not', async () => {
    stock('TEA', { shards: 4, allShards: 4, restocks: 0, soldOut: true });

    await takeBack('a', { lines: [part(1)], restock: true });

    expect(stockOf('TEA')).toMatchObject({ available: 1, restocks: 1 });
    expect(stockOf('TEA')).not.toHaveProperty('soldOut');
  });

  it('of an order that left in part may come back too, and leave the rest to be shipped', async () => {
    given({ status: 'CONFIRMED', heldSkus: 2, shipments: 1, lineCounts: [{ line: 1, fulfilled: 2, cancelled: 1 }] });

    await takeBack('a', { lines: [part(1, 2)] });

    expect((await orderTable().find(id)).order).toMatchObject({
      status: 'CONFIRMED',
      heldSkus: 2,
      lineCounts: [{ line: 1, fulfilled: 2, cancelled: 1, returned: 2 }],
    });
  });

  it('under the same key come back once; a key stands for one return', async () => {
    await takeBack('a', { lines: [part(1)] });
    const before = [db.items('orders'), db.items('stock')];

    await takeBack('a', { lines: [part(1)] });

    expect([db.items('orders'), db.items('stock')]).toEqual(before);
    await expect(takeBack('a', { lines: [part(1)], restock: true })).rejects.toMatchObject({
      kind: 'idempotency-key-reused',
    });
  });

  it('at once are never more than have left', async () => {
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e'].map((key) => takeBack(key, { lines: [part(2)], restock: true })),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await orderTable().find(id)).order?.lineCounts).toEqual([{ line: 2, returned: 2 }]);
    expect(stockOf('CUP')).toMatchObject({ onHand: 2, available: 2 });
  });

  it('at once, of different products, are all counted', async () => {
    await Promise.all([takeBack('a', { lines: [part(1)] }), takeBack('b', { lines: [part(2)] })]);

    expect((await orderTable().find(id)).order?.lineCounts).toEqual([
      { line: 1, returned: 1 },
      { line: 2, returned: 1 },
    ]);
  });

  it('leave what is still on the books of their order dated as it was shipped', async () => {
    const shippedAt = '2026-11-23T11:00:00.000Z';
    given({ status: 'SHIPPED', heldSkus: 2, timeline: [{ at: shippedAt, event: 'ORDER_SHIPPED' }] });
    stock('TEA', { onHand: 7, reserved: 7 });
    stock('CUP', { onHand: 2, reserved: 2 });
    await takeBack('a', { lines: [part(2)], restock: true });

    await issueInventory(id);

    const issued = db.items('stock-movements').filter(({ reason }) => reason === 'SHIPPED');
    expect(issued.map(({ at }) => at)).toEqual([shippedAt, shippedAt]);
    expect(stockOf('CUP')).toMatchObject({ onHand: 1, available: 1, reserved: 0 });
  });

  it.each<[string, Partial<Order>, object, object]>([
    ['a line that is not there', {}, { lines: [part(4)] }, invalid('#/lines/0/line', 'there is no line 4')],
    ['a line twice', {}, { lines: [part(1), part(1)] }, invalid('#/lines/1/line', 'line 1 stands here twice')],
    ['more than was sold', {}, { lines: [part(2, 3)] }, tooMany('2 of line 2 have left and not come back')],
    [
      'more than have not come back yet',
      { lineCounts: [{ line: 2, returned: 1 }] },
      { lines: [part(2, 2)] },
      tooMany('1 of line 2 have left and not come back'),
    ],
    [
      'units that were cancelled',
      { lineCounts: [{ line: 2, cancelled: 2 }] },
      { lines: [part(2)] },
      tooMany('0 of line 2 have left and not come back'),
    ],
    [
      'units that have not left',
      { status: 'CONFIRMED', heldSkus: 2 },
      { lines: [part(1)] },
      tooMany('0 of line 1 have left and not come back'),
    ],
    ...(['PENDING', 'RESERVED', 'REJECTED', 'CANCELLED'] as const).map(
      (status): [string, Partial<Order>, object, object] => [
        `an order that is ${status}`,
        { status },
        { lines: [part(1)] },
        tooMany('0 of line 1 have left and not come back'),
      ],
    ),
  ])('are refused for %s, naming it', async (_case, order, request, problem) => {
    given({ status: 'SHIPPED', ...order });
    const before = db.items('orders');

    await expect(takeBack('a', request)).rejects.toMatchObject(problem);
    expect(db.items('orders')).toEqual(before);
    expect(movements()).toEqual([]);
  });

  it('of more products than a transaction takes come back in several returns', async () => {
    const many = Array.from({ length: 60 }, (_, index) => anOrderLine({ sku: `S${100 + index}`, quantity: 1 }));
    const big = anOrderId(1);
    await orderTable().addContent(anOrderContent({ id: big, lines: many }));
    db.put('orders', { ...anOrderItem({ status: 'SHIPPED' }), pk: `ORDER#${big}`, id: big });
    for (const { sku } of many) stock(sku);
    const parts = many.map((_, index) => part(index + 1));

    await expect(takeBack('a', { lines: parts.slice(0, 50) }, big)).rejects.toMatchObject({ kind: 'invalid-return' });
    await takeBack('b', { lines: parts.slice(0, 49) }, big);
    await takeBack('c', { lines: parts.slice(49) }, big);

    expect(movements()).toHaveLength(60);
  });

  it('that a case is about come back by that', async () => {
    const one = { id: 'case-1', kind: 'RETURN', state: 'APPROVED', lines: [part(2)], remedy: 'REFUND', keeps: false };
    const more = { history: [], postage: 'SHOP', version: 1, requestHash: 'hash' };
    db.put('orders', { ...orderKeys.returnCase(id, one.id), ...one, ...more });

    await expect(takeBack('a', { lines: [part(2, 2)] })).rejects.toMatchObject(
      tooMany('1 of line 2 have left and not come back'),
    );
    await takeBack('b', { lines: [part(2)] });
  });

  it('come back by so many returns of an order as an answer about it may show', async () => {
    const entry = { at: noon, by: 'keeper', lines: [], restock: false, requestHash: 'hash' };
    for (let index = 0; index < 99; index++) {
      const known = { ...entry, id: `r${index}` };
      db.put('orders', { ...orderKeys.return(id, known.id), ...known });
    }
    await takeBack('a', { lines: [part(1)] });

    await expect(takeBack('b', { lines: [part(1)] })).rejects.toMatchObject({
      kind: 'not-returnable',
      message: expect.stringContaining('100 returns'),
    });
  });

  it('are not of an order that there is not', async () => {
    await expect(takeBack('a', { lines: [part(1)] }, anOrderId(2))).rejects.toMatchObject({ kind: 'not-found' });
    await expect(takeBack('a', { lines: [part(1)] }, 'four')).rejects.toMatchObject({ kind: 'not-found' });
  });
});

function part(line: number, quantity = 1) {
  return { line, quantity };
}

function invalid(pointer: string, detail: string) {
  return { kind: 'invalid-return', errors: [{ pointer, detail }] };
}

function tooMany(detail: string) {
  return { kind: 'not-returnable', errors: [{ pointer: '#/lines/0/quantity', detail }] };
}

function given(order: Partial<Order>): void {
  db.put('orders', anOrderItem(anOrder(order)));
}

function stock(sku: string, settings: object = {}): void {
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: 0, available: 0, reserved: 0, ...settings });
}

function stockOf(sku: string) {
  return db.item('stock', `SKU#${sku}`, 'STOCK');
}

function movements() {
  return db.items('stock-movements').map(({ pk: _, sk: __, at: ___, ...movement }) => movement);
}

function takeBack(key: string, request: object, of: string = id) {
  return returnItems({ id: of, key, by: 'keeper' }, ReturnRequest.parse(request), {
    ...returning(),
    clock: () => new Date(noon),
    pause: async () => {},
  });
}
