import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as listActions } from '../../lambdas/audit/list-actions.handler.ts';
import { movementTable } from '../../lambdas/inventory/movement-table.ts';
import { handler as addNote } from '../../lambdas/order-notes/add-note.handler.ts';
import { handler as getStory } from '../../lambdas/order-story/get-story.handler.ts';
import { OrderStory } from '../../lambdas/order-story/order-story.ts';
import { handler as revealCustomer } from '../../lambdas/order-story/reveal-customer.handler.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { aContext, anHttpRequest, anOrderContent, anOrderId, anOrderItem, aPayment } from '../builders.ts';
import { ConnectionLost } from '../interleaving.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const machine = mockClient(SFNClient);
const orderId = anOrderId(1);
const at = (time: string) => `2026-11-23T${time}:00.000Z`;

let db: InMemoryDynamoDb;
afterEach(() => void vi.useRealTimers());
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  machine.reset();
  machine.on(DescribeExecutionCommand).resolves({
    ...{ status: 'FAILED', error: 'NotDelivered', cause: '{"errorMessage":"SES is away","trace":["at x"]}' },
    ...{ startDate: new Date(at('12:00')), stopDate: new Date(at('12:09')), traceHeader: 'Root=1-5f-abc;Sampled=1' },
  });
  machine.on(GetExecutionHistoryCommand).resolves({
    events: [
      {
        id: 1,
        type: 'TaskStateEntered',
        timestamp: new Date(at('12:08')),
        stateEnteredEventDetails: { name: 'Notify customer' },
      },
      { id: 2, type: 'TaskScheduled', timestamp: new Date(at('12:08')) },
      {
        id: 3,
        type: 'TaskFailed',
        timestamp: new Date(at('12:09')),
        taskFailedEventDetails: { resource: 'invoke', resourceType: 'lambda', error: 'NotDelivered' },
      },
      { id: 4, type: 'ExecutionFailed', timestamp: new Date(at('12:09')) },
    ],
  });
  await orderTable().addContent(
    anOrderContent({
      id: orderId,
      contact: { email: 'ada@example.com', phone: '+447400123456', copies: ['ada@work.example'] },
      giftMessage: 'For my dear aunt',
      billingAddress: { ...anOrderContent().shippingAddress, vatId: 'GB123456789' },
      deliveryInstructions: 'Ring twice',
      customerId: 'c-1042',
      metadata: { wish: 'pink paper' },
    }),
  );
  db.put('orders', {
    ...anOrderItem({ id: orderId, status: 'SHIPPED', heldSkus: 0 }),
    timeline: [
      { at: at('12:00'), event: 'ORDER_ACCEPTED' },
      { at: at('12:02'), event: 'ORDER_CONFIRMED' },
      { at: at('12:05'), event: 'ORDER_SHIPPED' },
    ],
  });
  db.put('orders', {
    ...{ pk: `ORDER#${orderId}`, sk: 'SHIPMENT#s1', id: 's1', at: at('12:05'), requestHash: 'h', carrier: 'DHL' },
    lines: [{ line: 1, quantity: 6 }],
  });
  await paymentTable().replace(
    aPayment({ orderId }),
    aPayment({
      orderId,
      status: 'CAPTURED',
      reference: 'pi_3Q',
      provider: 'stripe',
      history: [{ at: at('12:01'), status: 'CAPTURED' }],
      payUrl: 'https://pay.example/secret',
    }),
  );
  for (const id of ['s1', 'another']) {
    await transact([
      movementTable().append({
        sku: '85123A',
        shard: 0,
        at: at('12:05'),
        id,
        reason: 'SHIPPED',
        onHand: id === 's1' ? -6 : -1,
        by: 'service',
      }),
    ]);
  }
});

const asStaff = { storefront: 'back-office', scope: 'orders:staff' };

async function ask(
  handler: typeof getStory,
  request: Parameters<typeof anHttpRequest>[0] = {},
): Promise<{ readonly statusCode: number; readonly body: Record<string, unknown> }> {
  const pathParameters = { orderId };
  const answer = await handler(anHttpRequest({ ...asStaff, pathParameters, ...request }), aContext());
  const { statusCode = 0, body = '{}' } = answer as APIGatewayProxyStructuredResultV2;
  return { statusCode, body: JSON.parse(body) };
}

const storyOf = async () => OrderStory.parse((await ask(getStory)).body);
const texts = async () => (await storyOf()).timeline.map(({ kind, text }) => `${kind}: ${text}`);

describe('the story of an order', () => {
  it('has on one axis of time what happened to it, by whom, with the links to its execution and trace', async () => {
    const story = await storyOf();

    expect(story.timeline.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'order: Order accepted',
      'payment: Payment captured',
      'order: Order confirmed',
      'order: Order shipped',
      'stock: Shipped: 85123A -6',
      'step: Notify customer: failed (NotDelivered)',
      'step: Execution failed: NotDelivered',
    ]);
    expect(story.execution).toMatchObject({
      ...{ status: 'FAILED', error: 'NotDelivered', cause: 'SES is away' },
      consoleUrl: expect.stringMatching(
        /^https:\/\/eu-west-1\.console\.aws\.amazon\.com\/states\/home.*executions\/details\//,
      ),
      traceUrl: expect.stringContaining('#xray:traces/1-5f-abc'),
    });
    expect(story.payments).toMatchObject([{ try: 1, provider: 'stripe', reference: 'pi_3Q', captured: 1530 }]);
    expect(story.missing).toBeUndefined();
  });

  it('names its times where its reader is, else where the shop is', async () => {
    const saidIn = async (timeZone?: string) => {
      const { body } = await ask(getStory, timeZone === undefined ? {} : { queryStringParameters: { timeZone } });
      return OrderStory.parse(body).standing;
    };

    const there = await saidIn('Asia/Tokyo');
    expect(there.timeZone).toBe('Asia/Tokyo');
    expect(there.sentence).toContain('21:09');
    expect((await saidIn()).sentence).toContain('12:09');
    expect(await ask(getStory, { queryStringParameters: { timeZone: 'Mars' } })).toMatchObject({ statusCode: 400 });
  });

  it('says nothing personal but masked, and gives nobody a place to pay', async () => {
    const { body } = await ask(getStory);
    const told = JSON.stringify(body);

    expect(body.customer).toEqual({ name: 'A*** E***', email: 'a***@example.com', phone: '***56', country: 'GB' });
    for (const personal of [
      'ada@',
      '+4474',
      'Sample Street',
      'N1 9ZZ',
      'aunt',
      'Ring twice',
      'c-1042',
      'pink',
      'GB123',
      'pay.example',
    ]) {
      expect(told).not.toContain(personal);
    }
  });

  it('is told without what cannot be read just now, and says so', async () => {
    machine.on(DescribeExecutionCommand).rejects(new Error('throttled'));
    const { missing, execution, standing } = await storyOf();

    expect(missing).toEqual(['execution']);
    expect(execution).toBeUndefined();
    expect(standing.sentence).toMatch(/^Shipped at /);
  });

  it('of an order that ran without a Standard execution has no steps', async () => {
    machine.on(DescribeExecutionCommand).rejects(new ExecutionDoesNotExist({ $metadata: {}, message: 'none' }));

    expect(await storyOf()).not.toHaveProperty('execution');
    expect((await texts()).filter((text) => text.startsWith('step'))).toEqual([]);
  });

  it('of no order is not there', async () => {
    for (const none of [anOrderId(9), 'none']) {
      expect(await ask(getStory, { pathParameters: { orderId: none } })).toMatchObject({ statusCode: 404 });
    }
  });
});

describe('whose order it is', () => {
  it('is shown to who says why, and that stands in the audit and the story from then on', async () => {
    const { statusCode, body } = await ask(revealCustomer, { json: { reason: 'Comparing the address' } });

    expect(statusCode).toBe(200);
    expect(body).toMatchObject({
      contact: { email: 'ada@example.com' },
      shippingAddress: { line1: '12 Sample Street' },
      giftMessage: 'For my dear aunt',
    });
    expect(await texts()).toContain('operator: Reveal customer: Comparing the address');
    const { actions } = (await ask(listActions, { queryStringParameters: { orderId } })).body as { actions: unknown[] };
    expect(actions).toMatchObject([
      { action: 'revealCustomer', name: 'back-office', reason: 'Comparing the address', outcome: { result: 'DONE' } },
    ]);
  });

  it('is shown to nobody where that cannot be recorded', async () => {
    db.intercept = async ({ name }, commit) => {
      if (name === 'PutCommand') throw new ConnectionLost();
      return commit();
    };

    const { statusCode, body } = await ask(revealCustomer, { json: { reason: 'Comparing the address' } });

    expect(statusCode).toBe(500);
    expect(JSON.stringify(body)).not.toContain('ada@');
  });

  it.each([{}, { reason: ' ' }, { reason: 'x'.repeat(501) }])('is not shown without a reason: %j', async (json) => {
    expect(await ask(revealCustomer, { json })).toMatchObject({ statusCode: 422 });
    expect(db.items('audit')).toEqual([]);
  });
});

describe('what staff note on an order', () => {
  const note = (text: string, key = 'key-1') => ask(addNote, { json: { text }, headers: { 'idempotency-key': key } });

  it('is in its story with who noted it, once a key, in the order of time', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { body: first } = await note('Called: pays today');
    expect((await note('Called: pays today')).body).toEqual(first);
    expect(await note('Something else')).toMatchObject({ statusCode: 422 });
    vi.setSystemTime(Date.now() + 1);
    await note('Has paid', 'key-2');

    const notes = (await storyOf()).timeline.filter(({ kind }) => kind === 'note');
    expect(notes).toMatchObject([
      { text: 'Called: pays today', by: 'back-office' },
      { text: 'Has paid', by: 'back-office' },
    ]);
  });

  it('is noted on no order that there is not, and is not without a word', async () => {
    expect(await ask(addNote, { json: { text: 'x' }, pathParameters: { orderId: anOrderId(9) } })).toMatchObject({
      statusCode: 404,
    });
    expect(await note(' ')).toMatchObject({ statusCode: 422 });
    expect(await note('x'.repeat(2_001))).toMatchObject({ statusCode: 422 });
  });
});

describe('the audit', () => {
  it.each([{ orderId: 'none' }, { who: '' }, { day: 'today' }, { day: '2026-11-26', who: 'ada' }, { cursor: 'x' }])(
    'is not asked for what cannot be: %j',
    async (queryStringParameters) => {
      expect(await ask(listActions, { queryStringParameters })).toMatchObject({ statusCode: 400 });
    },
  );
});
