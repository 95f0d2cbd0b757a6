import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { awaitChange } from '../../lambdas/order-tracking/await-change.ts';
import { longPollTable } from '../../lambdas/order-tracking/long-poll-table.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
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

    expect(await wait({ order: 2, payment: 0 })).toBe(true);

    expect(looks).toHaveLength(4);
  });

  it('ends when what was accepted is stored, or its payment is', async () => {
    happens.set(2, () => db.put('orders', anOrderItem({ version: 2 })));
    expect(await wait({ order: 1, payment: undefined })).toBe(true);
    expect(looks).toHaveLength(2);

    happens.set(5, () => db.put('payments', { ...paymentKey, ...aPayment({ version: 0 }) }));
    expect(await wait({ order: 2, payment: undefined })).toBe(true);
    expect(looks).toHaveLength(5);
  });

  it('does not end with a look that is older than what was seen', async () => {
    db.put('orders', anOrderItem({ version: 2 }));

    expect(await wait({ order: 3, payment: 1 })).toBe(true);

    expect(waited).toBeGreaterThan(18_000);
  });

  it('looks often at first and then once a second, by one call, and never longer than it was asked to', async () => {
    db.put('orders', anOrderItem({ version: 2 }));
    const { reads } = db.counts;

    await wait({ order: 2, payment: undefined });

    expect(looks.filter((at) => at <= 2_000).length).toBeGreaterThan(4);
    expect(looks.length).toBeLessThan(35);
    expect(looks.at(-1)).toBeLessThan(20_000);
    expect(db.counts.reads - reads).toBe(looks.length);
  });
});

function wait(seen: Parameters<typeof awaitChange>[2]): Promise<boolean> {
  return awaitChange('north-lane', anOrder(), seen, 20, {
    orders: orderTable(),
    payments: paymentTable(),
    places: longPollTable('long-polls', { perStorefront: 1, inAll: 1 }),
    clock: () => new Date(Date.parse(noon) + waited),
  });
}
