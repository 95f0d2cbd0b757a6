import { SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as askBackInStock } from '../../lambdas/back-in-stock/ask-back-in-stock.handler.ts';
import { handler as tellBackInStock } from '../../lambdas/back-in-stock/tell-back-in-stock.handler.ts';
import { handler as reserveInventory } from '../../lambdas/inventory/reserve-inventory.handler.ts';
import { handler as notifyCustomer } from '../../lambdas/notifications/notify-customer.handler.ts';
import { handler as submitOrder } from '../../lambdas/order-submission/submit-order.handler.ts';
import { handler as getOrder } from '../../lambdas/order-tracking/get-order.handler.ts';
import { handler as confirmOrder } from '../../lambdas/order-workflow/confirm-order.handler.ts';
import { handler as rejectOrder } from '../../lambdas/order-workflow/reject-order.handler.ts';
import { handler as checkPayment } from '../../lambdas/payments/check-payment.handler.ts';
import { handler as takeNotification } from '../../lambdas/payments/payment-notification.handler.ts';
import { sandboxProvider } from '../../lambdas/payments/providers/sandbox/sandbox-provider.ts';
import { signNotification } from '../../lambdas/payments/signed-notification.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { aContext, anHttpRequest, anOrderRequest, aProduct } from '../builders.ts';
import { providerFunctionsInMemory } from '../payments/provider-functions-in-memory.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { stubSecret } from '../stub-secret.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from './in-memory-dynamodb.ts';

// Read when the logger is made; the other tests keep it silent.
vi.hoisted(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'TRACE';
});

const personal = [
  'ada@example.com',
  '+447400123456',
  'Ada Example',
  '12 Sample Street',
  'N1 9ZZ',
  'customer-7',
  'only-the-order',
];
const secrets = ['whsec-test', 'sandbox-', 'task-token', 'key-of-ada'];

const machine = mockClient(SFNClient);
const mail = mockClient(SESClient);
let db: InMemoryDynamoDb;
let log: string;

beforeEach(() => {
  stubServiceEnvironment();
  log = '';
  const capture = (chunk: unknown) => {
    log += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(capture);
  vi.spyOn(process.stderr, 'write').mockImplementation(capture);
  machine.reset();
  machine.on(StartExecutionCommand).resolves({}).on(SendTaskSuccessCommand).resolves({});
  mockClient(SNSClient).on(PublishCommand).resolves({ MessageId: 'm' });
  vi.spyOn(queues, 'sendMessage').mockResolvedValue();
  stubSecret('whsec-test');
  db = inMemoryDynamoDb();
  providerFunctionsInMemory({ 'sandbox-provider': sandboxProvider });
  db.put('products', { pk: 'SKU#85123A', sk: 'PRODUCT', ...aProduct() });
  db.put('stock', { pk: 'SKU#85123A', sk: 'STOCK', sku: '85123A', onHand: 10, available: 10, reserved: 0 });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('no log line holds personal data or a secret', () => {
  it('when an order goes its whole way, and every line of a step carries the order id', async () => {
    const orderId = await submitted();
    await reserveInventory({ orderId }, aContext());
    await checkPayment({ orderId, taskToken: 'task-token', waitSeconds: 900 }, aContext());
    await confirmOrder({ orderId }, aContext());
    await takeNotification(aNotification(orderId), aContext());
    await getOrder(anHttpRequest({ pathParameters: { orderId } }), aContext());

    expectNothingPersonal();
    const steps = lines().filter(({ message }) => message === 'step done');
    expect(steps).toHaveLength(3);
    expect(steps.filter((line) => line.orderId !== orderId)).toEqual([]);
  });

  it('when an order is refused at the door', async () => {
    await submitted({ currency: 'gbp', contact: { email: 'ada@example.com ', phone: 'Ada Example' } });
    await submitted({ lines: [{ sku: '85123A', quantity: 1, unitPrice: 1 }] });

    expectNothingPersonal();
    expect(lines()).not.toEqual([]);
  });

  it('when an order is out of stock, and is rejected', async () => {
    const orderId = await submitted({ lines: [{ sku: '85123A', quantity: 11 }] });
    await expect(reserveInventory({ orderId }, aContext())).rejects.toMatchObject({ name: 'OutOfStock' });
    await rejectOrder({ orderId, error: 'OutOfStock' }, aContext());

    expectNothingPersonal();
    expect(lines()).toContainEqual(
      expect.objectContaining({ message: 'step refused', refusal: 'OutOfStock', orderId }),
    );
  });

  it('when a shopper asks to be told, and SES quotes the address as it refuses', async () => {
    const stock = (available: number) =>
      db.put('stock', { ...db.item('stock', 'SKU#85123A', 'STOCK'), onHand: available, available });
    stock(0);
    const json = { email: 'ada@example.com' };
    await askBackInStock(anHttpRequest({ pathParameters: { sku: '85123A' }, json }), aContext());
    stock(10);
    mail.on(SendRawEmailCommand).rejects(refusal(400, 'MessageRejected'));
    const message = { messageId: '1', body: JSON.stringify({ sku: '85123A' }) };
    await tellBackInStock({ Records: [message] } as SQSEvent, aContext());

    expectNothingPersonal();
    expect(lines().map((line) => line.message)).toContain('a shopper was refused');
  });

  it.each([
    ['refuses it', refusal(400, 'MessageRejected'), 'a notice was refused'],
    ['throttles', refusal(400, 'Throttling'), 'a notice waits'],
    ['breaks off', refusal(500, 'InternalFailure'), 'sending a notice broke off'],
  ])('when a notice is sent, and SES quotes the address as it %s', async (_case, error, message) => {
    const orderId = await submitted();
    await reserveInventory({ orderId }, aContext());
    await checkPayment({ orderId, taskToken: 'task-token', waitSeconds: 900 }, aContext());
    await confirmOrder({ orderId }, aContext());
    mail.on(SendEmailCommand).rejects(error);
    await notifyCustomer({ orderId }, aContext()).catch(() => undefined);

    expectNothingPersonal();
    expect(lines().map((line) => line.message)).toContain(message);
  });

  it('when the tables fail, or hold something that cannot be read', async () => {
    const orderId = await submitted();
    const content = db.item('orders', `ORDER#${orderId}`, 'CONTENT#000');
    db.put('orders', { ...content, contact: { email: 'ada@example.com', phone: 7, name: 'Ada Example' } });
    await expect(reserveInventory({ orderId }, aContext())).rejects.toThrow();
    db.intercept = () => Promise.reject(new Error('the tables are down'));
    await expect(confirmOrder({ orderId }, aContext())).rejects.toThrow();
    await submitted();

    expectNothingPersonal();
    expect(lines().map(({ message }) => message)).toContain('step failed');
  });
});

/** A "no" of SES, which names the recipient. */
function refusal(httpStatusCode: number, name: string): Error {
  return Object.assign(new Error('ada@example.com: refused'), { $metadata: { httpStatusCode }, name });
}

async function submitted(change: Partial<ReturnType<typeof anOrderRequest>> = {}): Promise<string> {
  const details = {
    customerId: 'customer-7',
    giftMessage: 'only-the-order knows this wish',
    deliveryInstructions: 'only-the-order knows this door',
    metadata: { note: 'only-the-order' },
  };
  const json = { ...anOrderRequest(details), ...change };
  const answer = await submitOrder(anHttpRequest({ json, headers: { 'idempotency-key': 'key-of-ada' } }), aContext());
  return JSON.parse(answer.body ?? '').id;
}

function aNotification(orderId: string) {
  const body = JSON.stringify({ id: 'evt-1', type: 'payment.authorised', orderId });
  const signature = signNotification(Buffer.from(body), 'whsec-test', Math.floor(Date.now() / 1000));
  return anHttpRequest({
    pathParameters: { provider: 'sandbox' },
    body,
    headers: { 'sandbox-signature': signature, authorization: 'Bearer token-of-ada' },
  });
}

function lines(): readonly Record<string, unknown>[] {
  return log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

function expectNothingPersonal(): void {
  expect([...personal, ...secrets, 'token-of-ada'].filter((text) => log.includes(text))).toEqual([]);
}
