import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { startWorkflow } from '../../lambdas/orders/order-workflow.ts';
import { startStrandedOrders } from '../../lambdas/orders/start-stranded-orders.ts';
import { anOrderContent, anOrderId, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

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

  it('does not ask twice for the same start: the name is the order id', async () => {
    machine.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ $metadata: {}, message: 'exists' }));

    expect(await startWorkflow(anOrderId(), 'sandbox')).toBe(false);
    vi.stubEnv('STATE_MACHINE_ARN', '');
    await expect(startWorkflow(anOrderId(), 'sandbox')).rejects.toThrow('STATE_MACHINE_ARN is not set');
  });
});

async function accepted(id: ReturnType<typeof anOrderId>, createdAt: string): Promise<void> {
  await orderTable().addOrder(anOrderContent({ id, createdAt }));
}

function sweep(): Promise<void> {
  return startStrandedOrders({ orders: orderTable(), startWorkflow, clock: () => new Date(noon) });
}

function startedIds(): readonly (string | undefined)[] {
  return machine
    .commandCalls(StartExecutionCommand)
    .map(({ args }) => args[0].input.name)
    .sort();
}
