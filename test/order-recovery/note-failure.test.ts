import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/order-recovery/note-failure.handler.ts';
import { orderStatuses } from '../../lambdas/orders/order-status.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { aContext, anOrder, anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { aFailure } from '../order-failures/a-failure.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const key = { pk: `ORDER#${id}`, sk: 'ORDER' };
const executionArn = `arn:aws:states:eu-west-1:123456789012:execution:orders:${id}`;
const event = {
  time: '2026-11-23T12:00:05Z',
  detail: {
    ...{ name: id, executionArn, status: 'FAILED', error: 'ProviderUnavailable' },
    cause: '{"errorMessage":"no answer","trace":["at x"]}',
  },
};
const machine = mockClient(SFNClient);

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  machine.reset();
  machine.on(GetExecutionHistoryCommand, { executionArn, reverseOrder: true }).resolves({
    events: [
      { timestamp: new Date(), type: 'ExecutionFailed', id: 9 },
      { timestamp: new Date(), type: 'TaskStateEntered', id: 5, stateEnteredEventDetails: { name: 'Check payment' } },
      {
        timestamp: new Date(),
        type: 'TaskStateEntered',
        id: 2,
        stateEnteredEventDetails: { name: 'Reserve inventory' },
      },
    ],
  });
});

describe('the failure of an execution', () => {
  it.each(orderStatuses)('is noted on an order that is %s only while it has no answer', async (status) => {
    db.put('orders', { ...key, ...anOrder({ status }) });

    await handler(event, aContext());
    await handler(event, aContext());

    const isOpen = status === 'PENDING' || status === 'RESERVED';
    expect(db.item('orders', key.pk, key.sk)).toEqual({
      ...key,
      ...anOrder({ status }),
      ...(isOpen && {
        failedAt: '2026-11-23T12:00:05.000Z',
        version: 3,
        openShard: expect.stringMatching(/^OPEN#/),
        openSince: anOrder().createdAt,
      }),
    });
  });

  it('is noted on an order that failed before anything had changed about it, which is open from then on', async () => {
    await orderTable().addContent(anOrderContent({ id }));

    await handler(event, aContext());
    await handler(event, aContext());

    expect(db.item('orders', key.pk, key.sk)).toMatchObject({
      ...anOrder(),
      version: 3,
      failedAt: '2026-11-23T12:00:05.000Z',
      openShard: expect.stringMatching(/^OPEN#/),
    });
  });

  it('makes no order of one that is not there', async () => {
    await handler(event, aContext());

    expect(db.items('orders')).toEqual([]);
  });
});

/** What stands among the failures. */
const failures = () => db.items('failures').filter(({ pk }) => String(pk).startsWith('FAILED#'));

describe('an order whose execution failed', () => {
  const failedOrder = { status: 'RESERVED', heldSkus: 1, holdExpiresAt: '2026-11-23T13:00:00.000Z' } as const;

  it('stands among the failures with its step, error and cause, what it comes to and what it holds', async () => {
    db.put('orders', anOrderItem(failedOrder));
    db.put('orders', { pk: key.pk, sk: 'CONTENT#000', ...anOrderContent() });

    await handler(event, aContext());
    await handler(event, aContext());

    expect(failures()).toEqual([
      {
        pk: expect.anything(),
        sk: `ORDER#${id}`,
        ...aFailure({ failedAt: '2026-11-23T12:00:05.000Z', holdEndsAt: failedOrder.holdExpiresAt }),
      },
    ]);
  });

  it('stands there without its step where Step Functions has no room to say it', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    machine.on(GetExecutionHistoryCommand).rejects(Object.assign(new Error(), { name: 'ThrottlingException' }));
    db.put('orders', anOrderItem(failedOrder));

    await handler(event, aContext());

    expect(failures()).toHaveLength(1);
    expect(failures()[0]).not.toHaveProperty('step');
  });

  it.each(['CONFIRMED', 'REJECTED'] as const)(
    'stands there too where it is %s: its customer is not told',
    async (status) => {
      const rejection = { reason: 'OUT_OF_STOCK', at: noon } as const;
      db.put('orders', anOrderItem({ status, ...(status === 'REJECTED' && { rejection }) }));

      await handler(event, aContext());

      expect(failures()).toMatchObject([{ orderStatus: status }]);
      expect(failures()[0]).not.toHaveProperty('holdEndsAt');
    },
  );

  it.each([
    ['was cancelled', { status: 'CANCELLED' }],
    ['is over because its hold was', { status: 'REJECTED', rejection: { reason: 'HOLD_EXPIRED', at: noon } }],
  ] as const)('does not stand there where it %s: all that follows is seen to', async (_, order) => {
    db.put('orders', anOrderItem(order));

    await handler(event, aContext());

    expect(failures()).toEqual([]);
  });
});
