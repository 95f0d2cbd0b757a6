import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NotSent, RecipientRefused } from '../../lambdas/notifications/notice-errors.ts';
import { examplePage } from '../../lambdas/notifications/notices/example-order.ts';
import {
  type NotifyCustomerPorts,
  notifyCustomer,
  sendRequestedNotice,
} from '../../lambdas/notifications/notify-customer.ts';
import { recipientLimitTable } from '../../lambdas/notifications/recipient-limit-table.ts';
import { suppressionTable } from '../../lambdas/notifications/suppression-table.ts';
import { NoticeRequest } from '../../lambdas/orders/order-effects-queue.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { anOrder, anOrderContent, anOrderId, aPayment, noon } from '../builders.ts';
import { repeatedOf } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aShop } from '../shop/a-brand.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
const pk = `ORDER#${orderId}`;

/** Minutes before the night of the quiet hours is over. */
const nearMorning = '2026-11-24T07:50:00.000Z';

/** The function's end, in the middle of its work. */
class Crash extends Error {
  override readonly name = 'Crash';
}

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  const rejection = { reason: 'OUT_OF_STOCK', at: noon } as const;
  db.put('orders', { pk, sk: 'ORDER', ...anOrder({ status: 'REJECTED', rejection }) });
  db.put('orders', { pk, sk: 'CONTENT#000', ...anOrderContent() });
  db.put('payments', { pk, sk: 'PAYMENT', ...aPayment({ status: 'DECLINED' }) });
});

/** How SES and SNS answer the tries of a message, one after the other; then they take it. */
const answers = {
  'take each message': [],
  'throttle once': [() => new NotSent('Throttling')],
  'throttle twice': [() => new NotSent('Throttling'), () => new NotSent('ETIMEDOUT')],
  'refuse the recipient': [() => new RecipientRefused('MessageRejected')],
} as const satisfies Record<string, readonly (() => Error)[]>;

/**
 * Tells the customer, with a crash at one of the calls that leave the function: ahead of it, or right behind it. Then
 * the step is repeated, as the machine does, and the queue delivers what was asked for, each message twice. At night, it
 * begins with a message of which the short one is to wait.
 */
async function run(
  failures: readonly (() => Error)[],
  crashAt: number,
  behind: boolean,
  { repeatAt = 0, atNight = false }: { repeatAt?: number; atNight?: boolean } = {},
) {
  const taken: string[] = [];
  const tries = new Map<string, number>();
  const queue: { readonly body: string; readonly at: number }[] = [];
  let now = Date.parse(atNight ? nearMorning : noon);
  let calls = 0;
  const leaving = async <Result>(call: () => Result | Promise<Result>): Promise<Result> => {
    calls += 1;
    const crashes = calls === crashAt;
    if (crashes && !behind) throw new Crash();
    const result = await call();
    if (crashes) throw new Crash();
    return result;
  };
  db.intercept = (_command, commit) => leaving(() => (calls === repeatAt ? repeatedOf(commit) : commit()));
  const send = (channel: string) => async () =>
    leaving(() => {
      const failure = failures[tries.get(channel) ?? 0];
      tries.set(channel, (tries.get(channel) ?? 0) + 1);
      if (failure !== undefined) throw failure();
      taken.push(channel);
      return 'message';
    });
  const ports: NotifyCustomerPorts = {
    orders: orderTable(),
    payments: paymentTable(),
    limits: recipientLimitTable(),
    suppressions: suppressionTable(),
    sendEmail: send('email'),
    sendSms: send('sms'),
    requestNotice: async (request, delaySeconds = 0) => {
      await leaving(() => queue.push({ body: JSON.stringify(request), at: now + delaySeconds * 1000 }));
    },
    clock: () => new Date(now),
    quietHours: { from: 21, until: 8 },
    shop: aShop,
    pageUrlOf: async () => examplePage,
  };

  const ends: string[] = [];
  const attempt = async (work: () => Promise<void>) =>
    ends.push(
      await work().then(
        () => 'done',
        (error: Error) => error.name,
      ),
    );
  if (atNight) {
    queue.push({ body: JSON.stringify({ orderId, event: 'backordered-items-arrived' }), at: now });
  } else {
    await attempt(() => notifyCustomer(orderId, ports));
    if (ends.at(-1) !== 'done') await attempt(() => notifyCustomer(orderId, ports));
  }
  for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
    const { body, at } = message;
    now = Math.max(now, at);
    const request = NoticeRequest.parse(JSON.parse(body));
    await attempt(() => sendRequestedNotice(request, ports));
    await attempt(() => sendRequestedNotice(request, ports));
  }
  const states = db.items('orders').flatMap(({ sk, state }) => (String(sk).startsWith('NOTICE#') ? [state] : []));
  return { taken, states, ends, calls };
}

describe.each(Object.entries(answers))('when SES and SNS %s', (_answer, failures) => {
  const places = [
    ['ahead of', false],
    ['right behind', true],
  ] as const;

  it.each(places)('a crash %s any call sends no message twice, and loses none unseen', async (_place, behind) => {
    const untouched = db.snapshot();
    const { calls } = await run(failures, 0, behind);
    expect(calls).toBeGreaterThan(8);

    for (let crashAt = 1; crashAt <= calls; crashAt++) {
      db.restore(untouched);
      const { taken, states, ends } = await run(failures, crashAt, behind);
      const crash = `call ${crashAt}: ${ends.join(', ')}`;
      expect(taken.length, crash).toBe(new Set(taken).size);
      expect(states, crash).toHaveLength(2);
      // What is not over is seen: the step or the message failed with the name that calls an operator.
      const isOver = states.every((state) => state === 'SENT' || state === 'REFUSED');
      expect(isOver || ends.includes('NoticeOutcomeUnknown'), crash).toBe(true);
    }
  });

  it('a write whose answer is lost, and that the SDK repeats, is as if nothing had happened', async () => {
    const untouched = db.snapshot();
    const { calls, taken, states } = await run(failures, 0, false);

    for (let repeatAt = 1; repeatAt <= calls; repeatAt++) {
      db.restore(untouched);
      const repeated = await run(failures, 0, false, { repeatAt });
      expect({ taken: repeated.taken, states: repeated.states }, `call ${repeatAt}`).toEqual({ taken, states });
    }
  });

  it('two calls at once send no message twice', async () => {
    const untouched = db.snapshot();
    const { taken } = await run(failures, 0, false);
    db.restore(untouched);
    const both = await Promise.all([run(failures, 0, false), run(failures, 0, false)]);
    const messages = both.flatMap((each) => each.taken);
    expect(messages.length).toBe(new Set(messages).size);
    expect(messages.length).toBeLessThanOrEqual(2);
    expect(taken.length).toBeLessThanOrEqual(2);
  });
});

describe('a text message that waits for the morning', () => {
  beforeEach(() => {
    db.put('orders', { pk, sk: 'ORDER', ...anOrder({ status: 'CONFIRMED' }) });
    db.put('payments', { pk, sk: 'PAYMENT', ...aPayment({ status: 'AUTHORIZED' }) });
  });

  it.each(['ahead of', 'right behind'])('comes once, whatever call a crash is %s, or is unknown', async (place) => {
    const untouched = db.snapshot();
    const { calls, taken } = await run([], 0, false, { atNight: true });
    expect(taken).toEqual(['email', 'sms']);

    for (let crashAt = 1; crashAt <= calls; crashAt++) {
      db.restore(untouched);
      const { taken, states, ends } = await run([], crashAt, place === 'right behind', { atNight: true });
      const crash = `call ${crashAt}: ${ends.join(', ')}`;
      expect(taken.length, crash).toBe(new Set(taken).size);
      expect(states.every((state) => state === 'SENT') || ends.includes('NoticeOutcomeUnknown'), crash).toBe(true);
    }
  });
});
