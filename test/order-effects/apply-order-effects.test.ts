import { beforeEach, describe, expect, it } from 'vitest';
import { type ApplyOrderEffectsPorts, applyOrderEffects } from '../../lambdas/order-effects/apply-order-effects.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { PaymentUnderWay } from '../../lambdas/payments/payment-errors.ts';
import { anOrder, anOrderId, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
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

  it('whose payment is being processed asks about it every quarter of an hour, for three weeks, and then calls a person', async () => {
    db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ status: 'REJECTED' }) });
    const syncPaymentToOrder = () => Promise.reject(new PaymentUnderWay(id));
    const asked: unknown[] = [];
    const at = (now: string, since?: string) =>
      applyOrderEffects(id, since, {
        ...ports(),
        syncPaymentToOrder,
        requestOrderEffects: async (...request) => void asked.push(request),
        clock: () => new Date(now),
      });

    await at('2026-11-23T12:00:00.000Z');
    await at('2026-11-23T12:15:00.000Z', noon);
    await at('2026-12-14T11:59:00.000Z', noon);
    expect(asked).toEqual(Array(3).fill([id, 900, noon]));

    await expect(at('2026-12-14T12:00:01.000Z', noon)).rejects.toMatchObject({ name: 'PaymentUnderWay' });
    expect(asked).toHaveLength(3);
  });

  it.each(['ProviderUnavailable', 'StockContention'])('lets the queue repeat it after %s', async (name) => {
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
