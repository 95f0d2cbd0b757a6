import { beforeEach, describe, expect, it } from 'vitest';
import type { Rescheduling } from '../../lambdas/orders/expected-delivery.ts';
import { holdMarks } from '../../lambdas/orders/hold-marks.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';
import { aLineCancellation, anOrder, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const [end, later] = ['2026-11-23T13:00:00.000Z', '2026-11-23T14:00:00.000Z'];

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

const order = () => db.item('orders', `ORDER#${id}`, 'ORDER');

describe('the hold of an order', () => {
  it.each<[Partial<Order>, string, boolean]>([
    [{ status: 'PENDING' }, later, true],
    [{ status: 'RESERVED' }, later, true],
    [{ status: 'RESERVED' }, end, false],
    [{ status: 'RESERVED' }, noon, false],
    [{ status: 'CONFIRMED' }, later, false],
    [{ status: 'REJECTED' }, later, false],
  ])('only grows, and only while the order has no answer: %j until %s %s', async (held, until, grows) => {
    db.put('orders', anOrderItem({ ...held, holdExpiresAt: end }));

    expect(await orderTable().extendHold(id, until)).toBe(grows);
    expect(order()).toEqual(anOrderItem({ ...held, holdExpiresAt: grows ? until : end, version: grows ? 2 : 1 }));
  });

  it.each([
    [2, [id]],
    [0, []],
  ])('is listed, of an order that an earlier version left holding %i SKUs: %j', async (heldSkus, listed) => {
    db.put('orders', anOrderItem({ status: 'CONFIRMED', heldSkus }));

    await orderTable().indexHolding(() => true);

    const holding: string[] = [];
    for await (const orderId of orderTable().holding()) holding.push(orderId);
    expect(holding).toEqual(listed);
  });

  it('is not listed where it was released meanwhile', async () => {
    db.put('orders', anOrderItem({ status: 'CANCELLED', heldSkus: 0 }));

    await holdMarks('orders').listAsHolding(id);

    expect(order()).toEqual(anOrderItem({ status: 'CANCELLED', heldSkus: 0 }));
  });

  it('of which a part is released is still listed, and no longer once nothing is held', async () => {
    const cancelled = (held: Partial<Order>) => anOrder({ status: 'CANCELLED', heldSkus: 2, ...held });
    db.put('orders', { ...anOrderItem(cancelled({ holdExpiresAt: end })), heldShard: 'HELD#1' });
    const release = (from: Order, heldSkus: number) =>
      tryWrite(orderTable().releaseWrite(from, ['CANCELLED'], { heldSkus }));

    expect(await release(cancelled({}), 1)).toBe(true);
    expect(order()).toEqual({
      ...anOrderItem(cancelled({ heldSkus: 1, holdVersion: 1, version: 2 })),
      heldShard: 'HELD#1',
    });
    expect(await release(cancelled({ holdVersion: 1 }), 0)).toBe(true);
    expect(order()).toEqual(anOrderItem(cancelled({ heldSkus: 0, holdVersion: 2, version: 3 })));
  });
});

describe('the first hold of an order', () => {
  const reserved = { at: noon, event: 'INVENTORY_RESERVED' } as const;
  const change = (deliverBy: string): Rescheduling => ({ at: later, reason: 'BACKORDER', formerly: '', deliverBy });
  const reschedulings = [change('2026-12-01'), change('2026-12-05')];

  it.each(['stored', 'not stored'])(
    'tells of what is promised anew by it, of an order that is %s, as its next version',
    async (standing) => {
      const hold = [anOrder(), { heldSkus: 1 }, end, reserved, { reschedulings }] as const;
      if (standing === 'stored') db.put('orders', anOrderItem());
      const { holdWrite, firstHoldWrite } = orderTable();

      expect(await tryWrite(standing === 'stored' ? holdWrite(...hold) : firstHoldWrite(...hold))).toBe(true);

      expect(order()).toMatchObject({ status: 'RESERVED', version: 2, holdVersion: 1, reschedulings });
      expect(order()?.timeline).toEqual([
        { at: noon, event: 'ORDER_ACCEPTED' },
        reserved,
        { at: later, event: 'DELIVERY_RESCHEDULED', detail: 'BACKORDER  to 2026-12-05' },
      ]);
    },
  );

  it('tells of what is promised anew for the first time as well', async () => {
    db.put('orders', anOrderItem());
    const first = reschedulings.slice(0, 1);

    await tryWrite(orderTable().holdWrite(anOrder(), { heldSkus: 1 }, end, reserved, { reschedulings: first }));

    expect(order()?.timeline).toMatchObject([
      { event: 'ORDER_ACCEPTED' },
      reserved,
      { event: 'DELIVERY_RESCHEDULED', detail: 'BACKORDER  to 2026-12-01' },
    ]);
  });
});

describe('lines of an order that are cancelled', () => {
  const [earlier, cancellation] = [
    aLineCancellation({ id: 'c0' }),
    aLineCancellation({ at: later, reason: 'TOO_SLOW' }),
  ];
  const counts = [{ line: 1, cancelled: 1 }];
  const told = { at: later, event: 'LINES_CANCELLED', detail: 'TOO_SLOW' } as const;
  const accepted = { at: noon, event: 'ORDER_ACCEPTED' } as const;
  const confirmed = (more: Partial<Order> = {}) => anOrder({ status: 'CONFIRMED', heldSkus: 1, ...more });
  const cancel = (from: Order, to: Partial<Parameters<ReturnType<typeof holdMarks>['cancelLinesWrite']>[3]> = {}) =>
    tryWrite(
      orderTable().cancelLinesWrite(from, { heldSkus: 1 }, cancellation, {
        ...{ counts, status: 'CONFIRMED', totals: undefined },
        ...to,
      }),
    );

  it('stand behind those before, are counted, and make it one of those that did not go well', async () => {
    db.put('orders', anOrderItem(confirmed({ lineCancellations: [earlier] })));

    expect(await cancel(confirmed({ lineCancellations: [earlier] }))).toBe(true);

    expect(order()).toEqual({
      ...anOrderItem(
        confirmed({
          ...{ lineCancellations: [earlier, cancellation], lineCounts: counts, version: 2, holdVersion: 1 },
          timeline: [accepted, told],
        }),
      ),
      troubledShard: expect.any(String),
    });
  });

  it('may be the first, after which it comes to what the storefront says', async () => {
    db.put('orders', anOrderItem(confirmed()));
    const totals = { subtotal: 1_275, due: 1_275 };

    expect(await cancel(confirmed(), { totals })).toBe(true);
    expect(order()).toMatchObject({
      lineCancellations: [cancellation],
      restatedTotals: { by: cancellation.id, totals },
    });
  });

  it('may be the last that it waited for: it has left', async () => {
    db.put('orders', anOrderItem(confirmed()));

    expect(await cancel(confirmed(), { status: 'SHIPPED' })).toBe(true);
    expect(order()).toMatchObject({
      status: 'SHIPPED',
      timeline: [accepted, told, { at: later, event: 'ORDER_SHIPPED' }],
    });
  });

  it.each<Partial<Order>>([{ holdVersion: 1 }, { status: 'SHIPPED' }])(
    'are not where it stands otherwise than it was read: %j',
    async (now) => {
      db.put('orders', anOrderItem(confirmed(now)));

      expect(await cancel(confirmed())).toBe(false);
      expect(order()).toEqual(anOrderItem(confirmed(now)));
    },
  );
});
