import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrderStatus } from '../../lambdas/orders/order-status.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { takeNotification } from '../../lambdas/payments/payment-notification.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { syncPaymentToOrder } from '../../lambdas/payments/sync-payment-to-order.ts';
import { anOrder, anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import {
  type ModelOptions,
  type ModelProvider,
  type ModelSnapshot,
  modelNotification,
  modelProvider,
  type Operation,
} from './model-provider.ts';
import { storePayment } from './store-payment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
const all = { orderId, amount: 1530, total: 1530, currency: 'GBP' };

/** How often the provider is asked for what. */
type Calls = Partial<Record<Operation, number>>;

interface Course {
  readonly order: OrderStatus;
  readonly provider: ModelOptions;
  /** What happened at the provider before the first notification arrives. */
  readonly happened?: (model: ModelProvider) => Promise<unknown>;
  readonly record?: Partial<Payment>;
  /** The events that the provider tells of, each twice. */
  readonly events: readonly string[];
  readonly ends: {
    readonly status: string;
    readonly ledger: readonly string[];
    readonly answers: readonly string[];
    readonly calls: Calls;
  };
}

const twoRefunds = [
  { id: 'r1', amount: 500, at: noon, reason: 'broken' },
  { id: 'r2', amount: 1030, at: noon, reason: 'lost' },
];

/**
 * How often the provider is asked never depends on the order: once for each event (a repeat asks nobody), once more
 * before money is given back, and once more for each event that finds the payment voided of an order that was rejected
 * or cancelled.
 */
const courses: Readonly<Record<string, Course>> = {
  'a card that the customer has confirmed while the step waits': {
    order: 'RESERVED',
    provider: { kind: 'card' },
    record: { taskToken: 'token-1' },
    events: ['created', 'requires action', 'authorised'],
    ends: { status: 'AUTHORIZED', ledger: ['authorised'], answers: ['token-1:AUTHORIZED'], calls: { query: 3 } },
  },
  'a wallet that was paid while the step waits': {
    order: 'RESERVED',
    provider: { kind: 'wallet' },
    record: { taskToken: 'token-1' },
    events: ['created', 'paid'],
    ends: { status: 'CAPTURED', ledger: ['captured 1530'], answers: ['token-1:CAPTURED'], calls: { query: 2 } },
  },
  'a card that was declined while the step waits': {
    order: 'RESERVED',
    provider: { kind: 'card', first: 'declined' },
    record: { taskToken: 'token-1' },
    events: ['created', 'declined'],
    ends: { status: 'DECLINED', ledger: [], answers: ['token-1:DECLINED'], calls: { query: 2 } },
  },
  'a confirmed order whose capture had failed': {
    order: 'CONFIRMED',
    provider: { kind: 'card' },
    events: ['created', 'authorised', 'reminder'],
    ends: { status: 'CAPTURED', ledger: ['authorised', 'captured 1530'], answers: [], calls: { query: 3, capture: 1 } },
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
      calls: { query: 5 },
    },
  },
  'a card that was authorised after the order was cancelled': {
    order: 'CANCELLED',
    provider: { kind: 'card' },
    record: { taskToken: 'token-1' },
    events: ['created', 'authorised', 'capturable', 'expires soon'],
    ends: {
      status: 'VOIDED',
      ledger: ['authorised', 'voided'],
      answers: ['token-1:AUTHORIZED', 'token-1:VOIDED'],
      calls: { query: 7, void: 1 },
    },
  },
  'a wallet that was paid after the order was cancelled': {
    order: 'CANCELLED',
    provider: { kind: 'wallet' },
    events: ['created', 'paid', 'closing failed', 'settled', 'refunded'],
    ends: {
      status: 'REFUNDED',
      ledger: ['captured 1530', 'refunded 1530'],
      answers: [],
      calls: { query: 6, refund: 1 },
    },
  },
  'a wallet that was closed and paid all the same': {
    order: 'REJECTED',
    provider: { kind: 'wallet' },
    record: { status: 'VOIDED' },
    events: ['closed', 'paid', 'refunded'],
    ends: {
      status: 'REFUNDED',
      ledger: ['captured 1530', 'refunded 1530'],
      answers: [],
      calls: { query: 4, refund: 1 },
    },
  },
  'a payment of another amount, of an order that was rejected': {
    order: 'REJECTED',
    provider: { kind: 'wallet', takes: { amount: 700 } },
    events: ['created', 'paid', 'refunded'],
    ends: { status: 'REFUNDED', ledger: ['captured 700', 'refunded 700'], answers: [], calls: { query: 4, refund: 1 } },
  },
};

/** In how many orders a number of events can arrive that each arrive twice: of five, 10! / 2⁵. */
const ordersOfDoubled: Readonly<Record<number, number>> = { 2: 6, 3: 90, 4: 2_520, 5: 113_400 };

beforeEach(() => {
  stubServiceEnvironment();
});

describe('the notifications of a payment, all of them doubled, in every order of arrival', () => {
  it.each(Object.entries(courses))('end the same: %s', async (_name, course) => {
    const { events, ends } = course;
    const doubled = await endings(course, [...events, ...events]);

    expect([...doubled.values()]).toEqual([ordersOfDoubled[events.length]]);
    // Nor does it matter that they were doubled.
    expect([...(await endings(course, events)).keys()]).toEqual([...doubled.keys()]);

    const [{ tables, payments, calls, answers }] = [...doubled.keys()].map((ending) => JSON.parse(ending));
    const { [`ORDER#${orderId}|PAYMENT`]: record, ...told } = tables.payments;
    expect({ status: record.status, ledger: payments[orderId].ledger, answers, calls: countsOf(calls) }).toEqual(ends);
    expect(Object.keys(told)).toHaveLength(events.length);
  });

  it('end the same though nothing is taken for known that was seen before', async () => {
    for (const course of Object.values(courses).filter(({ events }) => events.length <= 4)) {
      const doubled = [...course.events, ...course.events];
      expect(await endings(course, doubled, new Forgetful())).toEqual(await endings(course, doubled));
    }
  });
});

/** How a course can end, and in how many orders of arrival it ends so. */
type Endings = ReadonlyMap<string, number>;

/**
 * Lets the notifications arrive in every order: after each, every other that is left may be the next. What a
 * notification does follows from the state that it meets (the whole store, the provider's payments, what was asked and
 * answered), so a state that was met before with the same notifications left is not walked again: it ends as it did.
 */
async function endings(
  course: Course,
  notifications: readonly string[],
  known: Map<string, Endings> = new Map(),
): Promise<Endings> {
  const life = await begun(course);
  return from(notifications.toSorted());

  async function from(left: readonly string[]): Promise<Endings> {
    const state = life.state();
    if (left.length === 0) return new Map([[textOf(state), 1]]);
    const key = textOf({ ...state, left });
    const before = known.get(key);
    if (before !== undefined) return before;

    const found = new Map<string, number>();
    for (const event of new Set(left)) {
      life.goBackTo(state);
      await life.arrives(event);
      const isRepeat = left.filter((other) => other === event).length < notifications.filter((n) => n === event).length;
      // Neither a write nor a question to the provider.
      if (isRepeat) expect(textOf(life.state()), `${event} again`).toBe(textOf(state));
      for (const [ending, orders] of await from(left.toSpliced(left.indexOf(event), 1))) {
        found.set(ending, (found.get(ending) ?? 0) + orders);
      }
    }
    known.set(key, found);
    return found;
  }
}

/** Takes nothing for known, so that every order is walked to its end. */
class Forgetful extends Map<string, Endings> {
  override get(): undefined {}
}

/** All that decides what a notification does, and what came of those before it. */
interface State extends ModelSnapshot {
  readonly tables: ReturnType<InMemoryDynamoDb['snapshot']>;
  readonly answers: readonly string[];
}

/** A payment's life up to its first notification. */
async function begun({ order, provider, happened, record }: Course) {
  const db = inMemoryDynamoDb();
  const model = modelProvider(db, provider);
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: order }) });
  await storePayment(aPayment({ provider: 'model', captured: 0, ...record }));
  await model.authorize({ ...all, instruction: { provider: 'model', token: 't' }, waitSeconds: 900 });
  model.pay(orderId);
  await happened?.(model);
  model.calls.length = 0;

  let answers: readonly string[] = [];
  const ports = {
    orders: orderTable(),
    payments: paymentTable(),
    providerNamed: () => model,
    findProvider: () => model,
    clock: () => new Date(noon),
  };
  return {
    arrives: (event: string) =>
      takeNotification('model', modelNotification(orderId, event), {
        ...ports,
        answer: async (_id, token, status) => {
          // The step hears the first; saying it again is harmless.
          answers = [...new Set([...answers, `${token}:${status}`])];
        },
        requestNotice: async () => {},
        syncPaymentToOrder: (id) => syncPaymentToOrder(id, ports),
      }),
    state: (): State => ({ tables: db.snapshot(), ...model.snapshot(), answers }),
    goBackTo: (state: State) => {
      db.restore(state.tables);
      model.restore(state);
      answers = state.answers;
    },
  };
}

/**
 * A state as a text, the same for the same state: what is kept by key in the order of the keys, the calls as how many
 * of each.
 */
function textOf({ calls, ...state }: State & { readonly left?: readonly string[] }): string {
  return JSON.stringify({ ...state, calls: calls.toSorted() }, (_name, value) =>
    value instanceof Map ? Object.fromEntries([...value].sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
}

function countsOf(calls: readonly Operation[]): Calls {
  return Object.fromEntries(calls.map((call) => [call, calls.filter((other) => other === call).length]));
}
