import { beforeEach, describe, expect, it, vi } from 'vitest';
import { switchTable } from '../../lambdas/contingency/switch-table.ts';
import { type ReleaseExpiredHoldsPorts, releaseExpiredHolds } from '../../lambdas/order-holds/release-expired-holds.ts';
import type { Order, OrderId } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { anOrder, anOrderId, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const holdSeconds = 3600;
const longAgo = '2026-11-23T10:00:00.000Z';
const justOver = '2026-11-23T11:59:59.999Z';

let db: InMemoryDynamoDb;
let asked: string[];
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  asked = [];
  vi.mocked(count).mockReset();
});

describe('a hold that is over', () => {
  it.each([
    ['RESERVED', { status: 'RESERVED', holdExpiresAt: justOver }],
    ['PENDING with a part of its stock', { status: 'PENDING', holdExpiresAt: noon }],
    [
      'PENDING, and never came so far as to hold anything',
      { status: 'PENDING', createdAt: '2026-11-23T10:59:59.999Z' },
    ],
  ] as const)('rejects its order: %s', async (_case, order) => {
    given(anOrderId(), order);

    await releaseExpiredHolds(ports());

    expect(stored()).toMatchObject({ status: 'REJECTED', rejection: { reason: 'HOLD_EXPIRED', at: noon } });
    expect(stored()?.timeline).toContainEqual({ at: noon, event: 'ORDER_REJECTED', detail: 'HOLD_EXPIRED' });
    for (const gone of ['openShard', 'openSince', 'holdExpiresAt']) expect(stored()).not.toHaveProperty(gone);
    expect(count).toHaveBeenCalledExactlyOnceWith('HoldExpired', 1);
  });

  it('asks for stock, money and notice ahead, for after this call, so that no crash leaves them out, and at once when it is rejected', async () => {
    given(anOrderId(), { status: 'RESERVED', holdExpiresAt: justOver });

    await releaseExpiredHolds(ports());

    expect(asked).toEqual([
      'order effects in 60 s while RESERVED',
      'order-rejected in 60 s while RESERVED',
      'order effects in 0 s while REJECTED',
      'order-rejected in 0 s while REJECTED',
    ]);
  });

  it('stays while no new orders are taken, and is over once they are', async () => {
    given(anOrderId(), { status: 'RESERVED', holdExpiresAt: justOver });
    const drained = { kind: 'intake-drained', from: longAgo, at: longAgo, by: 'ada', reason: 'a move' } as const;
    await switchTable().replace({ version: 0, switches: [] }, [drained]);
    await releaseExpiredHolds(ports());
    expect(stored()?.status).toBe('RESERVED');

    await switchTable().replace(await switchTable().find(), [{ ...drained, endedAt: noon }]);
    await releaseExpiredHolds(ports());
    expect(stored()?.status).toBe('REJECTED');
  });

  it('once released is not released again', async () => {
    given(anOrderId(), { status: 'RESERVED', holdExpiresAt: justOver });
    await releaseExpiredHolds(ports());
    const before = stored();

    await releaseExpiredHolds(ports());

    expect(stored()).toEqual(before);
    expect(asked).toHaveLength(4);
  });
});

describe('an order is left alone', () => {
  it.each([
    ['whose hold has not ended', { status: 'RESERVED', holdExpiresAt: '2026-11-23T12:00:00.001Z' }],
    ['whose hold was extended', { status: 'RESERVED', holdExpiresAt: '2026-11-24T12:00:00.000Z' }],
    ['that was accepted less than a hold ago', { status: 'PENDING', createdAt: '2026-11-23T11:00:00.001Z' }],
    ['that is confirmed, though the index does not know it yet', { status: 'CONFIRMED' }],
    ['that is cancelled, though the index does not know it yet', { status: 'CANCELLED' }],
  ] as const)('%s', async (_case, order) => {
    given(anOrderId(), order);
    const before = stored();

    await releaseExpiredHolds(ports());

    expect(stored()).toEqual(before);
    expect(asked).toEqual([]);
    expect(count).not.toHaveBeenCalled();
  });

  it.each([
    [
      'whose hold is extended at the same moment',
      { status: 'RESERVED', holdExpiresAt: justOver },
      () => orderTable().extendHold(anOrderId(), '2026-11-23T13:00:00.000Z'),
    ],
    [
      'whose hold begins at the same moment',
      { status: 'PENDING', createdAt: longAgo },
      async () => change({ status: 'RESERVED', holdExpiresAt: '2026-11-23T13:00:00.000Z' }),
    ],
    [
      'that is confirmed at the same moment',
      { status: 'RESERVED', holdExpiresAt: justOver },
      () => orderTable().end(anOrderId(), { status: 'CONFIRMED' }, { at: noon, event: 'ORDER_CONFIRMED' }),
    ],
    [
      'that is cancelled at the same moment',
      { status: 'RESERVED', holdExpiresAt: justOver },
      () => orderTable().cancel(anOrderId(), { by: 'CUSTOMER', at: noon, reason: 'TOO_SLOW' }),
    ],
  ] as const)('%s', async (_case, order, atThatMoment) => {
    given(anOrderId(), order);

    await releaseExpiredHolds({
      ...ports(),
      requestNotice: async () => {
        await atThatMoment();
      },
    });

    expect(stored()?.status).not.toBe('REJECTED');
    expect(count).not.toHaveBeenCalled();
  });
});

describe('extending a hold', () => {
  it.each([
    ['later', '2026-11-23T12:00:00.001Z', true],
    ['to the same moment', noon, false],
    ['earlier', justOver, false],
  ] as const)('%s', async (_case, until, extended) => {
    given(anOrderId(), { status: 'RESERVED', holdExpiresAt: noon });

    expect(await orderTable().extendHold(anOrderId(), until)).toBe(extended);
    expect(stored()?.holdExpiresAt).toBe(extended ? until : noon);
  });

  it.each(['CONFIRMED', 'REJECTED', 'CANCELLED'] as const)('of an order that is %s changes nothing', async (status) => {
    given(anOrderId(), { status });

    expect(await orderTable().extendHold(anOrderId(), '2026-11-24T12:00:00.000Z')).toBe(false);
    expect(stored()).not.toHaveProperty('holdExpiresAt');
  });
});

describe('many holds that are over', () => {
  it('are released oldest first, at most a thousand or so a run, the others by the next', async () => {
    db.pageSize = 60;
    const age = (number: number) => new Date(Date.parse(longAgo) + number * 1000).toISOString();
    // Neither the order of the ids nor that of the shards is that of the ages.
    for (let number = 0; number < 1_100; number++) given(anOrderId(number), { createdAt: age(number) });
    const open = () => Array.from({ length: 1_100 }, (_, number) => number).filter((number) => isOpen(number));

    await releaseExpiredHolds(ports());
    expect(open()).toEqual(Array.from({ length: 100 }, (_, number) => 1_000 + number));

    await releaseExpiredHolds(ports());
    expect(open()).toEqual([]);
    expect(vi.mocked(count).mock.calls).toEqual([
      ['HoldExpired', 1_000],
      ['HoldExpired', 100],
    ]);
  });

  it('do not wait for one that cannot be released; that fails the run, and so is seen', async () => {
    for (let number = 0; number < 120; number++) given(anOrderId(number), { createdAt: longAgo });
    db.put('orders', { ...db.item('orders', `ORDER#${anOrderId(7)}`, 'ORDER'), timeline: 'broken' });
    const failing = {
      ...ports(),
      requestOrderEffects: async (orderId: OrderId) => {
        if (orderId === anOrderId(3)) throw new Error('down');
      },
    };

    await expect(releaseExpiredHolds(failing)).rejects.toThrow('2 expired holds could not be released');

    expect(Array.from({ length: 120 }, (_, number) => number).filter(isOpen)).toEqual([3, 7]);
    await expect(releaseExpiredHolds(ports())).rejects.toThrow('1 expired holds');
    expect(isOpen(3)).toBe(false);
  });
});

function isOpen(number: number): boolean {
  return db.item('orders', `ORDER#${anOrderId(number)}`, 'ORDER')?.status === 'PENDING';
}

function given(id: OrderId, order: Partial<Order>): void {
  const full = anOrder({ id, createdAt: longAgo, ...order });
  const open = { openShard: `OPEN#${Number.parseInt(id.slice(-1), 16) % 10}`, openSince: full.createdAt };
  db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...full, ...open });
}

function stored(): Order | undefined {
  return db.item('orders', `ORDER#${anOrderId()}`, 'ORDER') as unknown as Order | undefined;
}

function change(order: Partial<Order>): void {
  db.put('orders', { ...db.item('orders', `ORDER#${anOrderId()}`, 'ORDER'), ...order });
}

function ports(): ReleaseExpiredHoldsPorts {
  const whileIts = (orderId: OrderId) => `while ${db.item('orders', `ORDER#${orderId}`, 'ORDER')?.status}`;
  return {
    orders: orderTable(),
    switches: switchTable(),
    requestOrderEffects: async (orderId, delaySeconds = 0) => {
      asked.push(`order effects in ${delaySeconds} s ${whileIts(orderId)}`);
    },
    requestNotice: async ({ orderId, event }, delaySeconds = 0) => {
      asked.push(`${event} in ${delaySeconds} s ${whileIts(orderId)}`);
    },
    clock: () => new Date(noon),
    holdSeconds,
  };
}
