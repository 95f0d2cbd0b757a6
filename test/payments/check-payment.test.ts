import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { type CheckPaymentPorts, checkPayment } from '../../lambdas/payments/check-payment.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { takeNotification } from '../../lambdas/payments/payment-notification.ts';
import type { PaymentStatus } from '../../lambdas/payments/payment-status.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { aLineCancellation, anOrder, anOrderId, anOrderItem, aPayment, noon } from '../builders.ts';
import { histories } from '../histories.ts';
import { type Fault, interleave, type Turn } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aProvider, aProviderPayment, type ProviderInMemory } from './a-provider.ts';
import { storePayment } from './store-payment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
/** One unit of it was cancelled, at 2.55. */
const nothingLeftToPay = { lineCounts: [{ line: 1, cancelled: 1 }], lineCancellations: [aLineCancellation()] };
const denied: Payment['risk'] = {
  mode: 'on',
  signals: { amount: 255, units: 6, mostOfOneSku: 6 },
  review: { status: 'DENIED', since: noon, until: noon },
};

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
/** The answers to the waiting step, as `token:status`. */
let answers: string[];
/** The notices that were asked for. */
let notices: string[];
beforeEach(() => {
  stubServiceEnvironment();
  aReservedOrder();
});

describe('checking a payment', () => {
  it.each(['AUTHORIZED', 'CAPTURED'] as const)('that is %s answers its own token at once', async (status) => {
    provider.status = status;

    await checkPayment(orderId, waiting('token-1'), ports());

    expect(answers).toEqual([`token-1:${status}`]);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
      status,
      amount: 1530,
      history: [{ status: 'PENDING' }, { at: noon, status }],
    });
    expect(await paymentTable().find(paymentIdOf({ orderId }))).not.toHaveProperty('taskToken');
  });

  it('that is pending leaves the token on the payment, unanswered', async () => {
    await checkPayment(orderId, waiting('token-1'), ports());

    expect(answers).toEqual([]);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
      status: 'PENDING',
      taskToken: 'token-1',
    });
  });

  it.each(['DECLINED', 'VOIDED', 'REFUNDED'] as const)(
    'that is %s throws PaymentDeclined and answers nothing',
    async (status) => {
      provider.status = status;

      await expect(checkPayment(orderId, waiting('token-1'), ports())).rejects.toMatchObject({
        name: 'PaymentDeclined',
      });

      expect(answers).toEqual([]);
      expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status });
    },
  );

  it.each(['REJECTED', 'CANCELLED'] as const)('of an order that is %s asks nobody for money', async (status) => {
    aReservedOrder({ status });

    await expect(checkPayment(orderId, waiting('token-1'), ports())).rejects.toMatchObject({ name: 'OrderCancelled' });
    expect(provider.asked).toEqual([]);
  });

  it.each([
    ['with totals that come to nothing', { total: 0, payment: undefined }],
    ['paid by gift card', { due: 0, payment: undefined }],
  ])('of an order %s answers at once, and asks nobody', async (_case, order) => {
    aReservedOrder(order);

    await checkPayment(orderId, waiting('token-1'), ports());

    expect(answers).toEqual(['token-1:CAPTURED']);
    expect(provider.asked).toEqual([]);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toBeUndefined();
  });

  it('of an order paid in part by gift card asks for the rest', async () => {
    aReservedOrder({ due: 530 });

    await checkPayment(orderId, waiting('token-1'), ports());

    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ amount: 530 });
  });

  describe('without a token, as an Express workflow does', () => {
    const once = { waitSeconds: 900 };

    it.each(['AUTHORIZED', 'CAPTURED'] as const)('that is %s is done, and answers nobody', async (status) => {
      provider.status = status;

      await checkPayment(orderId, once, ports());

      expect(answers).toEqual([]);
      expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status });
    });

    it('of an order that comes to nothing is done', async () => {
      aReservedOrder({ due: 0, payment: undefined });

      await checkPayment(orderId, once, ports());

      expect([answers, provider.asked]).toEqual([[], []]);
    });

    it('that is pending says so, and asks for no notice: the execution that waits does', async () => {
      await expect(checkPayment(orderId, once, ports())).rejects.toMatchObject({ name: 'PaymentPending' });

      expect(notices).toEqual([]);
      // There is nothing to tell of it that the order does not say.
      expect(await paymentTable().find(paymentIdOf({ orderId }))).toBeUndefined();
    });

    it('beside an execution that waits leaves its token where it is', async () => {
      await checkPayment(orderId, waiting('token-1'), ports());

      await expect(checkPayment(orderId, once, ports())).rejects.toMatchObject({ name: 'PaymentPending' });

      expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
        status: 'PENDING',
        taskToken: 'token-1',
      });
    });
  });

  it('again, later, asks the provider for the same payment, begun when it was asked for first', async () => {
    const begun: (string | undefined)[] = [];
    provider.authorize = async ({ begunAt }) => {
      begun.push(begunAt);
      throw new Error('down');
    };
    for (const now of [noon, '2026-11-23T12:07:00.000Z']) {
      await expect(
        checkPayment(orderId, waiting('token-1'), { ...ports(), clock: () => new Date(now) }),
      ).rejects.toThrow('down');
    }
    expect(begun).toEqual([noon, noon]);
  });

  it('asks for one notice with the link when the customer has to pay first, and for none without a link', async () => {
    await checkPayment(orderId, waiting('token-1'), ports());
    expect(notices).toEqual([]);

    const pending = aProviderPayment({ payUrl: 'https://pay.test/1' });
    provider = aProvider(db, { authorize: async () => pending });
    await checkPayment(orderId, waiting('token-2'), ports());

    expect(notices).toEqual(['payment-awaited']);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
      payUrl: 'https://pay.test/1',
      taskToken: 'token-2',
    });
  });

  it.each([
    ['that lasts long enough as it is', '2026-11-23T12:55:00.000Z', '2026-11-23T12:55:00.000Z'],
    ['that would end before the wait and what follows it', '2026-11-23T12:54:59.999Z', '2026-11-23T12:55:00.000Z'],
    ['of a redriven order, nearly over', '2026-11-23T12:00:01.000Z', '2026-11-23T12:55:00.000Z'],
  ])('that is pending makes a hold outlast it: one %s', async (_case, holdExpiresAt, expected) => {
    aReservedOrder({ holdExpiresAt });

    await checkPayment(orderId, waiting('token-1'), ports());

    expect(await orderTable().findOrder(orderId)).toMatchObject({ holdExpiresAt: expected });
  });

  it.each([
    ['leaves a hold alone that outlasts the rest', '2026-11-23T12:40:00.000Z', '2026-11-23T12:40:00.000Z'],
    ["extends a redriven order's hold for the rest", '2026-11-23T11:00:00.000Z', '2026-11-23T12:40:00.000Z'],
  ])('that is settled at once %s', async (_case, holdExpiresAt, expected) => {
    aReservedOrder({ holdExpiresAt });
    provider.status = 'AUTHORIZED';

    await checkPayment(orderId, waiting('token-1'), ports());

    expect(await orderTable().findOrder(orderId)).toMatchObject({ holdExpiresAt: expected });
  });

  it('ends its own wait when the hold expired and the order was rejected meanwhile', async () => {
    aReservedOrder({ holdExpiresAt: '2026-11-23T12:45:00.000Z' });
    const rejection = { reason: 'HOLD_EXPIRED', at: noon } as const;
    provider = aProvider(db, {
      authorize: async () => {
        await orderTable().end(orderId, { status: 'REJECTED', rejection }, { at: noon, event: 'ORDER_REJECTED' });
        return aProviderPayment();
      },
    });

    await expect(checkPayment(orderId, waiting('token-1'), ports())).rejects.toMatchObject({ name: 'OrderCancelled' });
    expect(await orderTable().findOrder(orderId)).not.toHaveProperty('holdExpiresAt');
  });

  it.each([
    ['amount', { amount: 1 }],
    ['currency', { currency: 'JPY' }],
  ] as const)('of another %s is put up for review and not believed to be paid', async (_case, other) => {
    provider = aProvider(db, { authorize: async () => aProviderPayment({ status: 'AUTHORIZED', ...other }) });

    await checkPayment(orderId, waiting('token-1'), ports());

    expect(answers).toEqual([]);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
      status: 'PENDING',
      review: 'AMOUNT_DIFFERS',
    });
  });

  it('ends its own wait when the order was cancelled before the token stood where the cancellation looks for it', async () => {
    provider = aProvider(db, {
      authorize: async () => {
        await orderTable().cancel(orderId, { by: 'CUSTOMER', at: noon, reason: 'TOO_SLOW' });
        return aProviderPayment();
      },
    });

    await expect(checkPayment(orderId, waiting('token-1'), ports())).rejects.toMatchObject({ name: 'OrderCancelled' });
    expect(answers).toEqual([]);
  });

  it('ends its own wait when lines were cancelled before the token stood there, so that nothing is due any more', async () => {
    aReservedOrder({ due: 255 });
    provider = aProvider(db, {
      authorize: async () => {
        db.put('orders', anOrderItem({ status: 'RESERVED', due: 255, ...nothingLeftToPay, version: 7 }));
        return aProviderPayment({ amount: 255 });
      },
    });

    await checkPayment(orderId, waiting('token-1'), ports());

    expect([answers, notices]).toEqual([['token-1:CAPTURED'], []]);
  });

  it.each<[string, Partial<Payment>, string | undefined]>([
    ['a payment that came to nothing', { status: 'DECLINED' }, undefined],
    ['one that was denied for its risk', { status: 'AUTHORIZED', risk: denied }, 'OrderNotAccepted'],
  ])('of an order of which nothing is due any more, with %s, asks for no money', async (_case, stored, error) => {
    aReservedOrder({ due: 255, ...nothingLeftToPay });
    await storePayment(aPayment({ amount: 255, ...stored }));

    const checked = checkPayment(orderId, waiting('token-1'), ports());

    if (error === undefined) await checked;
    else await expect(checked).rejects.toMatchObject({ name: error });
    expect(answers).toEqual(error === undefined ? ['token-1:CAPTURED'] : []);
  });

  it('of an order that is not there is a fault', async () => {
    await expect(checkPayment(anOrderId(1), waiting('token-1'), ports())).rejects.toMatchObject({
      name: 'OrderNotFound',
    });
  });

  it('again answers the token of the latest attempt', async () => {
    provider.status = 'AUTHORIZED';
    await checkPayment(orderId, waiting('token-1'), ports());

    await checkPayment(orderId, waiting('token-2'), ports());

    expect(answers).toEqual(['token-1:AUTHORIZED', 'token-2:AUTHORIZED']);
  });

  it('again, still pending, leaves the token of the latest attempt', async () => {
    await checkPayment(orderId, waiting('token-1'), ports());

    await checkPayment(orderId, waiting('token-2'), ports());

    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ taskToken: 'token-2' });
  });

  it('again, settled meanwhile, answers the latest token', async () => {
    await checkPayment(orderId, waiting('token-1'), ports());
    provider.status = 'AUTHORIZED';

    await checkPayment(orderId, waiting('token-2'), ports());

    expect(answers).toEqual(['token-2:AUTHORIZED']);
  });

  it.each([
    ['that is settled at once leaves the order off the list of those that wait', 'AUTHORIZED', {}, false],
    ['that is pending lists the order among those that wait', 'PENDING', {}, true],
    ['that came to nothing lists it while the customer may try again', 'DECLINED', { paymentTries: 2 }, true],
  ] as const)('%s', async (_case, status, order, isListed) => {
    aReservedOrder(order);
    provider.status = status;

    await checkPayment(orderId, waiting('token-1'), ports());
    await checkPayment(orderId, waiting('token-2'), ports());

    expect(await orderTable().findOpenSince('9999')).toEqual(isListed ? [orderId] : []);
  });

  it('that is pending lists its order in an Express workflow too, should the execution that waits not come', async () => {
    await expect(checkPayment(orderId, { waitSeconds: 900 }, ports())).rejects.toThrow();

    expect(await orderTable().findOpenSince('9999')).toEqual([orderId]);
  });

  it.each([
    ['before there was any', undefined],
    ['before it was settled', aPayment({ status: 'PENDING', waitSeconds: 900 })],
  ])('whose record was read as it stood %s takes none of it back', async (_when, old) => {
    provider.status = 'AUTHORIZED';
    await checkPayment(orderId, waiting('token-1'), ports());
    const before = await paymentTable().find(paymentIdOf({ orderId }));
    const payments = paymentTable();
    const paymentToRead: typeof payments.paymentToRead = (id) => ({
      ...payments.paymentToRead(id),
      as: () => old as Payment,
    });

    await checkPayment(orderId, waiting('token-2'), { ...ports(), payments: { ...payments, paymentToRead } });

    expect(answers).toEqual(['token-1:AUTHORIZED', 'token-2:AUTHORIZED']);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({
      ...before,
      version: expect.any(Number),
    });
  });

  it('that was given up before is declined, whatever the provider says now', async () => {
    await checkPayment(orderId, waiting('token-1'), ports());
    await paymentTable().change(paymentIdOf({ orderId }), (payment) => ({ ...payment, status: 'VOIDED' }));
    provider.status = 'AUTHORIZED';

    await expect(checkPayment(orderId, waiting('token-2'), ports())).rejects.toMatchObject({ name: 'PaymentDeclined' });
  });
});

describe('checking a payment whose customer may try again', () => {
  const second = paymentIdOf({ orderId, tryNumber: 2 });
  const furtherTries = [{ id: 'a', contentHash: 'hash', at: noon }];
  /** Another try has come into the place of the first one. */
  const replaceFirst = () => {
    db.put('orders', anOrderItem({ status: 'RESERVED', paymentTries: 2, furtherTries }));
    db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...aPayment({ version: 2, replacedAt: noon }) });
    db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT#2', ...aPayment({ tryNumber: 2, waitSeconds: 600 }) });
  };

  it('answers at once where it is paid at the first try', async () => {
    aReservedOrder({ paymentTries: 2 });
    provider.status = 'AUTHORIZED';

    await checkPayment(orderId, waiting('token-1'), ports());

    expect([answers, notices]).toEqual([['token-1:AUTHORIZED'], []]);
  });

  it('tells them where it came to nothing, and waits on', async () => {
    aReservedOrder({ paymentTries: 2 });
    provider.status = 'DECLINED';

    await checkPayment(orderId, waiting('token-1'), ports());

    expect([answers, notices]).toEqual([[], ['payment-failed']]);
  });

  it('looks at the try that has come into its place since the order was read, and asks of no former one', async () => {
    aReservedOrder({ paymentTries: 2 });
    const orders = orderTable();
    let looks = 0;
    const orderToRead: typeof orders.orderToRead = (id) => ({
      ...orders.orderToRead(id),
      as: (item) =>
        looks++ === 0 ? anOrder({ status: 'RESERVED', paymentTries: 2 }) : orders.orderToRead(id).as(item),
    });
    const asked: string[] = [];
    provider.authorize = async ({ orderId: id }) => {
      asked.push(id);
      return aProviderPayment();
    };
    replaceFirst();

    await checkPayment(orderId, waiting('token-1'), { ...ports(), orders: { ...orders, orderToRead } });

    expect(asked).toEqual([second]);
    expect(await paymentTable().find(second)).toMatchObject({ taskToken: 'token-1' });
    expect(await paymentTable().find(paymentIdOf({ orderId }))).not.toHaveProperty('taskToken');
  });

  it('goes on with the try that comes into its place while its provider is asked', async () => {
    aReservedOrder({ paymentTries: 2 });
    provider.authorize = async ({ orderId: id }) => {
      if (id === second) return aProviderPayment({ status: 'AUTHORIZED' });
      replaceFirst();
      return aProviderPayment({ status: 'DECLINED' });
    };

    await checkPayment(orderId, waiting('token-1'), ports());

    expect([answers, notices]).toEqual([['token-1:AUTHORIZED'], []]);
  });
});

describe('checking a payment of a doubtful order', () => {
  const assessed = { mode: 'on' as const, signals: { amount: 1530, units: 6, mostOfOneSku: 6 } };
  const doubtful = { providerLevel: 'elevated' };
  beforeEach(() => {
    provider.authorize = async () => aProviderPayment({ status: 'AUTHORIZED', risk: doubtful });
    provider.query = provider.authorize;
  });
  const standing = () => paymentTable().find(paymentIdOf({ orderId }));

  it('looks once at what is known of it', async () => {
    const assess = vi.fn(async () => assessed);
    await checkPayment(orderId, waiting('token-1'), { ...ports(), assess });
    await checkPayment(orderId, waiting('token-2'), { ...ports(), assess });

    expect(assess).toHaveBeenCalledOnce();
  });

  it('keeps what another run found of it meanwhile', async () => {
    const found = { ...assessed, signals: { ...assessed.signals, paidBefore: 7 } };
    provider.authorize = async () => {
      db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...aPayment({ version: 1, risk: found }) });
      return aProviderPayment();
    };

    await checkPayment(orderId, waiting('token-1'), { ...ports(), assess: async () => assessed });

    expect((await standing())?.risk?.signals).toMatchObject({ paidBefore: 7 });
  });

  it.each([
    ['as the step of a later run waits', {}, '2026-11-23T13:15:00.000Z'],
    ['as its authorisation lasts', { authorizedUntil: '2026-11-23T13:10:00.000Z' }, '2026-11-23T13:10:00.000Z'],
  ])('lets who looks at it have as long %s', async (_, how, until) => {
    const answer = aProviderPayment({ status: 'AUTHORIZED', risk: doubtful, ...how });
    provider.authorize = async () => answer;
    await checkPayment(orderId, waiting('token-1'), { ...ports(), assess: async () => assessed });
    const later = { ...ports(), clock: () => new Date('2026-11-23T13:00:00.000Z') };

    await checkPayment(orderId, waiting('token-2'), later);

    expect((await standing())?.risk?.review).toMatchObject({ status: 'OPEN', until });
  });

  it('writes nothing where the same step waits on', async () => {
    await checkPayment(orderId, waiting('token-1'), { ...ports(), assess: async () => assessed });
    const before = await standing();

    await checkPayment(orderId, waiting('token-1'), ports());

    expect(await standing()).toEqual(before);
  });
});

describe('the notification that meets the step between asking the provider and storing the token', () => {
  it('before our record is there: is told to come again, and answers the step when it does', async () => {
    // The order is read; then the payment is settled and its notification comes, new and too early; then the record is
    // written.
    const picks = [0, 0, 1, 1];
    const outcomes = await interleave(
      db,
      [() => checkPayment(orderId, waiting('token-1'), ports()), () => settleAndNotify('AUTHORIZED')],
      picks.map(turn),
    );
    expect(outcomes).toMatchObject([{ kind: 'done' }, { kind: 'threw', error: { kind: 'not-ready' } }]);

    await settleAndNotify('AUTHORIZED');

    expect(answers).toEqual(['token-1:AUTHORIZED']);
  });

  it('after our record is there: finds the token and answers', async () => {
    await checkPayment(orderId, waiting('token-1'), ports());

    await settleAndNotify('AUTHORIZED');

    expect(answers).toEqual(['token-1:AUTHORIZED']);
  });

  it('of a repeated step: one of the two answers the latest token, in every interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('AUTHORIZED' as const, 'CAPTURED' as const, 'DECLINED' as const),
        fc.boolean(),
        fc.array(fc.nat(3), { maxLength: 30 }),
        async (status, firstAttempt, picks) => {
          aReservedOrder();
          if (firstAttempt) await checkPayment(orderId, waiting('token-1'), ports());

          const [step, notification] = await interleave(
            db,
            [() => checkPayment(orderId, waiting('token-2'), ports()), () => settleAndNotify(status)],
            picks.map(turn),
          );
          // The provider repeats what was not taken.
          if (notification?.kind === 'threw') await settleAndNotify(status);

          const declinedByItself = step?.kind === 'threw' ? ['token-2:declined'] : [];
          const toLatest = [...answers.filter((answer) => answer.startsWith('token-2')), ...declinedByItself];
          expect(new Set(toLatest).size, 'one answer').toBe(1);
        },
      ),
      { numRuns: histories(1_000) },
    );
  });

  it('loses no answer when processes die, as long as step and notification are repeated', async () => {
    const fault = fc.constantFrom<Fault>(
      'none',
      'none',
      'none',
      'refused',
      'answer-lost',
      'killed-before',
      'killed-after',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('AUTHORIZED' as const, 'DECLINED' as const),
        fc.array(fc.record({ pick: fc.nat(3), fault }), { maxLength: 30 }),
        async (status, turns) => {
          aReservedOrder();
          const [step, notification] = await interleave(
            db,
            [() => checkPayment(orderId, waiting('token-1'), ports()), () => settleAndNotify(status)],
            turns,
          );
          // The machine repeats a failed step with a new token; the provider repeats what was not taken.
          const waits = step?.kind === 'done';
          if (!waits) await checkPayment(orderId, waiting('token-2'), ports()).catch(noteRefusal('token-2'));
          if (notification?.kind !== 'done') await settleAndNotify(status);

          const token = waits ? 'token-1' : 'token-2';
          expect(answers.filter((answer) => answer.startsWith(token))).not.toEqual([]);
        },
      ),
      { numRuns: histories(1_000) },
    );
  });
});

function aReservedOrder(order: Partial<Order> = {}): void {
  db = inMemoryDynamoDb();
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'RESERVED', ...order }) });
  provider = aProvider(db);
  answers = [];
  notices = [];
}

function ports(): CheckPaymentPorts {
  return {
    orders: orderTable(),
    payments: paymentTable(),
    providerNamed: () => provider,
    answer: async (_orderId, token, status) => {
      await db.intercept({ name: 'SendTask' }, () => answers.push(`${token}:${status}`));
    },
    requestNotice: async ({ event }) => {
      notices.push(event);
    },
    clock: () => new Date(noon),
    restSeconds: 2400,
  };
}

/** What the provider does when the customer has paid: it settles, then tells. */
async function settleAndNotify(status: PaymentStatus): Promise<void> {
  // An event of its own, that any step of ours may come before or after.
  await db.intercept({ name: 'settle' }, () => {
    provider.status = status;
  });
  const body = Buffer.from(JSON.stringify({ eventId: 'evt-1', orderId })).toString('base64');
  const { orders, payments, answer, requestNotice, clock } = ports();
  await takeNotification(
    'sandbox',
    { headers: { signature: 'valid' }, body },
    {
      orders,
      payments,
      answer,
      requestNotice,
      clock,
      findProvider: () => provider,
      syncPaymentToOrder: async () => {},
    },
  );
}

function noteRefusal(token: string) {
  return (error: Error) => {
    answers.push(`${token}:${error.name}`);
  };
}

function turn(pick: number): Turn {
  return { pick, fault: 'none' };
}

function waiting(taskToken: string) {
  return { taskToken, waitSeconds: 900 };
}
