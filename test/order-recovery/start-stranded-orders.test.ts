import {
  ExecutionAlreadyExists,
  SFNClient,
  SFNServiceException,
  StartExecutionCommand,
  type StartExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startStrandedOrders } from '../../lambdas/order-recovery/start-stranded-orders.ts';
import { startWorkflow } from '../../lambdas/order-workflow/start-workflow.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { logger } from '../../lambdas/runtime/logger.ts';
import { anOrder, anOrderContent, anOrderId, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const machine = mockClient(SFNClient);
let db: InMemoryDynamoDb;

beforeEach(() => {
  stubServiceEnvironment();
  machine.reset();
  machine.on(StartExecutionCommand).resolves({});
  db = inMemoryDynamoDb();
});

describe('the sweeper', () => {
  it('starts every pending order that is older than a minute, from whatever shard and page, by its id', async () => {
    db.pageSize = 2;
    const old = Array.from({ length: 40 }, (_, number) => anOrderId(number));
    for (const id of old) await accepted(id, '2026-11-23T11:58:59.999Z');

    await sweep();

    expect(startedIds()).toEqual(old.toSorted());
  });

  it('leaves alone what its own request is just starting, and what has left PENDING', async () => {
    await accepted(anOrderId(1), '2026-11-23T11:59:00.000Z');
    await accepted(anOrderId(2), '2026-11-23T11:00:00.000Z');
    const reserved = db.item('orders', `ORDER#${anOrderId(2)}`, 'ORDER');
    db.put('orders', { ...reserved, status: 'RESERVED' });

    await sweep();

    expect(startedIds()).toEqual([]);
  });

  it('starts those that hold stock too where the tables were restored, of whatever age, and says how many are left', async () => {
    for (const number of [1, 2, 3]) await accepted(anOrderId(number), '2026-11-20T11:00:00.000Z');
    for (const [number, status] of [
      [2, 'RESERVED'],
      [3, 'CONFIRMED'],
    ] as const) {
      db.put('orders', { ...db.item('orders', `ORDER#${anOrderId(number)}`, 'ORDER'), status });
    }

    expect(await sweep('2026-11-23T12:05:00.000Z', true)).toEqual({ left: 0 });
    expect(startedIds()).toEqual([anOrderId(1), anOrderId(2)].toSorted());

    machine.on(StartExecutionCommand).rejects(noRoom());
    expect(await sweep('2026-11-23T12:05:00.000Z', true)).toEqual({ left: 2 });
  });

  it('changes nothing for an order whose workflow was started before, and goes on', async () => {
    machine
      .on(StartExecutionCommand)
      .rejectsOnce(new ExecutionAlreadyExists({ $metadata: {}, message: 'exists' }))
      .resolves({});
    await accepted(anOrderId(1), '2026-11-23T11:00:00.000Z');
    await accepted(anOrderId(2), '2026-11-23T11:00:00.000Z');

    await sweep();

    expect(startedIds()).toHaveLength(2);
  });

  it('fails, and so is seen, when workflows cannot be started', async () => {
    machine.on(StartExecutionCommand).rejects(new Error('down'));
    await accepted(anOrderId(1), '2026-11-23T11:00:00.000Z');

    await expect(sweep()).rejects.toThrow('1 stranded orders could not be started');
  });

  it('starts what finds no room a moment later, all of it', async () => {
    machine.on(StartExecutionCommand).rejectsOnce(noRoom()).rejectsOnce(noRoom()).resolves({});
    const ids = Array.from({ length: 60 }, (_, number) => anOrderId(number));
    for (const id of ids) await accepted(id, '2026-11-23T11:00:00.000Z');

    await sweep();

    expect(new Set(startedIds())).toEqual(new Set(ids));
    expect(startedIds()).toHaveLength(62);
  });

  it('leaves to the next run what finds no room in this one, without a failure and without end', async () => {
    machine.on(StartExecutionCommand).rejects(noRoom());
    for (let number = 0; number < 60; number++) await accepted(anOrderId(number), '2026-11-23T11:00:00.000Z');

    await sweep();
    const asked = startedIds().length;
    expect(asked).toBeLessThanOrEqual(25 * 40);

    machine.on(StartExecutionCommand).resolves({});
    await sweep();
    expect(startedIds().length - asked).toBe(60);
  });

  it('reads an order that waits for its payment a few times, not every minute', async () => {
    await accepted(anOrderId(1), minutesLater(0));
    db.put('orders', { ...db.item('orders', `ORDER#${anOrderId(1)}`, 'ORDER'), status: 'RESERVED' });
    let reads = 0;
    db.intercept = async ({ name }, commit) => {
      if (name === 'GetCommand') reads++;
      return commit();
    };

    for (let minute = 1; minute <= 60; minute++) await sweep(minutesLater(minute));

    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThanOrEqual(12);
  });

  it.each([0, 1, 7, 14, 29, 44, 58])(
    'finds an order that it missed for long within a quarter of an hour, from minute %i on too',
    async (first) => {
      await accepted(anOrderId(1), '2026-11-22T12:00:00.000Z');

      for (let minute = first; minute < first + 15; minute++) await sweep(minutesLater(minute));

      expect(new Set(startedIds())).toEqual(new Set([anOrderId(1)]));
    },
  );

  it('looks for older ones at once when one of the last minutes is stranded', async () => {
    await accepted(anOrderId(1), '2026-11-22T12:00:00.000Z');
    await accepted(anOrderId(2), minutesLater(5));

    await sweep(minutesLater(8));

    expect(startedIds()).toEqual([anOrderId(1), anOrderId(2)].sort());
  });

  it.each([
    ['was started by it', { startDate: new Date('2036-01-01') }, ['stranded order started']],
    ['runs already', { startDate: new Date('2026-01-01') }, []],
  ])('warns of an order only when that %s', async (_case, answer, warnings) => {
    machine.on(StartExecutionCommand).resolves(answer as StartExecutionCommandOutput);
    await accepted(anOrderId(1), '2026-11-23T11:00:00.000Z');
    const warn = vi.spyOn(logger, 'warn');

    await sweep();

    expect(warn.mock.calls.map(([message]) => message)).toEqual(warnings);
    warn.mockRestore();
  });

  it('does not ask twice for the same start: the name is the order id', async () => {
    machine.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ $metadata: {}, message: 'exists' }));

    expect(await startWorkflow(anOrder())).toBe('known');
    vi.stubEnv('STATE_MACHINE_ARN', '');
    await expect(startWorkflow(anOrder())).rejects.toThrow('STATE_MACHINE_ARN is not set');
  });
});

async function accepted(id: ReturnType<typeof anOrderId>, createdAt: string): Promise<void> {
  await orderTable().addOrder(newOrder(anOrderContent({ id, createdAt })));
}

/** A sweep that begins at this moment; time passes only in its pauses. */
function sweep(at = noon, isRestored = false): ReturnType<typeof startStrandedOrders> {
  let now = Date.parse(at);
  return startStrandedOrders(isRestored, {
    orders: orderTable(),
    startWorkflow,
    clock: () => new Date(now),
    pause: async (milliseconds) => {
      now += milliseconds;
    },
  });
}

/** What Step Functions says when an account starts more executions than it may. */
function noRoom(): Error {
  const $metadata = { httpStatusCode: 400 };
  return new SFNServiceException({
    name: 'ThrottlingException',
    $fault: 'client',
    $metadata,
    message: 'Rate exceeded',
  });
}

/** The `minutes`th moment of a clock that the schedule strikes once a minute, not at its beginning. */
function minutesLater(minutes: number): string {
  return new Date(Date.parse('2026-11-23T12:00:37.000Z') + minutes * 60_000).toISOString();
}

function startedIds(): readonly (string | undefined)[] {
  return machine
    .commandCalls(StartExecutionCommand)
    .map(({ args }) => args[0].input.name)
    .sort();
}
