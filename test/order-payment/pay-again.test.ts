import { beforeEach, describe, expect, it } from 'vitest';
import type { Switch } from '../../lambdas/contingency/switch.ts';
import { type PayAgainPorts, payAgain } from '../../lambdas/order-payment/pay-again.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { syncPaymentToOrder } from '../../lambdas/payments/sync-payment-to-order.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { aLineCancellation, anOrder, anOrderId, aPayment, noon } from '../builders.ts';
import { aSwitch } from '../contingency/a-switch.ts';
import { type ModelProvider, modelProvider } from '../payments/model-provider.ts';
import { storePayment } from '../payments/store-payment.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();
const second = paymentIdOf({ orderId, tryNumber: 2 });
const caller = { client: 'north-lane' };
const paid = { provider: 'stripe', token: 'pm_paid' };

let db: InMemoryDynamoDb;
let model: ModelProvider;
let answers: string[];
let notices: string[];
let effects: (number | undefined)[];
let switches: readonly Switch[];

beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  model = modelProvider(db, { kind: 'card', first: 'declined' });
  answers = [];
  notices = [];
  effects = [];
  switches = [];
  await model.authorize({ orderId, amount: 1530, currency: 'GBP', instruction: declining, waitSeconds: 900 });
});

const declining = { provider: 'stripe', token: 'pm_declined' };

/** An order that may be tried to be paid twice and whose first try was declined, ten minutes before its wait is over. */
async function given(order: Partial<Order> = {}, payment: Partial<Payment> | null = {}): Promise<void> {
  db.put('orders', {
    pk: `ORDER#${orderId}`,
    sk: 'ORDER',
    ...anOrder({ status: 'RESERVED', paymentTries: 2, payment: declining, ...order }),
  });
  const declined = { provider: 'stripe', status: 'DECLINED', waitSeconds: 900, taskToken: 'token-1' } as const;
  if (payment !== null) await storePayment(aPayment({ ...declined, version: 1, ...payment }));
}

function ports(): PayAgainPorts {
  const clock = () => new Date(Date.parse(noon) + 300_000);
  const money = { orders: orderTable(), payments: paymentTable(), providerNamed: () => model, clock };
  return {
    ...money,
    transact,
    answer: async (_id, token, status) => void answers.push(`${token}:${status}`),
    requestNotice: async ({ event, about }) => void notices.push(`${event} ${about}`),
    requestOrderEffects: async (_id, delaySeconds) => void effects.push(delaySeconds),
    syncPaymentToOrder: (id) => syncPaymentToOrder(id, money),
    paymentProviders: ['stripe', 'alipay'],
    switches: async () => switches,
  };
}

const pay = (key = 'key-1', instruction = paid) => payAgain(caller, orderId, key, instruction, ports());

describe('a further try to pay', () => {
  it('takes the place of the declined one, and its money answers the step that waits', async () => {
    await given();

    expect(await pay()).toBe(orderId);

    expect(answers).toEqual(['token-1:AUTHORIZED']);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
      status: 'DECLINED',
      replacedAt: expect.any(String),
    });
    expect(await paymentTable().find(second)).toMatchObject({ tryNumber: 2, status: 'AUTHORIZED', waitSeconds: 600 });
    expect(await orderTable().findOrder(orderId)).toMatchObject({ payment: paid, furtherTries: [expect.any(Object)] });
    // Asked for ahead, for after this call's life.
    expect(effects).toEqual([60]);
  });

  it('by a method that is out of order is refused by name and begins nothing; its repeat is answered', async () => {
    await given();
    switches = [aSwitch({ kind: 'provider-down', target: 'stripe' })];

    await expect(pay()).rejects.toMatchObject({ kind: 'payment-method-down', errors: [{ pointer: '#/provider' }] });
    expect(await paymentTable().find(second)).toBeUndefined();
    switches = [];
    await pay();
    switches = [aSwitch({ kind: 'provider-down', target: 'stripe' })];
    expect(await pay()).toBe(orderId);
  });

  it('that is declined too is told, as long as another is left, and else ends the wait', async () => {
    await given({ paymentTries: 3 });

    await pay('key-1', declining);
    expect([answers, notices]).toEqual([[], ['payment-failed 2']]);
    await pay('key-2', declining);
    expect(answers).toEqual(['token-1:DECLINED']);
  });

  it('that waits for its customer is told with where to pay, and the step waits on', async () => {
    await given();

    await pay('key-1', { provider: 'stripe', token: 'pm_pending' });

    expect([answers, notices]).toEqual([[], ['payment-awaited 2']]);
    expect(await paymentTable().find(second)).toMatchObject({ status: 'PENDING', taskToken: 'token-1' });
  });

  it('is begun once under its key, also by requests at the same moment, and with one content', async () => {
    await given({ paymentTries: 4 });

    await Promise.all([pay(), pay(), pay()]);
    await pay();
    await expect(pay('key-1', declining)).rejects.toMatchObject({ kind: 'idempotency-key-reused' });

    expect((await orderTable().findOrder(orderId))?.furtherTries).toHaveLength(1);
    expect(model.payments.size).toBe(2);
  });

  it('is begun by one of several under different keys at the same moment', async () => {
    await given({ paymentTries: 4 });

    const ends = await Promise.allSettled(['a', 'b', 'c'].map((key) => pay(key)));

    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.kind] : []));
    for (const kind of refusals) expect(['payment-under-way', 'already-paid']).toContain(kind);
    expect([...model.payments.values()].filter(({ status }) => status === 'AUTHORIZED')).toHaveLength(1);
  });

  it('is not begun when the money of the try before is there after all: the step hears of that', async () => {
    await given({}, { status: 'PENDING' });
    const first = model.payments.get(orderId);
    if (first) first.status = 'AUTHORIZED';

    await expect(pay()).rejects.toMatchObject({ kind: 'already-paid' });

    expect(answers).toEqual(['token-1:AUTHORIZED']);
    expect(model.payments.has(second)).toBe(false);
  });

  it.each([
    ['is being reserved', { status: 'PENDING' }, {}, 'payment-under-way'],
    ['has not heard of its first try', {}, null, 'payment-under-way'],
    ['is confirmed', { status: 'CONFIRMED' }, {}, 'payment-not-awaited'],
    ['was refused', { status: 'REJECTED' }, {}, 'payment-not-awaited'],
    ['was cancelled', { status: 'CANCELLED' }, {}, 'payment-not-awaited'],
    ['has nothing left to pay', { due: 255, lineCancellations: [aLineCancellation()] }, {}, 'payment-not-awaited'],
    ['has no try left', { paymentTries: 1 }, {}, 'no-tries-left'],
    ['is of an earlier release', { paymentTries: undefined }, {}, 'no-tries-left'],
    ['is another storefront’s', { storefront: 'south-lane' }, {}, 'not-found'],
  ] as const satisfies readonly (readonly [string, Partial<Order>, Partial<Payment> | null, string])[])(
    'is refused for an order that %s',
    async (_case, order, payment, kind) => {
      await given(order, payment);
      const before = [...db.items('orders'), ...db.items('payments')];

      await expect(pay()).rejects.toMatchObject({ kind });

      expect([...db.items('orders'), ...db.items('payments')]).toEqual(before);
    },
  );

  it.each([
    ['there is no such provider', '#/provider', { provider: 'gold', token: 'bar' }],
    ['the provider does not take the currency', '#/provider', { provider: 'alipay', token: 'qr' }],
    ['the provider has no such tokens', '#/token', { provider: 'stripe', token: 'tok_visa' }],
  ])('is refused when %s, naming the field', async (_case, pointer, instruction) => {
    await given();
    await expect(pay('key-1', instruction)).rejects.toMatchObject({
      kind: 'invalid-payment',
      errors: [{ pointer }],
    });
  });

  it('of an order that is not there, is not found', async () => {
    await expect(pay()).rejects.toMatchObject({ kind: 'not-found' });
    await expect(payAgain(caller, 'none', 'key-1', paid, ports())).rejects.toMatchObject({ kind: 'not-found' });
  });
});
