import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrderStatus } from '../../lambdas/orders/order-status.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import type { ProviderPayment, SettledPayment } from '../../lambdas/payments/payment-provider.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { reconcilePayments } from '../../lambdas/payments/reconcile-payments.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { anOrder, anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aProvider, aProviderPayment } from './a-provider.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
const dayAfter = '2026-11-24T03:00:00.000Z';
const refund = { id: 'r1', amount: 500, at: noon, reason: 'broken' };

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
      'confirmed, captured in another currency',
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
    await paymentTable().add(aPayment(ours));

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
    await paymentTable().add(aPayment({ status: 'CAPTURED', captured: 1530 }));

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
    const timeline = [{ at: `${moved}T12:00:00.000Z`, event: 'ORDER_ENDED' }];
    db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status, timeline }) });
    const history = [{ at: `${paid}T12:00:00.000Z`, status: 'CAPTURED' as const }];
    await paymentTable().add(aPayment({ status: 'CAPTURED', captured, history }));

    expect((await reconcile({ status: 'CAPTURED' })).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('looks at a payment that only the provider’s day lists, once', async () => {
    const timeline = [{ at: '2026-11-22T23:59:59.500Z', event: 'ORDER_CANCELLED' }];
    db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'CANCELLED', timeline }) });
    await paymentTable().add(
      aPayment({ status: 'CAPTURED', history: [{ at: '2026-11-22T23:59:59.000Z', status: 'CAPTURED' }] }),
    );

    expect(await reconcile({ status: 'CAPTURED' })).toEqual([]);
    const listed = { orderId, currency: 'GBP', captured: 1530, refunded: 0 };
    expect(await reconcile({ status: 'CAPTURED' }, [listed, listed])).toMatchObject([
      { kind: 'CAPTURED_WITHOUT_CONFIRMED_ORDER', detail: '1530 kept for an order that is CANCELLED' },
    ]);
  });

  it('reads every page of our records', async () => {
    db.pageSize = 2;
    for (let number = 0; number < 5; number++) {
      const id = anOrderId(number);
      db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ id, status: 'CANCELLED' }) });
      await paymentTable().add(aPayment({ orderId: id, status: 'CAPTURED' }));
      await paymentTable().addNotification(id, 'evt-1', new Date(noon));
    }

    expect(await reconcile({ status: 'CAPTURED' })).toHaveLength(5);
  });

  it('fails when a provider cannot be asked, so that it is tried again', async () => {
    await expect(reconcile({}, 'down')).rejects.toThrow('down');
  });
});

function reconcile(theirs: Partial<ProviderPayment>, settled: readonly SettledPayment[] | 'down' = []) {
  const provider = aProvider(db, {
    query: async () => aProviderPayment(theirs),
    settledOn: async (day) => {
      expect(day).toBe('2026-11-23');
      if (settled === 'down') throw new Error('down');
      return settled;
    },
  });
  return reconcilePayments(undefined, {
    orders: orderTable(),
    payments: paymentTable(),
    providerNamed: () => provider,
    providers: ['sandbox'],
    clock: () => new Date(dayAfter),
  });
}
