import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { handler } from '../../lambdas/payments/payment-notification.handler.ts';
import type { PaymentStatus } from '../../lambdas/payments/payment-status.ts';
import { sandboxProvider } from '../../lambdas/payments/providers/sandbox/sandbox-provider.ts';
import { signNotification } from '../../lambdas/payments/signed-notification.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { aContext, anHttpRequest, anOrder, anOrderId, aPayment } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { stubSecret } from '../stub-secret.ts';
import { providerFunctionsInMemory } from './provider-functions-in-memory.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
const secretOfProvider = 'whsec-test';
const body = JSON.stringify({ id: 'evt-1', type: 'payment.authorised', orderId });

const machine = mockClient(SFNClient);
let db: InMemoryDynamoDb;

beforeEach(() => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  machine.reset();
  machine.on(SendTaskSuccessCommand).resolves({}).on(SendTaskFailureCommand).resolves({});
  stubSecret(secretOfProvider);
  db = inMemoryDynamoDb();
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'RESERVED' }) });
  providerFunctionsInMemory({ 'sandbox-provider': sandboxProvider });
});

describe('a notification of the provider', () => {
  it.each([
    ['AUTHORIZED', { success: ['token-1'], failure: [] }],
    ['CAPTURED', { success: ['token-1'], failure: [] }],
    ['DECLINED', { success: [], failure: ['token-1'] }],
    ['VOIDED', { success: [], failure: ['token-1'] }],
    ['PENDING', { success: [], failure: [] }],
  ] as const)(
    'of a payment that the provider, asked again, has %s: the step is answered %j',
    async (status, expected) => {
      atProvider(status);
      recorded({ taskToken: 'token-1' });

      expect(await notify()).toMatchObject({ statusCode: 204 });

      expect(record()).toMatchObject({ status });
      expect(answered()).toEqual(expected);
      expect(db.item('payments', `ORDER#${orderId}`, 'NOTIFICATION#evt-1')).toBeDefined();
    },
  );

  it('fails the step by the name that the machine catches', async () => {
    atProvider('DECLINED');
    recorded({ taskToken: 'token-1' });

    await notify();

    expect(machine.commandCalls(SendTaskFailureCommand)[0]?.args[0].input).toMatchObject({ error: 'PaymentDeclined' });
  });

  it('is believed only as far as the provider confirms it', async () => {
    atProvider('DECLINED');
    recorded({ taskToken: 'token-1' });

    await notify();

    expect(record()).toMatchObject({ status: 'DECLINED' });
    expect(answered().success).toEqual([]);
  });

  it('of a payment that no step waits for is recorded', async () => {
    atProvider('AUTHORIZED');
    recorded();

    expect(await notify()).toMatchObject({ statusCode: 204 });
    expect(record()).toMatchObject({ status: 'AUTHORIZED' });
    expect(answered()).toEqual({ success: [], failure: [] });
  });

  it('delivered twice changes nothing the second time', async () => {
    atProvider('AUTHORIZED');
    recorded({ taskToken: 'token-1' });
    await notify();
    const before = record();

    expect(await notify()).toMatchObject({ statusCode: 204 });
    expect(record()).toEqual(before);
  });

  it('repeated costs one call: the provider is not asked, and nothing is written', async () => {
    atProvider('PENDING');
    recorded({ taskToken: 'token-1' });
    await notify();
    // Would be seen if the provider were asked again.
    atProvider('AUTHORIZED');
    const { reads, writes } = { ...db.counts };

    expect(await notify()).toMatchObject({ statusCode: 204 });
    expect({ ...db.counts }).toMatchObject({ reads: reads + 1, writes });
    expect(record()).toMatchObject({ status: 'PENDING' });
  });

  it.each([TaskDoesNotExist, TaskTimedOut])('for a step that is over (%o) is taken all the same', async (Over) => {
    machine.on(SendTaskSuccessCommand).rejects(new Over({ $metadata: {}, message: 'over' }));
    atProvider('AUTHORIZED');
    recorded({ taskToken: 'token-1' });

    expect(await notify()).toMatchObject({ statusCode: 204 });
  });

  it('is not taken while the step cannot be answered, so that the provider repeats it', async () => {
    machine.on(SendTaskSuccessCommand).rejectsOnce(new Error('down')).resolves({});
    atProvider('AUTHORIZED');
    recorded({ taskToken: 'token-1' });

    expect(await notify()).toMatchObject({ statusCode: 500 });
    expect(db.item('payments', `ORDER#${orderId}`, 'NOTIFICATION#evt-1')).toBeUndefined();
    expect(await notify()).toMatchObject({ statusCode: 204 });
  });

  it('of a payment that we have no record of yet is to be repeated', async () => {
    atProvider('AUTHORIZED');

    expect(await notify()).toMatchObject({ statusCode: 409, headers: { 'retry-after': '2' } });
  });

  it('of an order that pays with another provider is not taken', async () => {
    atProvider('AUTHORIZED');
    recorded({ provider: 'acme', taskToken: 'token-1' });

    expect(await notify()).toMatchObject({ statusCode: 409 });
    expect(record()).toMatchObject({ status: 'PENDING' });
  });

  it.each(['acme', '', '__proto__', 'toString'])(
    'of a provider %j that the stage lacks answers 404',
    async (provider) => {
      expect(await notify({ pathParameters: { provider } })).toMatchObject({ statusCode: 404 });
    },
  );

  it('verifies over the bytes that were sent when API Gateway hands them over in base64', async () => {
    atProvider('AUTHORIZED');
    recorded({ taskToken: 'token-1' });

    const answer = await notify({ body: Buffer.from(body).toString('base64'), isBase64Encoded: true });

    expect(answer).toMatchObject({ statusCode: 204 });
  });
});

describe('a notification is refused, and nothing is asked or written', () => {
  it.each([
    ['without a signature', {}],
    ['with garbage for a signature', { 'sandbox-signature': 'garbage' }],
    ['signed with another secret', { 'sandbox-signature': signNotification(Buffer.from(body), 'forged', seconds()) }],
    [
      'signed ten minutes ago',
      { 'sandbox-signature': signNotification(Buffer.from(body), secretOfProvider, seconds() - 600) },
    ],
    [
      'signed in ten minutes',
      { 'sandbox-signature': signNotification(Buffer.from(body), secretOfProvider, seconds() + 600) },
    ],
  ])('%s', async (_case, headers) => {
    await expectRefused({ headers });
  });

  it.each([
    '',
    'not JSON',
    '[]',
    '{"id":"evt-1"}',
    '{"id":1,"type":"x","orderId":"x"}',
    '{"id":"e","type":"x","orderId":"../x"}',
  ])('well signed, but %j', async (garbage) => {
    await expectRefused({ body: garbage, headers: signed(garbage) });
  });

  it('with any byte of the body changed', async () => {
    const headers = signed(body);
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 32, max: 126 }), async (index, code) => {
        const changed = body.slice(0, index) + String.fromCharCode(code) + body.slice(index + 1);
        fc.pre(changed !== body);

        await expectRefused({ body: changed, headers });
      }),
    );
  });

  it('with another body under the same signature, or another signature under the same body', async () => {
    const headers = signed(body);
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await expectRefused({ body: `${body}${text} `, headers });
        await expectRefused({ body, headers: { 'sandbox-signature': text } });
      }),
    );
  });
});

async function expectRefused(request: Parameters<typeof anHttpRequest>[0]): Promise<void> {
  atProvider('AUTHORIZED');
  recorded({ taskToken: 'token-1' });
  const { writes } = db.counts;

  const answer = await handler(
    anHttpRequest({ pathParameters: { provider: 'sandbox' }, body, ...request }),
    aContext(),
  );

  expect(answer).toMatchObject({ statusCode: 401, headers: { 'content-type': 'application/problem+json' } });
  expect(db.counts.writes).toBe(writes);
  expect(count).toHaveBeenLastCalledWith('NotificationRefused');
  expect(answered()).toEqual({ success: [], failure: [] });
}

async function notify(request: Parameters<typeof anHttpRequest>[0] = {}): Promise<APIGatewayProxyStructuredResultV2> {
  const whole = { pathParameters: { provider: 'sandbox' }, body, headers: signed(body), ...request };
  return (await handler(anHttpRequest(whole), aContext())) as APIGatewayProxyStructuredResultV2;
}

function signed(text: string): Record<string, string> {
  return { 'sandbox-signature': signNotification(Buffer.from(text), secretOfProvider, seconds()) };
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

function atProvider(status: PaymentStatus): void {
  const payment = { outcome: 'delayed', status, attempts: 1, refunds: {} };
  db.put('sandbox-payments', { pk: `PAYMENT#${orderId}`, sk: 'PAYMENT', ...payment });
}

function recorded(payment: Partial<Payment> = {}): void {
  db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...aPayment(payment) });
}

function record() {
  return db.item('payments', `ORDER#${orderId}`, 'PAYMENT');
}

function answered() {
  return {
    success: machine.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input.taskToken),
    failure: machine.commandCalls(SendTaskFailureCommand).map(({ args }) => args[0].input.taskToken),
  };
}
