import { beforeEach, describe, expect, it } from 'vitest';
import { stockKey } from '../../lambdas/inventory/stock-keys.ts';
import { shipOrder, shipping, wholeOrder } from '../../lambdas/order-shipment/ship-order.ts';
import type { ShipmentRequest } from '../../lambdas/order-shipment/shipment-request.ts';
import type { LineCounts } from '../../lambdas/orders/line-counts.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import type { NoticeRequest } from '../../lambdas/orders/order-effects-queue.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrder, anOrderContent, anOrderId, anOrderItem, anOrderLine, noon } from '../builders.ts';
import { cutOffAnywhere } from '../cut-off.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
// Two lines of tea: what leaves is known by its line, what lies in the warehouse by its SKU.
const lines = [
  anOrderLine({ sku: 'TEA', quantity: 3 }),
  anOrderLine({ sku: 'CUP', quantity: 2 }),
  anOrderLine({ sku: 'TEA', quantity: 4 }),
];

let db: InMemoryDynamoDb;
let notices: (NoticeRequest & { readonly delaySeconds: number })[];
beforeEach(async () => {
  notices = [];
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  await orderTable().addContent(anOrderContent({ lines }));
  given({});
  stock('TEA', 7);
  stock('CUP', 2);
});

describe('shipping an order in parts', () => {
  it('counts each line, takes the units out of the books, and says what left when and with whom', async () => {
    await ship('a', { lines: [{ line: 1, quantity: 2 }], carrier: 'Royal Mail', trackingNumber: 'QB1' });

    const { order, shipments } = await orderTable().find(id);
    expect(order).toMatchObject({ status: 'CONFIRMED', lineCounts: [{ line: 1, fulfilled: 2 }], heldSkus: 2 });
    expect(order?.timeline.at(-1)).toEqual({ at: noon, event: 'ORDER_PARTLY_SHIPPED' });
    expect(shipments).toMatchObject([
      { at: noon, lines: [{ line: 1, quantity: 2 }], carrier: 'Royal Mail', trackingNumber: 'QB1' },
    ]);
    expect(onHand('TEA')).toEqual({ onHand: 5, reserved: 5 });
    expect(movements()).toEqual([{ sku: 'TEA', onHand: -2, id: shipments[0]?.id, reason: 'SHIPPED' }]);
    expect(db.items('stock-movements')).toMatchObject([{ by: 'service' }]);
  });

  it('ends SHIPPED with the last of them, and shows them in the order of time', async () => {
    await ship('a', { lines: [{ line: 3, quantity: 4 }] }, '2026-11-23T13:00:00.000Z');
    await ship('b', {}, '2026-11-23T14:00:00.000Z');

    const { order, shipments } = await orderTable().find(id);
    expect(order).toMatchObject({ status: 'SHIPPED', heldSkus: 0, shipments: 2 });
    expect(shipments.map(({ lines }) => lines)).toEqual([
      [{ line: 3, quantity: 4 }],
      [
        { line: 1, quantity: 3 },
        { line: 2, quantity: 2 },
      ],
    ]);
    expect([onHand('TEA'), onHand('CUP')]).toEqual([
      { onHand: 0, reserved: 0 },
      { onHand: 0, reserved: 0 },
    ]);
    expect(movements().map(({ id: shipment }) => shipment)).toEqual(
      expect.arrayContaining(shipments.map((shipment) => shipment.id)),
    );
  });

  it.each(['b', 'c', 'd', 'e', 'f'])(
    'takes all of it out of the books, be it within one millisecond: %s',
    async (key) => {
      await ship(key, { lines: [{ line: 3, quantity: 4 }] });
      await ship('a', {});

      expect([onHand('TEA'), onHand('CUP')]).toEqual([
        { onHand: 0, reserved: 0 },
        { onHand: 0, reserved: 0 },
      ]);
    },
  );

  it('of lines that were cancelled as well ends SHIPPED too', async () => {
    given({ lineCounts: [{ line: 2, cancelled: 2 }] });
    stock('CUP', 2, 0);

    await ship('a', { lines: [{ line: 1, quantity: 3 }] });
    await ship('b', { lines: [{ line: 3, quantity: 4 }] });

    expect((await orderTable().find(id)).order).toMatchObject({ status: 'SHIPPED', heldSkus: 0 });
    expect([onHand('TEA'), onHand('CUP')]).toEqual([
      { onHand: 0, reserved: 0 },
      { onHand: 2, reserved: 0 },
    ]);
  });

  it('under the same key ships once; a key stands for one shipment', async () => {
    const request = { lines: [{ line: 1, quantity: 1 }] };
    await ship('a', request);
    const before = db.items('orders');

    await ship('a', request);

    expect(db.items('orders')).toEqual(before);
    await expect(ship('a', { lines: [{ line: 1, quantity: 2 }] })).rejects.toMatchObject({
      kind: 'idempotency-key-reused',
    });
  });

  it('has the customer told of each shipment; asked for ahead, in case the call is cut off, and not by a repeat', async () => {
    const request = { lines: [{ line: 1, quantity: 1 }] };
    await ship('a', request, '2026-11-23T13:00:00.000Z');
    await ship('a', request, '2026-11-23T13:01:00.000Z');
    await ship('b', {}, '2026-11-23T14:00:00.000Z');

    const { shipments } = await orderTable().find(id);
    expect(notices).toEqual(
      ['a', 'b'].flatMap((_, index) =>
        [60, 0].map((delaySeconds) => ({
          ...{ orderId: id, event: 'order-shipped', about: shipments[index]?.id },
          delaySeconds,
        })),
      ),
    );
  });

  it('has the customer told of what has left, wherever the call is cut off', async () => {
    const kept: boolean[] = [];
    await cutOffAnywhere(
      db,
      async (leaving) => {
        notices = [];
        const requestNotice = (request: NoticeRequest) =>
          leaving(() => void notices.push({ ...request, delaySeconds: 0 }));
        await shipOrder(id, 'a', {}, { ...shipping(), ...quiet, requestNotice });
      },
      async (where) => {
        const { shipments } = await orderTable().find(id);
        kept.push(shipments.length > 0);
        for (const { id: about } of shipments) {
          expect(notices, where).toContainEqual(expect.objectContaining({ event: 'order-shipped', about }));
        }
      },
    );
    expect(new Set(kept)).toEqual(new Set([false, true]));
  });

  it('at once ships no unit twice', async () => {
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c'].map((key) => ship(key, { lines: [{ line: 1, quantity: 2 }] })),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(onHand('TEA')).toEqual({ onHand: 5, reserved: 5 });
  });

  it('takes what lies on several shards from where the order holds it', async () => {
    given({
      heldFrom: {
        TEA: [
          { shard: 0, units: 3 },
          { shard: 1, units: 4 },
        ],
      },
    });
    stock('TEA', 3);
    db.put('stock', { ...stockKey('TEA', 1), sku: 'TEA', shard: 1, onHand: 4, available: 0, reserved: 4 });

    await ship('a', { lines: [{ line: 3, quantity: 4 }] });

    expect((await orderTable().find(id)).order?.heldFrom).toEqual({ TEA: [{ shard: 1, units: 3 }] });
  });

  it('leaves what is backordered until it has arrived', async () => {
    given({ backorderedLines: [{ sku: 'TEA', quantity: 5, expectedAt: noon }] });
    stock('TEA', 2);

    await expect(ship('a', {})).rejects.toMatchObject({ kind: 'not-shippable' });
    await expect(ship('a', { lines: [{ line: 1, quantity: 3 }] })).rejects.toMatchObject({
      kind: 'not-shippable',
      errors: [{ pointer: '#/lines', detail: '2 of TEA are there, 5 are still to come' }],
    });
    await ship('b', {
      lines: [
        { line: 1, quantity: 2 },
        { line: 2, quantity: 2 },
      ],
    });

    expect((await orderTable().find(id)).order).toMatchObject({
      status: 'CONFIRMED',
      backorderedLines: [{ quantity: 5 }],
    });
  });

  const counted: readonly LineCounts[] = [{ line: 1, cancelled: 1, fulfilled: 1 }];
  it.each<[string, ShipmentRequest, object]>([
    ['a line that is not there', { lines: [{ line: 4, quantity: 1 }] }, invalid(0, 'there is no line 4')],
    ['a line twice', { lines: [part(1), part(1)] }, invalid(1, 'line 1 stands here twice')],
    [
      'more than is open',
      { lines: [part(2), { line: 1, quantity: 2 }] },
      {
        kind: 'not-shippable',
        errors: [{ pointer: '#/lines/1/quantity', detail: '1 of line 1 are still to be shipped' }],
      },
    ],
  ])('is refused for %s, naming it', async (_case, request, problem) => {
    given({ lineCounts: [...counted] });
    const before = db.items('orders');

    await expect(ship('a', request)).rejects.toMatchObject(problem);
    expect(db.items('orders')).toEqual(before);
  });

  it('is refused for more products than a transaction takes, unless they are all that is left', async () => {
    const many = Array.from({ length: 60 }, (_, index) => anOrderLine({ sku: `S${100 + index}`, quantity: 1 }));
    const big = anOrderId(1);
    await orderTable().addContent(anOrderContent({ id: big, lines: many }));
    db.put('orders', { ...anOrderItem({ status: 'CONFIRMED', heldSkus: 60 }), pk: `ORDER#${big}`, id: big });
    for (const { sku } of many) stock(sku, 1);
    const parts = many.map((_, index) => part(index + 1));

    await expect(ship('a', { lines: parts.slice(0, 50) }, noon, big)).rejects.toMatchObject({
      kind: 'invalid-shipment',
    });
    await ship('b', { lines: parts.slice(0, 9) }, noon, big);
    await ship('c', { lines: parts.slice(9) }, '2026-11-23T13:00:00.000Z', big);

    expect((await orderTable().find(big)).order).toMatchObject({ status: 'SHIPPED', heldSkus: 0 });
    expect(movements()).toHaveLength(60);
  });

  it('makes it one that cannot be cancelled whole any more', async () => {
    await ship('a', { lines: [part(1)] });

    expect(await orderTable().cancel(id, { by: 'STAFF', at: noon, reason: 'STOCK' })).toBe(false);
  });

  it('can be ended by the request that has no key', async () => {
    await ship('a', { lines: [part(1)] });
    await ship(wholeOrder, {}, '2026-11-23T13:00:00.000Z');
    await ship(wholeOrder, {}, '2026-11-23T14:00:00.000Z');

    const { order, shipments } = await orderTable().find(id);
    expect([order?.status, shipments.length]).toEqual(['SHIPPED', 2]);
  });
});

function part(line: number) {
  return { line, quantity: 1 };
}

function invalid(index: number, detail: string) {
  return { kind: 'invalid-shipment', errors: [{ pointer: `#/lines/${index}/line`, detail }] };
}

function given(order: Partial<Order>): void {
  const confirmed = anOrder({ status: 'CONFIRMED', heldSkus: 2, ...order });
  db.put('orders', anOrderItem(confirmed));
}

function stock(sku: string, units: number, reserved = units): void {
  const counts = { onHand: units, available: units - reserved, reserved };
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, ...counts });
}

function onHand(sku: string) {
  const { onHand, reserved } = db.item('stock', `SKU#${sku}`, 'STOCK') ?? {};
  return { onHand, reserved };
}

function movements() {
  return db.items('stock-movements').map(({ sku, onHand, id, reason }) => ({ sku, onHand, id, reason }));
}

const quiet = {
  requestOrderEffects: async () => {},
  clock: () => new Date(noon),
  pause: async () => {},
};

function ship(key: string, request: ShipmentRequest, at = noon, of = id) {
  return shipOrder(of, key, request, {
    ...shipping(),
    ...quiet,
    requestNotice: async (request, delaySeconds = 0) => {
      notices.push({ ...request, delaySeconds });
    },
    clock: () => new Date(at),
  });
}
