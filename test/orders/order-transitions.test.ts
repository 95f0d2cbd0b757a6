import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';
import { anOrder, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const later = '2026-11-23T13:00:00.000Z';
const cancellation = { by: 'STAFF', at: later, reason: 'STOCK' } as const;
/** What lists an order as one without an answer, whose stock is held for a while. */
const open = { openShard: 'OPEN#1', openSince: noon, holdExpiresAt: later };

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

function stored(order: Partial<Order>) {
  db.put('orders', { ...anOrderItem(order), ...open });
}

function order() {
  return db.item('orders', `ORDER#${id}`, 'ORDER');
}

describe('an order with an answer', () => {
  it('stands with it in the timeline, is open no longer, and its hold does not end', async () => {
    stored({ status: 'RESERVED' });

    const entry = { at: later, event: 'ORDER_CONFIRMED' } as const;
    expect(await orderTable().end(id, { status: 'CONFIRMED' }, entry)).toBe(true);

    const timeline = [{ at: noon, event: 'ORDER_ACCEPTED' } as const, entry];
    expect(order()).toEqual(anOrderItem({ status: 'CONFIRMED', timeline, version: 2 }));
  });

  it('that says no is among those that did not go well, with why', async () => {
    stored({ status: 'RESERVED' });
    const rejection = { reason: 'PAYMENT_TIMEOUT', at: later } as const;

    await orderTable().end(id, { status: 'REJECTED', rejection }, { at: later, event: 'ORDER_REJECTED' });

    expect(order()).toMatchObject({ status: 'REJECTED', rejection, troubledShard: expect.any(String) });
  });

  it.each([
    ['PENDING', 'CONFIRMED'],
    ['CANCELLED', 'CONFIRMED'],
    ['CONFIRMED', 'REJECTED'],
  ] as const)('from %s does not become %s', async (status, to) => {
    stored({ status });
    const rejection = { reason: 'PAYMENT_TIMEOUT', at: later } as const;
    const end = to === 'CONFIRMED' ? { status: to } : { status: to, rejection };

    expect(await orderTable().end(id, end, { at: later, event: 'ORDER_REJECTED' })).toBe(false);
    expect(order()).toMatchObject({ status, version: 1, ...open });
  });

  it('is not given it once it stands otherwise than it was seen', async () => {
    stored({ status: 'RESERVED', version: 3 });

    const end = (version: number) =>
      orderTable().end(id, { status: 'CONFIRMED' }, { at: later, event: 'ORDER_CONFIRMED' }, { version });
    expect([await end(2), await end(3)]).toEqual([false, true]);
  });
});

describe('a cancelled order', () => {
  it.each(['PENDING', 'RESERVED', 'CONFIRMED'] as const)('was %s, and is open no longer', async (status) => {
    stored({ status });

    expect(await orderTable().cancel(id, cancellation)).toBe(true);

    const timeline = [
      { at: noon, event: 'ORDER_ACCEPTED' },
      { at: later, event: 'ORDER_CANCELLED', detail: 'STOCK' },
    ] as const;
    expect(order()).toEqual({
      ...anOrderItem({ status: 'CANCELLED', cancellation, timeline: [...timeline], version: 2 }),
      troubledShard: expect.any(String),
    });
  });

  it.each([{ status: 'SHIPPED' }, { status: 'REJECTED' }, { status: 'CONFIRMED', shipments: 1 }] as const)(
    'was none that stands so: %j',
    async (standing) => {
      stored(standing);

      expect(await orderTable().cancel(id, cancellation)).toBe(false);
      expect(order()).toMatchObject({ ...standing, version: 1 });
    },
  );
});

describe('a further try to pay', () => {
  const first = { id: 'first', contentHash: 'hash', at: noon };
  const further = { id: 'second', contentHash: 'hash', at: later };
  const payment = { provider: 'sandbox', token: 'second' };
  const begin = (from: Order) => tryWrite(orderTable().furtherTryWrite(from, further, payment));

  it('comes behind the ones before, and is how the order is paid', async () => {
    stored({ status: 'RESERVED', furtherTries: [first] });

    expect(await begin(anOrder({ status: 'RESERVED', furtherTries: [first] }))).toBe(true);
    expect(order()).toMatchObject({ furtherTries: [first, further], payment });
  });

  it('may be the first', async () => {
    stored({ status: 'RESERVED' });

    expect(await begin(anOrder({ status: 'RESERVED' }))).toBe(true);
    expect(order()).toMatchObject({ furtherTries: [further] });
  });

  it.each([{ status: 'CONFIRMED' }, { version: 2 }] as const)(
    'is not begun where the order went on: %j',
    async (now) => {
      stored({ status: 'RESERVED', ...now });

      expect(await begin(anOrder({ status: 'RESERVED' }))).toBe(false);
      expect(order()).not.toHaveProperty('furtherTries');
    },
  );
});

describe('of an order is noted', () => {
  const shortages = [{ sku: 'A', requested: 2, available: 1 }];

  it('what it is short of, as long as it is PENDING', async () => {
    stored({});
    await orderTable().recordShortages(id, shortages);
    expect(order()).toMatchObject({ shortages });

    stored({ status: 'RESERVED' });
    await orderTable().recordShortages(id, shortages);
    expect(order()).not.toHaveProperty('shortages');
  });

  it.each([
    ['PENDING', true],
    ['RESERVED', true],
    ['CONFIRMED', false],
    ['REJECTED', false],
  ] as const)('when its execution failed, while it is without an answer: %s %s', async (status, isNoted) => {
    stored({ status });

    expect(await orderTable().noteFailure(anOrder(), later)).toBe(isNoted);
    expect(order()?.failedAt).toBe(isNoted ? later : undefined);
    expect(order()?.openShard === open.openShard).toBe(!isNoted);
  });

  it.each<[Partial<Order>, object, boolean]>([
    [{ status: 'PENDING' }, {}, true],
    [{ status: 'RESERVED' }, {}, true],
    [{ status: 'RESERVED' }, open, false],
    [{ status: 'CONFIRMED' }, {}, false],
  ])('that it waits, once, and while it is without an answer: %j %j %s', async (standing, listed, isNoted) => {
    db.put('orders', { ...anOrderItem(standing), ...listed });

    expect(await orderTable().listAsOpen(anOrder())).toBe(isNoted);
    expect(order()).toMatchObject(
      isNoted ? { openShard: expect.stringMatching(/^OPEN#\d$/), openSince: noon } : listed,
    );
  });

  it('that it waits, only as it was read where that is asked for', async () => {
    db.put('orders', anOrderItem({ status: 'RESERVED', version: 3 }));

    expect(await orderTable().listAsOpen(anOrder(), { version: 2 })).toBe(false);
    expect(await orderTable().listAsOpen(anOrder(), { version: 3 })).toBe(true);
  });

  it('that the links to its page are revoked, once for each who read them', async () => {
    stored({});
    await orderTable().revokePage(anOrder());
    await orderTable().revokePage(anOrder());
    expect(order()).toMatchObject({ pageVersion: 1 });

    await orderTable().revokePage(anOrder({ pageVersion: 1 }));
    expect(order()).toMatchObject({ pageVersion: 2 });
  });

  it('nothing where it is not stored', async () => {
    await orderTable().revokePage(anOrder());

    expect(order()).toBeUndefined();
  });
});
