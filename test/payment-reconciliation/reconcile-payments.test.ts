import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrderStatus } from '../../lambdas/orders/order-status.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { type ReconcilePorts, reconcilePayments } from '../../lambdas/payment-reconciliation/reconcile-payments.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import type { PaymentProvider, ProviderPayment, SettledPayment } from '../../lambdas/payments/payment-provider.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { paymentMethods, providerNames } from '../../lambdas/payments/providers/registry.ts';
import { lastCompleteDay } from '../../lambdas/payments/settlement-day.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { anOrder, anOrderId, aPayment, noon } from '../builders.ts';
import { aProvider, aProviderPayment } from '../payments/a-provider.ts';
import { storePayment } from '../payments/store-payment.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
const dayAfter = '2026-11-24T03:00:00.000Z';
const refund = { id: 'r1', amount: 500, at: noon, reason: 'broken' };
const uncaptured = { ...refund, amount: 0, uncaptured: 500, made: true };

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  db = inMemoryDynamoDb();
});

interface Case {
  readonly order: OrderStatus;
  readonly ours: Partial<Payment>;
  readonly theirs: Partial<ProviderPayment>;
  readonly differences: readonly string[];
}

describe('reconciling the money of yesterday', () => {
  it.each<[string, Case]>([
    [
      'confirmed and captured',
      { order: 'CONFIRMED', ours: { status: 'CAPTURED' }, theirs: { status: 'CAPTURED' }, differences: [] },
    ],
    [
      'confirmed, captured and refunded in part, as asked for',
      {
        order: 'CONFIRMED',
        ours: { status: 'CAPTURED', refunded: 500, refunds: [refund] },
        theirs: { status: 'CAPTURED', refunded: 500 },
        differences: [],
      },
    ],
    [
      'cancelled and given back',
      { order: 'CANCELLED', ours: { status: 'REFUNDED' }, theirs: { status: 'REFUNDED' }, differences: [] },
    ],
    [
      'rejected and voided',
      { order: 'REJECTED', ours: { status: 'VOIDED' }, theirs: { status: 'VOIDED' }, differences: [] },
    ],
    [
      'still open',
      { order: 'RESERVED', ours: { status: 'AUTHORIZED' }, theirs: { status: 'CAPTURED' }, differences: [] },
    ],
    [
      'cancelled, but the money was kept',
      {
        order: 'CANCELLED',
        ours: { status: 'CAPTURED' },
        theirs: { status: 'CAPTURED' },
        differences: ['CAPTURED_WITHOUT_CONFIRMED_ORDER'],
      },
    ],
    [
      'rejected, and a part of the money was kept',
      {
        order: 'REJECTED',
        ours: { status: 'CAPTURED', refunded: 500 },
        theirs: { status: 'CAPTURED', refunded: 500 },
        differences: ['CAPTURED_WITHOUT_CONFIRMED_ORDER'],
      },
    ],
    [
      'confirmed, but only authorised',
      {
        order: 'CONFIRMED',
        ours: { status: 'AUTHORIZED' },
        theirs: { status: 'AUTHORIZED' },
        differences: ['CONFIRMED_WITHOUT_CAPTURE'],
      },
    ],
    [
      'confirmed, captured there but not known here',
      {
        order: 'CONFIRMED',
        ours: { status: 'AUTHORIZED' },
        theirs: { status: 'CAPTURED' },
        differences: ['AMOUNT_DIFFERS'],
      },
    ],
    [
      'confirmed, captured of another amount',
      {
        order: 'CONFIRMED',
        ours: { status: 'CAPTURED' },
        theirs: { status: 'CAPTURED', captured: 1000 },
        differences: ['AMOUNT_DIFFERS', 'CONFIRMED_WITHOUT_CAPTURE'],
      },
    ],
    [
      'confirmed, and captured without what was cancelled before',
      {
        order: 'CONFIRMED',
        ours: { status: 'CAPTURED', captured: 1030, refunds: [uncaptured] },
        theirs: { status: 'CAPTURED', captured: 1030 },
        differences: [],
      },
    ],
    [
      'confirmed, and captured without more than what was cancelled before',
      {
        order: 'CONFIRMED',
        ours: { status: 'CAPTURED', captured: 1029, refunds: [uncaptured] },
        theirs: { status: 'CAPTURED', captured: 1029 },
        differences: ['CONFIRMED_WITHOUT_CAPTURE'],
      },
    ],
    [
      'confirmed, and captured in another currency',
      {
        order: 'CONFIRMED',
        ours: { status: 'CAPTURED' },
        theirs: { status: 'CAPTURED', currency: 'USD' },
        differences: ['AMOUNT_DIFFERS'],
      },
    ],
    [
      'confirmed, and a refund that was asked for is missing',
      {
        order: 'CONFIRMED',
        ours: { status: 'CAPTURED', refunds: [refund] },
        theirs: { status: 'CAPTURED' },
        differences: ['REFUND_MISSING'],
      },
    ],
    [
      'confirmed, and given back without anybody here having asked for it',
      {
        order: 'CONFIRMED',
        ours: { status: 'CAPTURED' },
        theirs: { status: 'CAPTURED', refunded: 300 },
        differences: ['REFUND_NOT_ASKED_FOR'],
      },
    ],
    [
      'confirmed, and more was given back than was asked for',
      {
        order: 'CONFIRMED',
        ours: { status: 'CAPTURED', refunded: 500, refunds: [refund] },
        theirs: { status: 'CAPTURED', refunded: 1000 },
        differences: ['REFUND_NOT_ASKED_FOR'],
      },
    ],
  ])('finds what differs for an order that is %s', async (_case, { order, ours, theirs, differences }) => {
    db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: order }) });
    await storePayment(aPayment(ours));

    expect((await reconcile(theirs)).map(({ kind }) => kind)).toEqual(differences);
    expect(vi.mocked(count).mock.calls).toEqual(differences.map(() => ['MoneyDifference']));
  });

  it('finds a payment that nobody here knows of', async () => {
    const unknown = { orderId: anOrderId(7), currency: 'GBP', captured: 990, refunded: 0 };

    expect(await reconcile({}, [unknown])).toEqual([
      { kind: 'UNKNOWN_ORDER', provider: 'sandbox', orderId: unknown.orderId, detail: 'the provider lists 990 GBP' },
    ]);
  });

  it('finds a payment of ours whose order is not there', async () => {
    await storePayment(aPayment({ status: 'CAPTURED', captured: 1530 }));

    expect(await reconcile({ status: 'CAPTURED' })).toMatchObject([
      { kind: 'UNKNOWN_ORDER', orderId, detail: 'our record has 1530 GBP captured, but there is no order' },
    ]);
  });

  it.each<[string, OrderStatus, string, string, readonly string[]]>([
    ['that ended on the day', 'REJECTED', '2026-11-20', '2026-11-23', ['CAPTURED_WITHOUT_CONFIRMED_ORDER']],
    ['that was confirmed on the day', 'CONFIRMED', '2026-11-09', '2026-11-23', ['AMOUNT_DIFFERS']],
    ['that ended before, and was looked at then', 'REJECTED', '2026-11-20', '2026-11-22', []],
    ['that is open still', 'RESERVED', '2026-11-20', '2026-11-20', []],
  ])('looks again at the payment of an earlier day of an order %s', async (_case, status, paid, moved, kinds) => {
    const captured = status === 'CONFIRMED' ? 1000 : 1530;
    const timeline = [{ at: `${moved}T12:00:00.000Z`, event: 'ORDER_CONFIRMED' as const }];
    db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status, timeline }) });
    const history = [{ at: `${paid}T12:00:00.000Z`, status: 'CAPTURED' as const }];
    await storePayment(aPayment({ status: 'CAPTURED', captured, history }));

    expect((await reconcile({ status: 'CAPTURED' })).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('looks at a payment that only the provider’s day lists, once', async () => {
    const timeline = [{ at: '2026-11-22T23:59:59.500Z', event: 'ORDER_CANCELLED' as const }];
    db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'CANCELLED', timeline }) });
    await storePayment(
      aPayment({ status: 'CAPTURED', history: [{ at: '2026-11-22T23:59:59.000Z', status: 'CAPTURED' }] }),
    );

    expect(await reconcile({ status: 'CAPTURED' })).toEqual([]);
    const listed = { orderId, currency: 'GBP', captured: 1530, refunded: 0 };
    expect(await reconcile({ status: 'CAPTURED' }, [listed, listed])).toMatchObject([
      { kind: 'CAPTURED_WITHOUT_CONFIRMED_ORDER', detail: '1530 kept for an order that is CANCELLED' },
    ]);
  });

  it('learns from the provider’s list of refunds that nobody told, records what they gave back, and says so once', async () => {
    db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'CONFIRMED' }) });
    await storePayment(aPayment({ status: 'CAPTURED' }));
    const listed = { orderId, currency: 'GBP', captured: 1530, refunded: 300, refundIds: ['console-1'] };
    const provider = aProvider(db, {
      query: async ({ refundIds = [] }) =>
        aProviderPayment({ status: 'CAPTURED', refunded: refundIds.includes('console-1') ? 300 : 0 }),
      settledOn: async () => ({ payments: [listed, listed] }),
    });

    const { differences } = await reconcilePayments({}, undefined, ports({ sandbox: provider }));

    expect(differences).toMatchObject([{ kind: 'REFUND_NOT_ASKED_FOR', detail: '300 given back, 0 asked for' }]);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
      refunded: 300,
      foreignRefundIds: ['console-1'],
    });
  });

  it('reads every page of our records', async () => {
    db.pageSize = 2;
    for (let number = 0; number < 5; number++) {
      const id = anOrderId(number);
      db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ id, status: 'CANCELLED' }) });
      await storePayment(aPayment({ orderId: id, status: 'CAPTURED' }));
      await paymentTable().addNotification(id, 'evt-1', new Date(noon));
    }

    expect(await reconcile({ status: 'CAPTURED' })).toHaveLength(5);
  });

  it('fails when a provider cannot be asked, so that it is tried again', async () => {
    await expect(reconcile({}, 'down')).rejects.toThrow('down');
    expect(await reconcile({})).toEqual([]);
  });
});

describe('a reconciliation', () => {
  it.each([
    ['2026-11-24T00:05:00Z', '2026-11-22', '2026-11-22'],
    ['2026-11-24T01:59:59Z', '2026-11-23', '2026-11-22'],
    ['2026-11-24T02:00:00Z', '2026-11-23', '2026-11-23'],
    ['2026-11-24T07:55:00Z', '2026-11-23', '2026-11-23'],
    ['2026-11-24T15:59:00Z', '2026-11-23', '2026-11-23'],
    ['2026-11-24T16:01:00Z', '2026-11-23', '2026-11-23'],
    ['2026-11-24T23:55:00Z', '2026-11-23', '2026-11-23'],
    ['2028-03-01T04:00:00Z', '2028-02-29', '2028-02-29'],
    ['2028-02-29T16:01:00Z', '2028-02-28', '2028-02-28'],
    ['2027-01-01T04:00:00Z', '2026-12-31', '2026-12-31'],
    ['2026-12-31T23:55:00Z', '2026-12-30', '2026-12-30'],
    ['2027-01-01T01:30:00Z', '2026-12-31', '2026-12-30'],
  ])('at %s asks each provider for the last of its own days that is complete', async (now, utc, china) => {
    const asked: string[] = [];
    const asking = (name: string) =>
      aProvider(db, {
        settledOn: async ({ day }) => {
          asked.push(`${name} ${day}`);
          return { payments: [] };
        },
      });
    const providers = Object.fromEntries(providerNames.map((name) => [name, asking(name)]));

    await reconcilePayments({}, undefined, ports(providers, now));

    expect(asked.toSorted()).toEqual([`alipay ${china}`, `stripe ${utc}`, `wechat-pay ${china}`]);
  });

  it('counts a payment to the day of its provider', async () => {
    const evening = '2026-11-22T20:00:00.000Z';
    for (const [number, provider] of ['stripe', 'alipay'].entries()) {
      const id = anOrderId(number);
      const timeline = [{ at: evening, event: 'ORDER_CANCELLED' as const }];
      db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ id, status: 'CANCELLED', timeline }) });
      const history = [{ at: evening, status: 'CAPTURED' as const }];
      await storePayment(aPayment({ orderId: id, provider, status: 'CAPTURED', history }));
    }
    const provider = aProvider(db, { query: async () => aProviderPayment({ status: 'CAPTURED' }) });
    const on = async (day: string) => {
      const { differences } = await reconcilePayments(
        { day },
        undefined,
        ports({ stripe: provider, alipay: provider }),
      );
      return differences.map(({ provider }) => provider);
    };

    // In China it was the 23rd already.
    expect(await on('2026-11-22')).toEqual(['stripe']);
    expect(await on('2026-11-23')).toEqual(['alipay']);
  });

  it.each([
    ['alipay', '2026-11-24T01:59:59Z', '2026-11-24T02:00:00.000Z'],
    ['wechat-pay', '2026-11-23T16:01:00Z', '2026-11-24T02:00:00.000Z'],
    ['stripe', '2026-11-23T23:55:00Z', '2026-11-24T01:00:00.000Z'],
  ])('refuses a day of %s whose list is not complete, and says when it is', async (name, now, at) => {
    const provider = aProvider(db, { settledOn: () => expect.unreachable('asked too soon') });
    const wanted = { provider: name, day: '2026-11-23' };

    await expect(reconcilePayments(wanted, undefined, ports({ [name]: provider }, now))).rejects.toThrow(at);
  });

  it('catches up on the days that it missed, each once, and leaves an hour with nothing new alone', async () => {
    const asked: string[] = [];
    const provider = aProvider(db, {
      settledOn: async ({ day }) => {
        asked.push(day);
        return { payments: [] };
      },
    });
    const at = (now: string) => reconcilePayments({}, undefined, ports({ sandbox: provider }, now));

    await at('2026-11-24T04:00:00Z');
    await at('2026-11-24T05:00:00Z');
    await at('2026-11-27T04:00:00Z');
    await at('2026-11-27T05:00:00Z');

    expect(asked).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']);
  });

  it('goes on where its time was over, in our list as in the provider’s, and finds everything once', async () => {
    db.pageSize = 3;
    const ids = await payments(10, { captured: 1000 });
    const pages = ['0', '1', '2'];
    const provider = aProvider(db, {
      query: async () => aProviderPayment({ status: 'CAPTURED' }),
      settledOn: async ({ from = '0' }) => {
        const next = pages[pages.indexOf(from) + 1];
        const unknown = { orderId: anOrderId(100 + Number(from)), currency: 'GBP', captured: 1, refunded: 0 };
        return { payments: [unknown], ...(next !== undefined && { next }) };
      },
    });
    const found: string[] = [];
    let runs = 0;
    for (let isOver = false; !isOver; runs++) {
      const { differences, unfinished } = await reconcilePayments({}, () => false, ports({ sandbox: provider }));
      found.push(...differences.map(({ kind, orderId }) => `${orderId} ${kind}`));
      isOver = unfinished.length === 0;
    }

    expect(runs).toBeGreaterThan(3);
    expect(found.toSorted()).toEqual(
      [
        ...ids.map((id) => `${id} AMOUNT_DIFFERS`),
        ...pages.map((from) => `${anOrderId(100 + Number(from))} UNKNOWN_ORDER`),
      ].toSorted(),
    );
  });

  it('asks about ten payments at once, not one after the other, and says what differs as it is found', async () => {
    vi.useFakeTimers({ now: new Date(dayAfter) });
    try {
      await payments(200, {});
      let atOnce = 0;
      let most = 0;
      const provider = aProvider(db, {
        query: async () => {
          most = Math.max(most, ++atOnce);
          await new Promise((resolve) => setTimeout(resolve, 25));
          atOnce--;
          return aProviderPayment({ status: 'CAPTURED', captured: 1 });
        },
      });
      const begun = Date.now();
      const run = reconcilePayments({}, undefined, ports({ sandbox: provider }));
      await vi.advanceTimersByTimeAsync(60);
      expect(vi.mocked(count).mock.calls.length).toBeGreaterThan(0);
      await vi.runAllTimersAsync();
      await run;

      expect(most).toBe(10);
      expect(Date.now() - begun).toBe((200 / 10) * 25);
    } finally {
      vi.useRealTimers();
    }
  });

  it('looks at all others when the provider cannot say how one stands, asks again for hours, and then tells a person', async () => {
    const [stuck] = await payments(5, { captured: 1000 });
    let isMended = false;
    const provider = aProvider(db, {
      query: async ({ orderId }) => {
        if (orderId === stuck && !isMended) throw new Error('none of ours');
        return aProviderPayment({ status: 'CAPTURED' });
      },
    });
    const at = (now: string) => reconcilePayments({}, undefined, ports({ sandbox: provider }, now));

    await expect(at('2026-11-24T04:00:00Z')).rejects.toThrow(`order ${stuck}: Error: none of ours`);
    expect(vi.mocked(count).mock.calls).toHaveLength(4);
    await expect(at('2026-11-24T09:00:00Z')).rejects.toThrow('none of ours');
    const { differences } = await at('2026-11-24T10:00:00Z');
    expect(differences).toContainEqual({
      kind: 'NOT_ANSWERED',
      provider: 'sandbox',
      orderId: stuck,
      detail: 'Error: none of ours',
    });

    isMended = true;
    expect(
      (await reconcilePayments({ day: '2026-11-23' }, undefined, ports({ sandbox: provider }))).differences,
    ).toHaveLength(5);
  });

  it('lets no provider that is down keep the others waiting', async () => {
    await payments(1, { captured: 1000 });
    const down = aProvider(db, { settledOn: () => Promise.reject(new Error('down')) });
    const sandbox = aProvider(db, { query: async () => aProviderPayment({ status: 'CAPTURED' }) });

    await expect(reconcilePayments({}, undefined, ports({ stripe: down, sandbox }))).rejects.toThrow('down');

    expect(vi.mocked(count).mock.calls).toEqual([['MoneyDifference']]);
  });

  it('knows the days of every provider that a stage can have', () => {
    for (const name of paymentMethods) {
      expect(lastCompleteDay(name, new Date(noon))).toMatch(/^2026-11-2[12]$/);
    }
  });
});

/** Payments of confirmed orders that moved on the day. */
async function payments(howMany: number, payment: Partial<Payment>): Promise<readonly string[]> {
  const ids = Array.from({ length: howMany }, (_, number) => anOrderId(number));
  for (const id of ids) {
    db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ id, status: 'CONFIRMED' }) });
    await storePayment(aPayment({ orderId: id, status: 'CAPTURED', ...payment }));
  }
  return ids;
}

async function reconcile(theirs: Partial<ProviderPayment>, settled: readonly SettledPayment[] | 'down' = []) {
  const provider = aProvider(db, {
    query: async () => aProviderPayment(theirs),
    settledOn: async ({ day }) => {
      expect(day).toBe('2026-11-23');
      if (settled === 'down') throw new Error('down');
      return { payments: [...settled] };
    },
  });
  const { differences } = await reconcilePayments({ day: '2026-11-23' }, undefined, ports({ sandbox: provider }));
  return differences;
}

/** What reconciling touches, with these providers, at this moment. */
function ports(providers: Readonly<Record<string, PaymentProvider>>, now = dayAfter): ReconcilePorts {
  return {
    orders: orderTable(),
    payments: paymentTable(),
    providerNamed: (name) => providers[name] ?? expect.unreachable(name),
    providers: Object.keys(providers),
    clock: () => new Date(now),
  };
}
