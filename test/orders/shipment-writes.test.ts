import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { StoredShipment } from '../../lambdas/orders/shipment.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';
import { anOrder, anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const at = '2026-12-01T12:00:00.000Z';
const counts = [{ line: 1, fulfilled: 2 }];
const backorderedLines = [{ sku: '85123A', quantity: 1, expectedAt: at }];
const accepted = { at: noon, event: 'ORDER_ACCEPTED' } as const;

let db: InMemoryDynamoDb;
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  await orderTable().addContent(anOrderContent());
});

const confirmed = (order: Partial<Order> = {}) =>
  anOrder({ status: 'CONFIRMED', heldSkus: 1, holdVersion: 3, ...order });
const stored = (order: Partial<Order> = {}) => db.put('orders', anOrderItem(confirmed(order)));
const order = async () => (await orderTable().find(id)).order;

describe('a part of an order that leaves', () => {
  const leaves = (from: Order) => tryWrite(orderTable().partShippedWrite(from, { heldSkus: 1 }, counts, at));

  it('is counted, and of what is held there is no more than is left', async () => {
    stored({ backorderedLines, heldFrom: { '85123A': [{ shard: 1, units: 6 }] } });

    expect(await leaves(confirmed())).toBe(true);

    expect(await order()).toEqual(
      confirmed({
        ...{ lineCounts: counts, shipments: 1, version: 2, holdVersion: 4 },
        timeline: [accepted, { at, event: 'ORDER_PARTLY_SHIPPED' }],
      }),
    );
  });

  it('comes behind those before', async () => {
    stored({ shipments: 2 });

    expect(await leaves(confirmed({ shipments: 2 }))).toBe(true);
    expect((await order())?.shipments).toBe(3);
  });

  it.each<Partial<Order>>([{ holdVersion: 4 }, { status: 'CANCELLED' }, { status: 'RESERVED' }])(
    'stays where the order stands otherwise than it was read: %j',
    async (now) => {
      stored(now);

      expect(await leaves(confirmed())).toBe(false);
      expect(await order()).toEqual(confirmed(now));
    },
  );
});

describe('the last of an order that leaves', () => {
  const leaves = (from: Order) => tryWrite(orderTable().shippedWrite(from, at));

  it.each([
    [undefined, 1],
    [2, 3],
  ])('makes it SHIPPED, behind so many shipments: %s', async (shipments, all) => {
    stored({ ...(shipments && { shipments }) });

    expect(await leaves(confirmed({ ...(shipments && { shipments }) }))).toBe(true);

    expect(await order()).toMatchObject({ status: 'SHIPPED', shipments: all, holdVersion: 3 });
    expect((await order())?.timeline).toEqual([accepted, { at, event: 'ORDER_SHIPPED' }]);
  });

  it.each<Partial<Order>>([{ holdVersion: 4 }, { status: 'CANCELLED' }, { status: 'RESERVED' }, { backorderedLines }])(
    'stays where the order stands otherwise than it was read, or units are to come: %j',
    async (now) => {
      stored(now);

      expect(await leaves(confirmed())).toBe(false);
      expect(await order()).toEqual(confirmed(now));
    },
  );
});

describe('a shipment', () => {
  const shipment: StoredShipment = { id: 's1', at, lines: [{ line: 1, quantity: 2 }], requestHash: 'hash' };
  const news = [{ at, event: 'SHIPMENT_CORRECTED' }] as const;
  const isChanged = async (from: StoredShipment, trackingNumber: string) =>
    (await transact([...orderTable().changeShipmentWrites(id, from, { set: { trackingNumber } }, news)])) === undefined;

  it('that changes says so on its order, and each change is made from the one before', async () => {
    stored();
    await tryWrite(orderTable().shipmentWrite(id, shipment));

    expect(await isChanged(shipment, 'T1')).toBe(true);
    expect(await isChanged(shipment, 'T2')).toBe(false);
    expect(await isChanged({ ...shipment, changes: 1 }, 'T3')).toBe(true);

    const record = await orderTable().find(id);
    expect(record.shipments).toEqual([{ ...shipment, changes: 2, trackingNumber: 'T3' }]);
    expect(record.order).toMatchObject({ version: 3, timeline: [accepted, ...news, ...news] });
  });

  it('that there is not is not changed into being', async () => {
    stored();

    expect(await isChanged(shipment, 'T1')).toBe(false);
    expect(await orderTable().find(id)).toMatchObject({ shipments: [], order: { version: 1 } });
  });

  it('of an order that is not stored changes nothing', async () => {
    await tryWrite(orderTable().shipmentWrite(id, shipment));

    expect(await isChanged(shipment, 'T1')).toBe(false);
    expect((await orderTable().find(id)).shipments).toEqual([shipment]);
  });
});
