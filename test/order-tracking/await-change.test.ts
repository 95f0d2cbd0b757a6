import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { awaitChange, canGoOn, type Standing } from '../../lambdas/order-tracking/await-change.ts';
import { longPollTable } from '../../lambdas/order-tracking/long-poll-table.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { anOrder, anOrderId, anOrderItem, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: vi.fn() }));

const id = anOrderId();
const paymentKey = { pk: `ORDER#${id}`, sk: 'PAYMENT' };

let db: InMemoryDynamoDb;
/** Milliseconds since the wait began. */
let waited: number;
/** When it looked. */
let looks: number[];
/** What happens while it waits, by the look that is to see it. */
let happens: Map<number, () => void>;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  waited = 0;
  looks = [];
  happens = new Map();
  vi.mocked(pause).mockImplementation(async (milliseconds = 0) => {
    waited += milliseconds;
    looks.push(waited);
    happens.get(looks.length)?.();
    return undefined as never;
  });
});

describe('waiting for an order', () => {
  it.each([
    ['the order', () => db.put('orders', anOrderItem({ version: 3 }))],
    ['its payment', () => db.put('payments', { ...paymentKey, ...aPayment({ version: 1 }) })],
  ])('ends with a change of %s', async (_whose, change) => {
    db.put('orders', anOrderItem({ version: 2 }));
    db.put('payments', { ...paymentKey, ...aPayment({ version: 0 }) });
    happens.set(4, change);

    expect(await wait(2, 0)).toBe(true);

    expect(looks).toHaveLength(4);
  });

  it('ends when what was accepted is stored, or its payment is', async () => {
    happens.set(2, () => db.put('orders', anOrderItem({ version: 2 })));
    expect(await wait(1, undefined)).toBe(true);
    expect(looks).toHaveLength(2);

    happens.set(5, () => db.put('payments', { ...paymentKey, ...aPayment({ version: 0 }) }));
    expect(await wait(2, undefined)).toBe(true);
    expect(looks).toHaveLength(5);
  });

  it('does not end with a look that is older than what was seen', async () => {
    db.put('orders', anOrderItem({ version: 2 }));

    expect(await wait(3, 1)).toBe(true);

    expect(waited).toBeGreaterThan(18_000);
  });

  it('does not end with a change that is no news', async () => {
    db.put('orders', anOrderItem({ version: 3 }));

    expect(await wait(2, undefined, () => false)).toBe(true);

    expect(waited).toBeGreaterThan(18_000);
  });

  it('looks often at first and then once a second, by one call, and never longer than it was asked to', async () => {
    db.put('orders', anOrderItem({ version: 2 }));
    const { reads } = db.counts;

    await wait(2, undefined);

    expect(looks.filter((at) => at <= 2_000).length).toBeGreaterThan(4);
    expect(looks.length).toBeLessThan(35);
    expect(looks.at(-1)).toBeLessThan(20_000);
    expect(db.counts.reads - reads).toBe(looks.length);
  });
});

describe('what there is to go on with', () => {
  const open = { order: anOrder({ status: 'RESERVED' }), payment: undefined };
  const payUrl = 'https://pay.example.com/1';
  const waiting = { ...open, payment: aPayment({ status: 'PENDING', payUrl }) };
  const since = (before: Standing, order: Partial<Order>, payment?: Partial<Payment>) =>
    canGoOn(before, {
      order: { ...before.order, ...order },
      payment: payment === undefined ? before.payment : aPayment({ ...before.payment, ...payment }),
    });

  it.each(['CONFIRMED', 'REJECTED', 'CANCELLED', 'SHIPPED'] as const)('is an answer: %s', (status) => {
    expect(since(open, { status })).toBe(true);
  });

  it('is a page to pay on, and another one, but not the same', () => {
    expect(since(open, {}, { status: 'PENDING', payUrl })).toBe(true);
    expect(since(waiting, {}, { payUrl: `${payUrl}?renewed` })).toBe(true);
    expect(since(waiting, { version: 7 }, { version: 7 })).toBe(false);
  });

  it('is a payment that came to nothing, and the next', () => {
    expect(since(waiting, {}, { status: 'DECLINED' })).toBe(true);
    expect(since(waiting, { furtherTries: [{ id: 'key-2', contentHash: '-', at: noon }] })).toBe(true);
  });

  it('is that the order is delayed, and that it is no longer', () => {
    expect(since(open, { failedAt: noon })).toBe(true);
    expect(since({ ...open, order: { ...open.order, failedAt: noon } }, { failedAt: undefined })).toBe(true);
  });

  it('is no step on the way: what is reserved, asked for or paid is not yet confirmed', () => {
    expect(since({ ...open, order: anOrder({ status: 'PENDING' }) }, { status: 'RESERVED' })).toBe(false);
    expect(since(open, {}, { status: 'PENDING' })).toBe(false);
    expect(since(open, {}, { status: 'AUTHORIZED' })).toBe(false);
    expect(since(waiting, {}, { status: 'CAPTURED', payUrl: undefined })).toBe(false);
  });
});

function wait(orderVersion: number, paymentVersion: number | undefined, isNews = () => true): Promise<boolean> {
  const seen = {
    order: anOrder({ version: orderVersion }),
    payment: paymentVersion === undefined ? undefined : aPayment({ version: paymentVersion }),
  };
  return awaitChange('north-lane', seen, isNews, 20, {
    orders: orderTable(),
    payments: paymentTable(),
    places: longPollTable('long-polls', { perStorefront: 1, inAll: 1 }),
    clock: () => new Date(Date.parse(noon) + waited),
  });
}
