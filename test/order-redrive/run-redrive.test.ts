import { beforeEach, describe, expect, it, vi } from 'vitest';
import { auditTable } from '../../lambdas/audit/audit-table.ts';
import { recorded } from '../../lambdas/audit/audited.ts';
import { failureTable } from '../../lambdas/order-failures/failure-table.ts';
import {
  findRedrive,
  listResults,
  pauseRedrive,
  resumeRedrive,
  startRedrive,
} from '../../lambdas/order-redrive/manage-redrives.ts';
import type { RedriveRequest, RedriveResult } from '../../lambdas/order-redrive/redrive.ts';
import { redriveOrder } from '../../lambdas/order-redrive/redrive-order.ts';
import { redriveTable } from '../../lambdas/order-redrive/redrive-table.ts';
import { runRedrive } from '../../lambdas/order-redrive/run-redrive.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { clientItself } from '../../lambdas/runtime/caller.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { cutOffAnywhere } from '../cut-off.ts';
import { aFailure } from '../order-failures/a-failure.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { type Execution, executionsOfMachine, failed } from './executions.ts';

/** `npm run test:redrive` tries 10,000. */
const manyOrders = Number(process.env.FAILED_ORDERS ?? 500);

const sendMessage = vi.spyOn(queues, 'sendMessage');
let db: InMemoryDynamoDb;
let executions: Map<string, Execution>;
let now: number;

beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  executions = executionsOfMachine();
  now = Date.parse(noon) + 60_000;
  sendMessage.mockReset().mockResolvedValue();
});

const clock = () => new Date(now);
const managePorts = () => ({ redrives: redriveTable(), requestRun: async () => {}, clock });

/** Orders that failed, whose executions can be redriven. */
async function failedOrders(count: number, failure: Parameters<typeof aFailure>[0] = {}) {
  for (let number = 0; number < count; number++) {
    const one = aFailure({ ...failure, orderId: anOrderId(number) });
    db.put('orders', anOrderItem({ id: one.orderId, status: 'RESERVED' }));
    await failureTable().note(one);
    executions.set(one.executionArn, failed());
  }
}

const start = (request: Partial<RedriveRequest> = {}, by = 'ada', key = 'key-1') =>
  startRedrive(clientItself(by), key, { all: true, reason: 'mended', ...request } as RedriveRequest, managePorts());

/** Runs a redrive as its queue does: again, as long as it asks for that. */
async function run(id: string, most = Number.POSITIVE_INFINITY): Promise<void> {
  for (let runs = 0, isWanted = true; isWanted && runs < most; runs++) {
    isWanted = false;
    await runRedrive(id, {
      redrives: redriveTable(),
      failures: failureTable(),
      redriveOrder: (redrive, orderId) => redriveOrder(redrive, orderId, ports()),
      requestRun: async () => {
        isWanted = true;
      },
      tendDeadLetters: async () => {},
      clock,
      pause: async (milliseconds) => {
        now += milliseconds;
      },
    });
  }
}

const ports = () => ({
  failures: failureTable(),
  orders: orderTable(),
  recorded,
  clock,
});

/** What became of each order. */
async function results(id: string): Promise<readonly RedriveResult[]> {
  const found: RedriveResult[] = [];
  let cursor: string | undefined;
  do {
    const page = await listResults(id, 200, cursor, managePorts());
    found.push(...page.results);
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}

/** What the audit has of so many orders. */
async function recordedOf(count: number) {
  const orders = Array.from({ length: count }, (_, number) => anOrderId(number));
  const pages = await Promise.all(orders.map((orderId) => auditTable().page({ orderId }, 10)));
  return pages.flatMap(({ entries }) =>
    entries.map(({ who, action, about, reason, outcome }) => [who, action, about, reason, outcome]),
  );
}

const redrivesOf = () => [...executions.values()].map(({ redrives }) => redrives);

describe('a redrive', () => {
  it('lets every failed order go on, once, and says how many had which outcome', async () => {
    await failedOrders(120);
    const { id } = await start({ ratePerSecond: 50 });

    await run(id);

    expect(await findRedrive(id, managePorts())).toMatchObject({
      state: 'DONE',
      orders: 120,
      outcomes: { REDRIVEN: 120, STARTED_ANEW: 0, NOT_NEEDED: 0, TAKEN: 0, REFUSED: 0 },
    });
    expect(redrivesOf()).toEqual(Array.from({ length: 120 }, () => 1));
    expect(await failureTable().all()).toEqual([]);
    expect(await recordedOf(120)).toEqual(
      Array.from({ length: 120 }, () => [
        ...['ada', 'redriveOrder', id, 'mended'],
        { at: expect.any(String), result: 'DONE', detail: 'REDRIVEN' },
      ]),
    );
    expect((await results(id)).map(({ outcome }) => outcome)).toEqual(Array.from({ length: 120 }, () => 'REDRIVEN'));
  });

  it('lets no more go on a second than it may', async () => {
    await failedOrders(60);
    const { id } = await start({ ratePerSecond: 10 });
    const begun = now;

    await run(id);

    expect(now - begun).toBe(6_000);
  });

  it('takes only the group, or the orders, that were chosen', async () => {
    await failedOrders(3);
    await failureTable().note(aFailure({ orderId: anOrderId(7), step: 'Confirm order' }));
    const group = await start({ all: undefined, group: aFailure().group });
    const orders = await start({ all: undefined, orders: [anOrderId(7), anOrderId(8)] }, 'ada', 'key-2');

    await run(group.id);

    expect((await results(group.id)).map(({ orderId }) => orderId).sort()).toEqual(
      [0, 1, 2].map((number) => anOrderId(number)).sort(),
    );
    expect((await failureTable().all()).map(({ orderId }) => orderId)).toEqual([anOrderId(7)]);
    await run(orders.id);
    expect(new Map((await results(orders.id)).map(({ orderId, outcome, why }) => [orderId, why ?? outcome]))).toEqual(
      new Map([
        [anOrderId(7), 'Execution cannot be redriven'],
        [anOrderId(8), 'There is no such order.'],
      ]),
    );
  });

  it('only says what would become of each where it is a dry run', async () => {
    await failedOrders(3);
    const before = db.snapshot().get('failures');
    const { id } = await start({ dryRun: true });

    await run(id);

    expect(await findRedrive(id, managePorts())).toMatchObject({ state: 'DONE', outcomes: { REDRIVEN: 3 } });
    expect(redrivesOf()).toEqual([0, 0, 0]);
    expect(db.snapshot().get('failures')).toEqual(before);
  });

  it('refuses what Step Functions redrives no more, and says so; told to, it starts that anew, once', async () => {
    await failedOrders(1);
    db.put('orders', { pk: `ORDER#${anOrderId()}`, sk: 'CONTENT#000', ...anOrderContent() });
    now += 15 * 86_400_000;
    const refused = await start();
    await run(refused.id);
    const anew = await start({ startAnew: true }, 'ada', 'key-2');
    await run(anew.id);

    expect(await results(refused.id)).toMatchObject([{ outcome: 'REFUSED', why: expect.stringContaining('14 days') }]);
    expect(await results(anew.id)).toMatchObject([{ outcome: 'STARTED_ANEW' }]);
    expect(executions.get(`${anOrderId()}-anew`)).toMatchObject({ status: 'RUNNING' });
    expect(redrivesOf()).toEqual([0, 0]);
  });

  it('starts anew at once what a wrong definition failed, where that is asked for; what fails of it is redriven', async () => {
    await failedOrders(1);
    db.put('orders', { pk: `ORDER#${anOrderId()}`, sk: 'CONTENT#000', ...anOrderContent() });
    const executionArn = `${anOrderId()}-anew`;
    const anew = await start({ startAnew: true });
    await run(anew.id);
    expect(await results(anew.id)).toMatchObject([{ outcome: 'STARTED_ANEW' }]);
    expect(executions.get(executionArn)).toMatchObject({ status: 'RUNNING' });
    expect(await failureTable().all()).toEqual([]);

    executions.set(executionArn, failed());
    await failureTable().note(aFailure({ orderId: anOrderId(), executionArn, failedAt: new Date(now).toISOString() }));
    const again = await start({ startAnew: true }, 'ada', 'key-2');
    await run(again.id);

    expect(await results(again.id)).toMatchObject([{ outcome: 'REDRIVEN' }]);
    expect(executions.get(executionArn)).toMatchObject({ status: 'RUNNING', redrives: 1 });
  });

  it('tells who comes second that another is at it, or has been', async () => {
    await failedOrders(1);
    const [first, second] = [await start(), await start({}, 'grace')];
    const claim = { claimId: first.id, claimedBy: 'ada', claimedUntil: new Date(now + 60_000).toISOString() };
    await failureTable().claim(aFailure(), claim, clock());

    await run(second.id);
    expect(await results(second.id)).toMatchObject([{ outcome: 'TAKEN', why: 'ada is at it.' }]);

    await run(first.id);
    const third = await start({ all: undefined, orders: [anOrderId()] }, 'grace', 'key-3');
    await run(third.id);
    expect(await results(third.id)).toMatchObject([{ outcome: 'NOT_NEEDED' }]);
    expect(redrivesOf()).toEqual([1]);
  });

  it('says of an order that was redriven in the console meanwhile that it goes on already', async () => {
    await failedOrders(1);
    const { id } = await start();
    executions.set(aFailure().executionArn, { ...failed(), status: 'RUNNING' });

    await run(id);

    expect(await results(id)).toMatchObject([{ outcome: 'NOT_NEEDED' }]);
    expect(await failureTable().all()).toEqual([]);
  });

  it('does not redrive again and again what fails again', async () => {
    await failedOrders(2);
    const { id } = await start({ ratePerSecond: 1 });
    db.intercept = async (command, commit) => {
      const done = commit();
      if (command.name === 'DeleteCommand') {
        for (const [arn, execution] of executions) {
          if (execution.status !== 'RUNNING') continue;
          execution.status = 'FAILED';
          const failure = aFailure({ orderId: arn.split(':').at(-1) as never, failedAt: clock().toISOString() });
          db.put('failures', { pk: 'FAILED#later', sk: `ORDER#${failure.orderId}`, ...failure });
        }
      }
      return done;
    };

    await run(id);

    expect(redrivesOf()).toEqual([1, 1]);
    expect(await findRedrive(id, managePorts())).toMatchObject({ state: 'DONE', outcomes: { REDRIVEN: 2 } });
  });

  it('is one however often it is asked for under a key, and none for another content', async () => {
    const first = await start();
    expect(await start()).toEqual(first);
    await expect(start({ ratePerSecond: 7 })).rejects.toMatchObject({ kind: 'idempotency-key-reused' });
  });
});

describe('a redrive that is paused', () => {
  it('goes on no further until it is resumed, and then ends as any', async () => {
    await failedOrders(50);
    const { id } = await start({ ratePerSecond: 1 });
    await run(id, 1);
    await pauseRedrive(id, managePorts());
    const done = redrivesOf().filter((redrives) => redrives === 1).length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(50);

    await run(id);
    expect(redrivesOf().filter((redrives) => redrives === 1)).toHaveLength(done);

    await resumeRedrive(id, managePorts());
    await run(id);
    expect(await findRedrive(id, managePorts())).toMatchObject({ state: 'DONE', outcomes: { REDRIVEN: 50 } });
    await expect(pauseRedrive(id, managePorts())).rejects.toMatchObject({ kind: 'redrive-ended' });
  });
});

describe('a redrive whose worker dies', () => {
  it('is gone on with from anywhere: each order is redriven once, and the counts add up', async () => {
    await failedOrders(4);
    const { id } = await start({ ratePerSecond: 2 });
    const untouched = [...executions.keys()];

    await cutOffAnywhere(
      db,
      async (leaving) => {
        executions = executionsOfMachine(leaving);
        for (const arn of untouched) executions.set(arn, failed());
        await run(id);
      },
      async (where) => {
        // Its lease is over when its message comes back.
        now += 180_000;
        await run(id);

        expect(await findRedrive(id, managePorts()), where).toMatchObject({ state: 'DONE', outcomes: { REDRIVEN: 4 } });
        expect(redrivesOf(), where).toEqual([1, 1, 1, 1]);
        expect(await failureTable().all(), where).toEqual([]);
      },
    );
  });

  it('of many orders ends with all of them redriven once, however often that happens', async () => {
    await failedOrders(manyOrders);
    const { id } = await start({ ratePerSecond: 99 });
    let calls = 0;
    db.intercept = async (_command, commit) => {
      if (++calls % manyOrders === 0) throw new Error('killed');
      return commit();
    };

    for (let runs = 0; (await findRedrive(id, managePorts())).state !== 'DONE'; runs++) {
      expect(runs).toBeLessThan(100);
      await run(id).catch(() => {});
      now += 180_000;
    }
    db.intercept = async (_command, commit) => commit();

    expect(await findRedrive(id, managePorts())).toMatchObject({
      orders: manyOrders,
      outcomes: { REDRIVEN: manyOrders },
    });
    expect(new Set(redrivesOf())).toEqual(new Set([1]));
    expect(await failureTable().all()).toEqual([]);
  });
});
