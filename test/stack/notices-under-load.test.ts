import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NotSent } from '../../lambdas/notifications/notice-errors.ts';
import { examplePage } from '../../lambdas/notifications/notices/example-order.ts';
import {
  type NotifyCustomerPorts,
  notifyCustomer,
  sendRequestedNotice,
} from '../../lambdas/notifications/notify-customer.ts';
import { recipientLimitTable } from '../../lambdas/notifications/recipient-limit-table.ts';
import { suppressionTable } from '../../lambdas/notifications/suppression-table.ts';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { NoticeRequest } from '../../lambdas/orders/order-effects-queue.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { anOrder, anOrderContent, anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aShop } from '../shop/a-brand.ts';
import { synthesised } from './synthesised.ts';
import { definitionOf } from './synthesised-definition.ts';
import { retrierFor, stepOf } from './workflow-walk.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

/** What the deployed machine and queue do with a call that failed. */
const step = stepOf(definitionOf({}), 'Notify customer');
const queue = synthesised()
  .resources('AWS::SQS::Queue')
  .find(({ logicalId }) => /RequestedNotices.*Queue/.test(logicalId) && !logicalId.includes('Abandoned'))
  ?.Properties as {
  readonly VisibilityTimeout: number;
  readonly RedrivePolicy: { readonly maxReceiveCount: number };
};

/** Every way in which dice may fall. */
const dices: Readonly<Record<string, () => () => number>> = {
  'always the shortest': () => () => 0,
  'always the longest': () => () => 1,
  'by chance': () => {
    let state = 7;
    return () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state / 2 ** 31;
    };
  },
};

const start = Date.parse(noon);
let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

/**
 * Runs confirmed orders through the step "Notify customer" and the queue behind it, on a clock that jumps from one
 * event to the next.
 * @param arrivals when each order comes to the step, in seconds
 * @param isTaken whether SES and SNS take a message at this second, of which they took so many already in it
 */
async function run(
  arrivals: readonly number[],
  isTaken: (second: number, takenInIt: number) => boolean,
  dice: () => number,
) {
  const told = new Map<string, number>();
  const executions: string[] = [];
  const deadLetters: string[] = [];
  const events: { readonly at: number; readonly happen: () => Promise<void> }[] = [];
  let now = 0;
  const after = (seconds: number, happen: () => Promise<void>) => {
    const at = now + seconds;
    const index = events.findIndex((event) => event.at > at);
    events.splice(index < 0 ? events.length : index, 0, { at, happen });
  };

  const takenIn = new Map<string, number>();
  const send = (provider: string) => async (to: string) => {
    const second = Math.floor(now);
    const taken = takenIn.get(`${provider} ${second}`) ?? 0;
    if (!isTaken(second, taken)) throw new NotSent('Throttling');
    takenIn.set(`${provider} ${second}`, taken + 1);
    told.set(to, (told.get(to) ?? 0) + 1);
    return 'message';
  };
  const ports: NotifyCustomerPorts = {
    orders: orderTable(),
    payments: paymentTable(),
    limits: recipientLimitTable(),
    suppressions: suppressionTable(),
    sendEmail: send('SES'),
    sendSms: send('SNS'),
    requestNotice: async (request, delaySeconds = 0) => {
      const body = JSON.stringify(request);
      after(delaySeconds, () => deliver(body, 1));
    },
    clock: () => new Date(start + now * 1000),
    shop: aShop,
    pageUrlOf: async () => examplePage,
    dice,
  };

  async function enter(orderId: OrderId, attempts: Readonly<Record<string, number>>): Promise<void> {
    try {
      await notifyCustomer(orderId, ports);
      executions.push('SUCCEEDED');
    } catch (error) {
      const { name } = error as Error;
      const retrier = retrierFor(step, name);
      const attempt = attempts[String(retrier?.ErrorEquals)] ?? 0;
      if (retrier === undefined || attempt >= retrier.MaxAttempts) {
        executions.push('FAILED');
        return;
      }
      const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
      const pause = Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds);
      const jittered = retrier.JitterStrategy === 'FULL' ? dice() * pause : pause;
      after(jittered, () => enter(orderId, { ...attempts, [String(retrier.ErrorEquals)]: attempt + 1 }));
    }
  }

  async function deliver(body: string, receives: number): Promise<void> {
    try {
      await sendRequestedNotice(NoticeRequest.parse(JSON.parse(body)), ports);
    } catch {
      if (receives >= queue.RedrivePolicy.maxReceiveCount) deadLetters.push(body);
      else after(queue.VisibilityTimeout, () => deliver(body, receives + 1));
    }
  }

  for (const [index, at] of arrivals.entries()) {
    const id = anOrderId(index);
    const pk = `ORDER#${id}`;
    const contact = { email: `${index}@example.com`, phone: `+44740012${String(index).padStart(4, '0')}` };
    db.put('orders', { pk, sk: 'ORDER', ...anOrder({ id, status: 'CONFIRMED' }) });
    db.put('orders', { pk, sk: 'CONTENT#000', ...anOrderContent({ id, contact }) });
    db.put('payments', { pk, sk: 'PAYMENT', ...aPayment({ orderId: id, status: 'AUTHORIZED' }) });
    after(at, () => enter(id, {}));
  }
  for (let event = events.shift(); event !== undefined; event = events.shift()) {
    now = event.at;
    await event.happen();
  }
  return { told: [...told.values()], executions, deadLetters, seconds: now };
}

const onceEach = (orders: number) => Array(2 * orders).fill(1);
const all = (orders: number, status: string) => Array(orders).fill(status);

it.each(['NotifyCustomer', 'SendNotice'])('%s knows the queue that what was not sent is handed to, and may', (name) => {
  const { resources } = synthesised();
  const fn = resources('AWS::Lambda::Function').find(({ logicalId }) => logicalId.includes(name));
  expect(JSON.stringify(fn?.Properties.Environment)).toMatch(/"NOTICE_QUEUE_URL":\{"Ref":"FollowUpsRequestedNotices/);
  const statements = resources('AWS::IAM::Policy')
    .filter(({ logicalId }) => logicalId.includes(`${name}Role`))
    .flatMap(({ Properties }) => {
      return (Properties.PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] }).Statement;
    });
  const sending = statements.filter(({ Action }) => [Action].flat().includes('sqs:SendMessage'));
  expect(JSON.stringify(sending.map(({ Resource }) => Resource))).toContain('FollowUpsRequestedNotices');
});

describe.each(Object.entries(dices))('when the dice of every pause fall %s', (_dice, dice) => {
  it('tells the customers of 500 orders in ten seconds, though SES and SNS take 14 messages a second', async () => {
    const orders = 500;
    const arrivals = Array.from({ length: orders }, (_, index) => index / 50);
    const { told, executions, deadLetters } = await run(arrivals, (_second, taken) => taken < 14, dice());

    expect(told).toEqual(onceEach(orders));
    expect(executions).toEqual(all(orders, 'SUCCEEDED'));
    expect(deadLetters).toEqual([]);
  });

  it.each([
    ['an hour', 3_600],
    ['a day', 86_400],
  ])('tells every customer once after SES and SNS took nothing for %s', async (_length, outage) => {
    const orders = 3;
    const arrivals = Array.from({ length: orders }, (_, index) => (index * outage) / orders);
    const { told, executions, deadLetters, seconds } = await run(arrivals, (second) => second >= outage, dice());

    expect(told).toEqual(onceEach(orders));
    expect(executions).toEqual(all(orders, 'SUCCEEDED'));
    expect(deadLetters).toEqual([]);
    expect(seconds).toBeLessThanOrEqual(outage + 900);
  });

  it('makes dead letters only of what was not taken for three days, and then where an operator sees it', async () => {
    const { told, executions, deadLetters, seconds } = await run([0], () => false, dice());

    expect(told).toEqual([]);
    expect(executions).toEqual(['SUCCEEDED']);
    expect(deadLetters).toHaveLength(1);
    expect(seconds).toBeGreaterThanOrEqual(3 * 86_400);
  });
});
