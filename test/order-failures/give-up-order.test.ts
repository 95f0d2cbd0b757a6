import { beforeEach, describe, expect, it, vi } from 'vitest';
import { applyOrderEffects } from '../../lambdas/order-effects/apply-order-effects.ts';
import { extendHold } from '../../lambdas/order-failures/extend-hold.ts';
import { failureTable } from '../../lambdas/order-failures/failure-table.ts';
import { type GiveUpOrderPorts, giveUpOrder } from '../../lambdas/order-failures/give-up-order.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderStatuses } from '../../lambdas/orders/order-status.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { cutOffAnywhere } from '../cut-off.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aFailure } from './a-failure.ts';

const id = anOrderId();
const ada = { subject: 'u-1', name: 'ada' };
const sendMessage = vi.spyOn(queues, 'sendMessage');
let db: InMemoryDynamoDb;
let now: Date;

beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  now = new Date(Date.parse(noon) + 60_000);
  sendMessage.mockReset().mockResolvedValue();
});

async function failedOrder(order: Partial<Order> = {}): Promise<void> {
  db.put(
    'orders',
    anOrderItem({ status: 'RESERVED', heldSkus: 1, holdExpiresAt: '2026-11-23T13:00:00.000Z', ...order }),
  );
  await failureTable().note(aFailure());
}

const ports = () => ({
  orders: orderTable(),
  failures: failureTable(),
  requestOrderEffects: async () => {},
  requestNotice: async () => {},
  clock: () => now,
  holdSeconds: 3_600,
});
const standing = () => orderTable().findOrder(id);

describe('giving a failed order up', () => {
  it('rejects it for a technical problem, asks for stock, money and notice, and takes it out of the failures', async () => {
    await failedOrder();
    const asked: string[] = [];
    const given = await giveUpOrder(ada, id, {
      ...ports(),
      requestOrderEffects: async (orderId, delay = 0) => void asked.push(`effects ${orderId} ${delay}`),
      requestNotice: async ({ event }, delay = 0) => void asked.push(`${event} ${delay}`),
    });

    expect(given).toEqual({
      orderId: id,
      status: 'REJECTED',
      rejection: { reason: 'TECHNICAL_PROBLEM', at: now.toISOString() },
    });
    expect(await standing()).toMatchObject({ status: 'REJECTED', rejection: given.rejection });
    expect(asked).toEqual([`effects ${id} 60`, 'order-rejected 60', `effects ${id} 0`, 'order-rejected 0']);
    expect(await failureTable().all()).toEqual([]);
  });

  it('takes one that was never stored, and changes nothing when it is repeated', async () => {
    db.put('orders', { pk: `ORDER#${id}`, sk: 'CONTENT#000', ...anOrderContent({ id }) });
    await failureTable().note(aFailure({ orderStatus: 'PENDING' }));
    const first = await giveUpOrder(ada, id, ports());
    const before = await standing();
    now = new Date(now.getTime() + 60_000);

    expect(await giveUpOrder(ada, id, ports())).toEqual(first);
    expect(await standing()).toEqual(before);
  });

  it.each(orderStatuses.filter((status) => status !== 'PENDING' && status !== 'RESERVED'))(
    'is refused of one that is %s',
    async (status) => {
      await failedOrder({ status });

      await expect(giveUpOrder(ada, id, ports())).rejects.toMatchObject({ kind: 'not-failed', status: 409 });
    },
  );

  it('is refused of one that goes on', async () => {
    db.put('orders', anOrderItem({ status: 'RESERVED' }));

    await expect(giveUpOrder(ada, id, ports())).rejects.toMatchObject({ kind: 'not-failed' });
    expect(await standing()).toMatchObject({ status: 'RESERVED' });
  });

  it('is refused of one that its workflow confirms at that moment', async () => {
    await failedOrder();
    const orders: GiveUpOrderPorts['orders'] = {
      ...orderTable(),
      end: async (...rejection) => {
        const entry = { at: now.toISOString(), event: 'ORDER_CONFIRMED' } as const;
        await orderTable().end(id, { status: 'CONFIRMED' }, entry);
        return orderTable().end(...rejection);
      },
    };

    await expect(giveUpOrder(ada, id, { ...ports(), orders })).rejects.toMatchObject({
      kind: 'not-failed',
      message: expect.stringContaining('CONFIRMED'),
    });
    expect(await failureTable().all()).toHaveLength(1);
  });

  it('is refused while another redrives it, who is named', async () => {
    await failedOrder();
    const claimedUntil = new Date(now.getTime() + 1_000).toISOString();
    await failureTable().claim(aFailure(), { claimId: 'r-1', claimedBy: 'grace', claimedUntil }, now);

    await expect(giveUpOrder(ada, id, ports())).rejects.toMatchObject({
      kind: 'failure-taken',
      message: expect.stringContaining('grace'),
    });
    expect(await standing()).toMatchObject({ status: 'RESERVED' });
  });

  it('is finished by a repeat from anywhere that it was cut off', async () => {
    await failedOrder();
    const asked = new Set<string>();

    await cutOffAnywhere(
      db,
      (leaving) => {
        asked.clear();
        return giveUpOrder(ada, id, {
          ...ports(),
          requestOrderEffects: () => leaving(() => void asked.add('effects')),
          requestNotice: () => leaving(() => void asked.add('notice')),
        });
      },
      async (where) => {
        const repeat = {
          ...ports(),
          requestOrderEffects: async () => void asked.add('effects'),
          requestNotice: async () => void asked.add('notice'),
        };
        await giveUpOrder(ada, id, repeat);

        expect(await standing(), where).toMatchObject({ status: 'REJECTED' });
        expect(asked, where).toEqual(new Set(['effects', 'notice']));
        expect(await failureTable().all(), where).toEqual([]);
      },
    );
  });
});

describe('a failed order that ends in another way', () => {
  it.each([
    { status: 'CANCELLED', isSettled: true },
    { status: 'REJECTED', rejection: { reason: 'HOLD_EXPIRED', at: noon }, isSettled: true },
    { status: 'REJECTED', rejection: { reason: 'OUT_OF_STOCK', at: noon }, isSettled: false },
    { status: 'CONFIRMED', isSettled: false },
  ] as const)(
    'is out of the failures with its effects where nothing is left to do: %o',
    async ({ isSettled, ...order }) => {
      await failedOrder({ ...order, heldSkus: 0, failedAt: noon });

      await applyOrderEffects(id, undefined, {
        ...ports(),
        releaseInventory: async () => {},
        issueInventory: async () => {},
        syncPaymentToOrder: async () => {},
        goOnPaying: async () => {},
        settleFailure: (orderId, failedAt) => failureTable().settle(orderId, failedAt, now),
      });

      expect(await failureTable().all()).toHaveLength(isSettled ? 0 : 1);
    },
  );
});

describe('extending the hold of an order', () => {
  it('keeps it for so long from now on, and says so among the failures', async () => {
    await failedOrder();

    expect(await extendHold(id, 120, ports())).toEqual({ orderId: id, holdExpiresAt: '2026-11-23T14:01:00.000Z' });
    expect(await standing()).toMatchObject({ holdExpiresAt: '2026-11-23T14:01:00.000Z' });
    expect(await failureTable().all()).toMatchObject([{ holdEndsAt: '2026-11-23T14:01:00.000Z' }]);
  });

  it('leaves one that lasts longer as it is', async () => {
    await failedOrder();

    expect(await extendHold(id, 5, ports())).toMatchObject({ holdExpiresAt: '2026-11-23T13:00:00.000Z' });
  });

  it('keeps one too that has come to hold nothing yet', async () => {
    db.put('orders', { pk: `ORDER#${id}`, sk: 'CONTENT#000', ...anOrderContent({ id }) });

    expect(await extendHold(id, 120, ports())).toMatchObject({ holdExpiresAt: '2026-11-23T14:01:00.000Z' });
    expect(await standing()).toMatchObject({ status: 'PENDING', holdExpiresAt: '2026-11-23T14:01:00.000Z' });
  });

  it('is refused of one that has its answer, and of none', async () => {
    await failedOrder({ status: 'CONFIRMED' });

    await expect(extendHold(id, 5, ports())).rejects.toMatchObject({ kind: 'hold-ended' });
    await expect(extendHold(anOrderId(5), 5, ports())).rejects.toMatchObject({ kind: 'not-found' });
  });
});
