import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrderStatus } from '../../lambdas/orders/order-status.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { alignPayment } from '../../lambdas/payments/align-payment.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { takeNotification } from '../../lambdas/payments/payment-notification.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { anOrder, anOrderId, aPayment, noon } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { type ModelOptions, type ModelProvider, modelNotification, modelProvider } from './model-provider.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
const all = { orderId, amount: 1530, total: 1530, currency: 'GBP' };

interface Course {
  readonly order: OrderStatus;
  readonly provider: ModelOptions;
  /** What happened at the provider before the first notification arrives. */
  readonly happened?: (model: ModelProvider) => Promise<unknown>;
  readonly record?: Partial<Payment>;
  /** The events that the provider tells of, each twice. */
  readonly events: readonly string[];
  readonly ends: { readonly status: string; readonly ledger: readonly string[]; readonly answers: readonly string[] };
}

const twoRefunds = [
  { id: 'r1', amount: 500, at: noon, reason: 'broken' },
  { id: 'r2', amount: 1030, at: noon, reason: 'lost' },
];

const courses: Readonly<Record<string, Course>> = {
  'a card that the customer has confirmed while the step waits': {
    order: 'RESERVED',
    provider: { kind: 'card' },
    record: { taskToken: 'token-1' },
    events: ['created', 'requires action', 'authorised'],
    ends: { status: 'AUTHORIZED', ledger: ['authorised'], answers: ['token-1:AUTHORIZED'] },
  },
  'a wallet that was paid while the step waits': {
    order: 'RESERVED',
    provider: { kind: 'wallet' },
    record: { taskToken: 'token-1' },
    events: ['created', 'paid'],
    ends: { status: 'CAPTURED', ledger: ['captured 1530'], answers: ['token-1:CAPTURED'] },
  },
  'a card that was declined while the step waits': {
    order: 'RESERVED',
    provider: { kind: 'card', first: 'declined' },
    record: { taskToken: 'token-1' },
    events: ['created', 'declined'],
    ends: { status: 'DECLINED', ledger: [], answers: ['token-1:DECLINED'] },
  },
  'a confirmed order whose capture had failed': {
    order: 'CONFIRMED',
    provider: { kind: 'card' },
    events: ['created', 'authorised', 'reminder'],
    ends: { status: 'CAPTURED', ledger: ['authorised', 'captured 1530'], answers: [] },
  },
  'a whole life: authorised, captured, given back in two parts': {
    order: 'CONFIRMED',
    provider: { kind: 'card' },
    happened: async (model) => {
      await model.capture(all);
      for (const { id, amount } of twoRefunds) await model.refund({ ...all, amount, refundId: id });
    },
    record: { refunds: twoRefunds },
    events: ['created', 'authorised', 'captured', 'refunded r1', 'refunded r2'],
    ends: {
      status: 'REFUNDED',
      ledger: ['authorised', 'captured 1530', 'refunded 500', 'refunded 1030'],
      answers: [],
    },
  },
  'a card that was authorised after the order was cancelled': {
    order: 'CANCELLED',
    provider: { kind: 'card' },
    record: { taskToken: 'token-1' },
    events: ['created', 'authorised', 'capturable', 'expires soon'],
    ends: { status: 'VOIDED', ledger: ['authorised', 'voided'], answers: ['token-1:AUTHORIZED', 'token-1:VOIDED'] },
  },
  'a wallet that was paid after the order was cancelled': {
    order: 'CANCELLED',
    provider: { kind: 'wallet' },
    events: ['created', 'paid', 'closing failed', 'settled', 'refunded'],
    ends: { status: 'REFUNDED', ledger: ['captured 1530', 'refunded 1530'], answers: [] },
  },
  'a wallet that was closed and paid all the same': {
    order: 'REJECTED',
    provider: { kind: 'wallet' },
    record: { status: 'VOIDED' },
    events: ['closed', 'paid', 'refunded'],
    ends: { status: 'REFUNDED', ledger: ['captured 1530', 'refunded 1530'], answers: [] },
  },
  'a payment of another amount, of an order that was rejected': {
    order: 'REJECTED',
    provider: { kind: 'wallet', takes: { amount: 700 } },
    events: ['created', 'paid', 'refunded'],
    ends: { status: 'REFUNDED', ledger: ['captured 700', 'refunded 700'], answers: [] },
  },
};

beforeEach(() => {
  stubServiceEnvironment();
});

describe('the notifications of a payment, all of them doubled, in every order of arrival', () => {
  it.each(Object.entries(courses))('end the same: %s', { timeout: 30_000 }, async (_name, course) => {
    const arrivals = doubledInEveryOrder(course.events);
    const [first = []] = arrivals;
    const expected = await ended(course, first);

    expect(expected).toMatchObject({ record: { status: course.ends.status }, ledger: course.ends.ledger });
    expect(expected.answers).toEqual([...course.ends.answers]);
    for (const arrival of arrivals) expect(await ended(course, arrival), arrival.join()).toEqual(expected);
    // Nor does it matter that they were doubled.
    expect(await ended(course, course.events)).toEqual(expected);
  });
});

async function ended({ order, provider, happened, record }: Course, arrival: readonly string[]) {
  const db = inMemoryDynamoDb();
  const model = modelProvider(db, provider);
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: order }) });
  await paymentTable().add(aPayment({ provider: 'model', captured: 0, ...record }));
  await model.authorize({ ...all, instruction: { provider: 'model', token: 't' }, waitSeconds: 900 });
  model.pay(orderId);
  await happened?.(model);
  const mutated = model.mutatingCalls();

  const answers = new Set<string>();
  const ports = {
    orders: orderTable(),
    payments: paymentTable(),
    providerNamed: () => model,
    findProvider: () => model,
    clock: () => new Date(noon),
  };
  for (const event of arrival) {
    await takeNotification('model', modelNotification(orderId, event), {
      ...ports,
      answer: async (_id, token, status) => {
        answers.add(`${token}:${status}`);
      },
      alignPayment: (id) => alignPayment(id, ports),
    });
  }
  return {
    record: db.item('payments', `ORDER#${orderId}`, 'PAYMENT'),
    ledger: model.payments.get(orderId)?.ledger,
    atProvider: model.payments.get(orderId),
    mutatingCalls: model.mutatingCalls() - mutated,
    answers: [...answers],
    told: db.items('payments').filter(({ sk }) => String(sk).startsWith('NOTIFICATION#')).length,
  };
}

/**
 * Every order of arrival of events that each arrive twice: of up to three events all of them; of more every order of the events,
 * with the repeats at once, after all others in the same order, and after all others in the opposite order.
 */
function doubledInEveryOrder(events: readonly string[]): readonly (readonly string[])[] {
  if (events.length <= 3) {
    return [...new Set(permutations([...events, ...events]).map((order) => order.join()))].map((order) =>
      order.split(','),
    );
  }
  return permutations(events).flatMap((order) => [
    order.flatMap((event) => [event, event]),
    [...order, ...order],
    [...order, ...order.toReversed()],
  ]);
}

function permutations<Value>(values: readonly Value[]): readonly (readonly Value[])[] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, index) => permutations(values.toSpliced(index, 1)).map((rest) => [value, ...rest]));
}
