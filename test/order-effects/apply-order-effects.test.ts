import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type ApplyOrderEffectsPorts, applyOrderEffects } from '../../lambdas/order-effects/apply-order-effects.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import type { OrderEffectsWait } from '../../lambdas/orders/order-effects-queue.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { PaymentUnderWay, ProviderBusy, ProviderUnavailable } from '../../lambdas/payments/payment-errors.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { aLineCancellation, anOrder, anOrderId, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const id = anOrderId();

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  db = inMemoryDynamoDb();
});

describe('following up an order', () => {
  it.each([
    ['PENDING', ['align']],
    ['RESERVED', ['align']],
    ['CONFIRMED', ['align']],
    ['SHIPPED', ['issue', 'align']],
    ['REJECTED', ['release', 'align']],
    ['CANCELLED', ['release', 'align']],
  ] as const)('that is %s does %j', async (status, expected) => {
    db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ status }) });
    const done: string[] = [];
    const note = (what: string) => async () => {
      done.push(what);
    };

    await applyOrderEffects(id, undefined, {
      ...ports(),
      releaseInventory: note('release'),
      issueInventory: note('issue'),
      syncPaymentToOrder: note('align'),
    });

    expect(done).toEqual(expected);
  });

  it.each<[string, Partial<Order>, boolean]>([
    ['is tried to be paid again', { furtherTries: [{ id: 'a', contentHash: 'hash', at: noon }] }, true],
    ['has lines cancelled, so that nothing may be due', { lineCancellations: [aLineCancellation()] }, true],
    ['waits for its first payment', {}, false],
  ])('that %s goes on with that: %s', async (_case, order, expected) => {
    db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ status: 'RESERVED', ...order }) });
    let goesOn = false;

    await applyOrderEffects(id, undefined, {
      ...ports(),
      goOnPaying: async () => {
        goesOn = true;
      },
    });

    expect(goesOn).toBe(expected);
  });

  it('whose payment is being processed asks about it every quarter of an hour, for three weeks, and then calls a person', async () => {
    db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ status: 'REJECTED' }) });
    const syncPaymentToOrder = () => Promise.reject(new PaymentUnderWay(id));
    const asked: unknown[] = [];
    const at = (now: string, since?: string) =>
      applyOrderEffects(
        id,
        { since },
        {
          ...ports(),
          syncPaymentToOrder,
          requestOrderEffects: async (...request) => void asked.push(request),
          clock: () => new Date(now),
        },
      );

    await at('2026-11-23T12:00:00.000Z');
    await at('2026-11-23T12:15:00.000Z', noon);
    await at('2026-12-14T11:59:00.000Z', noon);
    expect(asked).toEqual(Array(3).fill([id, 900, { since: noon }]));

    await expect(at('2026-12-14T12:00:01.000Z', noon)).rejects.toMatchObject({ name: 'PaymentUnderWay' });
    expect(asked).toHaveLength(3);
  });

  describe('whose provider is away', () => {
    const asked: { readonly delaySeconds: number; readonly wait: OrderEffectsWait }[] = [];
    const at = (
      now: string,
      wait: OrderEffectsWait | undefined,
      error: Error = new ProviderUnavailable('stripe', ''),
    ) => {
      db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ status: 'CANCELLED' }) });
      return applyOrderEffects(id, wait, {
        ...ports(),
        syncPaymentToOrder: () => Promise.reject(error),
        requestOrderEffects: async (_id, delaySeconds = 0, wait = {}) => void asked.push({ delaySeconds, wait }),
        clock: () => new Date(now),
      });
    };
    beforeEach(() => void asked.splice(0));

    it.each([new ProviderUnavailable('stripe', 'down'), new ProviderBusy('stripe')])(
      'is asked again, the later, the longer that lasts: %s',
      async (error) => {
        await at(noon, undefined, error);
        await at('2026-11-23T18:00:00.000Z', { waitingSince: noon }, error);

        expect(asked.map(({ wait }) => wait)).toEqual([{ waitingSince: noon }, { waitingSince: noon }]);
        const [first, later] = asked;
        expect(first?.delaySeconds).toBeLessThanOrEqual(40);
        expect(later?.delaySeconds).toBeGreaterThanOrEqual(225);
        expect(later?.delaySeconds).toBeLessThanOrEqual(900);
      },
    );

    it('calls an operator once that has lasted for a quarter of an hour', async () => {
      await at('2026-11-23T12:14:59.000Z', { waitingSince: noon });
      expect(count).not.toHaveBeenCalled();

      await at('2026-11-23T12:15:00.000Z', { waitingSince: noon });
      expect(vi.mocked(count).mock.calls).toEqual([['OrderEffectsLate']]);
    });

    it('becomes a dead letter after three days', async () => {
      await at('2026-11-26T12:00:00.000Z', { waitingSince: noon });
      await expect(at('2026-11-26T12:00:01.000Z', { waitingSince: noon })).rejects.toMatchObject({
        name: 'ProviderUnavailable',
      });
      expect(asked).toHaveLength(1);
    });

    it('is waited for from its own absence on, not from when the payment was first asked about; and the other way round', async () => {
      await at('2026-12-03T12:00:00.000Z', { since: noon });
      await at(
        '2026-12-03T12:00:00.000Z',
        { since: noon, waitingSince: noon.replace('23', '24') },
        new PaymentUnderWay(id),
      );

      expect(asked.map(({ wait }) => wait)).toEqual([
        { since: noon, waitingSince: '2026-12-03T12:00:00.000Z' },
        { since: noon },
      ]);
      expect(count).not.toHaveBeenCalled();
    });
  });

  it.each(['StockContention', 'TypeError'])('lets the queue repeat it after %s', async (name) => {
    db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ status: 'REJECTED' }) });
    const syncPaymentToOrder = () => Promise.reject(Object.assign(new Error('down'), { name }));

    await expect(applyOrderEffects(id, undefined, { ...ports(), syncPaymentToOrder })).rejects.toMatchObject({ name });
  });

  it('that is not there is a fault', async () => {
    await expect(applyOrderEffects(id)).rejects.toMatchObject({ name: 'OrderNotFound' });
  });
});

function ports(): ApplyOrderEffectsPorts {
  const nothing = async () => {};
  return {
    orders: orderTable(),
    releaseInventory: nothing,
    issueInventory: nothing,
    syncPaymentToOrder: nothing,
    goOnPaying: nothing,
    settleFailure: nothing,
    requestOrderEffects: () => expect.unreachable('nothing is left to do'),
    clock: () => new Date(noon),
  };
}
