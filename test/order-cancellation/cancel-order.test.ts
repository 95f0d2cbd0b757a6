import { SendTaskFailureCommand, SFNClient, TaskDoesNotExist, TaskTimedOut } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/order-cancellation/cancel-order.handler.ts';
import { cancellationReasons, isStaffReason } from '../../lambdas/orders/cancellation-reason.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { aContext, anHttpRequest, anOrder, anOrderContent, anOrderId, aPayment } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();
const staff = { storefront: 'back-office', scope: 'orders:read orders:staff' };
const machine = mockClient(SFNClient);
const sendMessage = vi.spyOn(queues, 'sendMessage');

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  machine.reset();
  machine.on(SendTaskFailureCommand).resolves({});
  sendMessage.mockReset().mockResolvedValue();
});

describe('POST /orders/{orderId}/cancellation', () => {
  it.each(['PENDING', 'RESERVED', 'CONFIRMED'] as const)(
    'calls off an order that is %s, and tells who, when and why',
    async (status) => {
      await stored({ status });

      const { statusCode, answer } = await cancel({ reason: 'FOUND_CHEAPER' });

      expect(statusCode).toBe(200);
      expect(answer).toMatchObject({
        status: 'CANCELLED',
        cancellation: { by: 'CUSTOMER', at: expect.stringMatching(/Z$/), reason: 'FOUND_CHEAPER' },
      });
      expect(answer.timeline).toContainEqual(
        expect.objectContaining({ event: 'ORDER_CANCELLED', detail: 'FOUND_CHEAPER' }),
      );
      for (const gone of ['openShard', 'openSince', 'holdExpiresAt']) expect(record()).not.toHaveProperty(gone);
      expect(asked()).toEqual(['order-effects in 60 s', 'order-effects', 'notices order-cancelled']);
    },
  );

  it('calls off an order about which nothing has changed yet, so that only its content is stored', async () => {
    await orderTable().addContent(anOrderContent({ id: orderId }));

    const { statusCode, answer } = await cancel({ reason: 'FOUND_CHEAPER' });

    expect(statusCode).toBe(200);
    expect(answer).toMatchObject({
      status: 'CANCELLED',
      timeline: [{ event: 'ORDER_ACCEPTED' }, { event: 'ORDER_CANCELLED' }],
    });
  });

  it('cannot call off what was rejected', async () => {
    await stored({ status: 'REJECTED' });

    const { statusCode, answer } = await cancel({ reason: 'TOO_SLOW' });

    expect(statusCode).toBe(409);
    expect(answer).toMatchObject({ type: 'urn:order-confirmation:problem:not-cancellable' });
    expect(record()).toMatchObject({ status: 'REJECTED' });
    expect(asked()).not.toContain('notices order-cancelled');
  });

  it('repeated keeps the first reason, and asks once more for what follows', async () => {
    await stored({ status: 'CONFIRMED' });
    await cancel({ reason: 'CHANGED_MIND' });
    sendMessage.mockClear();

    const { statusCode, answer } = await cancel({ reason: 'TOO_SLOW' });

    expect(statusCode).toBe(200);
    expect(answer.cancellation).toMatchObject({ reason: 'CHANGED_MIND' });
    expect(answer.timeline.filter(({ event }: { event: string }) => event === 'ORDER_CANCELLED')).toHaveLength(1);
    expect(asked()).toEqual(['order-effects in 60 s', 'order-effects', 'notices order-cancelled']);
  });

  it.each([
    ["another storefront's order", { storefront: 'south-lane' }],
    ['an order that is not there', { pathParameters: { orderId: anOrderId(1) } }],
    ['an id that is none', { pathParameters: { orderId: 'ORDER' } }],
    [
      "another storefront's order, with a scope that only looks like the staff's",
      { storefront: 'south-lane', scope: 'orders:staffing' },
    ],
  ])('answers %s with 404, and does nothing', async (_case, request) => {
    await stored({ status: 'CONFIRMED' });

    expect(await cancel({ reason: 'CHANGED_MIND' }, request)).toMatchObject({ statusCode: 404 });
    expect(record()).toMatchObject({ status: 'CONFIRMED' });
    expect(asked()).toEqual([]);
  });

  it.each(cancellationReasons.map((reason) => [reason, isStaffReason(reason) ? 422 : 200] as const))(
    'by the customer for %s is answered with %i',
    async (reason, statusCode) => {
      await stored({ status: 'CONFIRMED' });

      expect(await cancel({ reason, text: 'because' })).toMatchObject({ statusCode });
      expect(record()).toMatchObject({ status: statusCode === 200 ? 'CANCELLED' : 'CONFIRMED' });
    },
  );

  it.each(cancellationReasons)('by staff for %s calls off any storefront’s order', async (reason) => {
    await stored({ status: 'CONFIRMED' });

    const { statusCode, answer } = await cancel({ reason, text: ' because ' }, staff);

    expect(statusCode).toBe(200);
    expect(answer.cancellation).toMatchObject({ by: 'STAFF', reason, text: 'because' });
  });

  it.each([
    ['OTHER without a text', { reason: 'OTHER' }, '#/text'],
    ['OTHER with an empty text', { reason: 'OTHER', text: '  ' }, '#/text'],
    ['an endless text', { reason: 'OTHER', text: 'x'.repeat(501) }, '#/text'],
    ['no reason', {}, '#/reason'],
    ['an unknown reason', { reason: 'BORED' }, '#/reason'],
    ['a reason for staff', { reason: 'FRAUD' }, '#/reason'],
    ['an unknown field', { reason: 'TOO_SLOW', by: 'STAFF' }, '#/by'],
  ])('refuses %s, and does nothing', async (_case, json, pointer) => {
    await stored({ status: 'CONFIRMED' });

    const { statusCode, answer } = await cancel(json);

    expect(statusCode).toBe(422);
    expect(answer).toMatchObject({
      type: 'urn:order-confirmation:problem:invalid-cancellation',
      errors: [{ pointer }],
    });
    expect(record()).toMatchObject({ status: 'CONFIRMED' });
    expect(asked()).toEqual([]);
  });

  it('ends the wait for a payment, by the name that the machine catches', async () => {
    await stored({ status: 'RESERVED' }, { taskToken: 'token-1' });

    await cancel({ reason: 'TOO_SLOW' });

    expect(machine.commandCalls(SendTaskFailureCommand).map(({ args }) => args[0].input)).toMatchObject([
      { taskToken: 'token-1', error: 'OrderCancelled' },
    ]);
  });

  it.each([TaskDoesNotExist, TaskTimedOut])('is taken all the same when that wait is over (%o)', async (Over) => {
    machine.on(SendTaskFailureCommand).rejects(new Over({ $metadata: {}, message: 'over' }));
    await stored({ status: 'RESERVED' }, { taskToken: 'token-1' });

    expect(await cancel({ reason: 'TOO_SLOW' })).toMatchObject({ statusCode: 200 });
  });

  it.each([
    ['order-effects cannot be asked for', () => sendMessage.mockRejectedValueOnce(new Error('down')), 'CONFIRMED'],
    [
      'the wait cannot be ended',
      () => machine.on(SendTaskFailureCommand).rejectsOnce(new Error('down')).resolves({}),
      'CANCELLED',
    ],
  ] as const)('is to be repeated when %s', async (_case, breaks, standing) => {
    await stored({ status: 'CONFIRMED' }, { taskToken: 'token-1' });
    breaks();

    expect(await cancel({ reason: 'TOO_SLOW' })).toMatchObject({ statusCode: 500 });
    expect(record()).toMatchObject({ status: standing });
    expect(await cancel({ reason: 'TOO_SLOW' })).toMatchObject({ statusCode: 200 });
    expect(asked().slice(-3)).toEqual(['order-effects in 60 s', 'order-effects', 'notices order-cancelled']);
  });
});

async function stored(order: Partial<Order>, payment?: Partial<Payment>): Promise<void> {
  await orderTable().addContent(anOrderContent({ id: orderId }));
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder(order), openShard: 'OPEN#1', openSince: 'x' });
  if (payment) db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...aPayment(payment) });
}

async function cancel(json: object, request: Parameters<typeof anHttpRequest>[0] = {}) {
  const { statusCode, body } = await handler(
    anHttpRequest({ pathParameters: { orderId }, json, ...request }),
    aContext(),
  );
  return { statusCode, answer: JSON.parse(body ?? '') };
}

function record() {
  return db.item('orders', `ORDER#${orderId}`, 'ORDER');
}

/** What was asked for through the queues, in order. */
function asked(): readonly string[] {
  return sendMessage.mock.calls.map(([input]) => {
    const { event } = JSON.parse(input.MessageBody ?? '');
    const delay = input.DelaySeconds ? `in ${input.DelaySeconds} s` : undefined;
    return [input.QueueUrl?.split('/').at(-1), event ?? delay].filter((part) => part !== undefined).join(' ');
  });
}
