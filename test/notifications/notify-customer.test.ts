import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type NotifyCustomerPorts,
  notifyCustomer,
  sendRequestedNotice,
} from '../../lambdas/notifications/notify-customer.ts';
import { handler as sendNotice } from '../../lambdas/notifications/send-notice.handler.ts';
import type { RequestedNotice } from '../../lambdas/orders/follow-up-queues.ts';
import type { Order, OrderContent } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { aContext, anOrder, anOrderContent, anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();
const payUrl = 'https://pay.example.com/1';
const cancelled = {
  status: 'CANCELLED',
  cancellation: { by: 'CUSTOMER', at: noon, reason: 'OTHER', text: 'none of your business' },
} as const satisfies Partial<Order>;
const expired = {
  status: 'REJECTED',
  rejection: { reason: 'HOLD_EXPIRED', at: noon },
} as const satisfies Partial<Order>;
const authorized = aPayment({ status: 'AUTHORIZED' });
const waiting = aPayment({ status: 'PENDING', payUrl, waitSeconds: 900 });
const ses = mockClient(SESv2Client);
const sns = mockClient(SNSClient);

let db: InMemoryDynamoDb;
let sent: { channel: string; event?: string; message: string }[];
let ports: NotifyCustomerPorts;

beforeEach(() => {
  stubServiceEnvironment();
  ses.reset();
  sns.reset();
  db = inMemoryDynamoDb();
  sent = [];
  ports = {
    orders: orderTable(),
    payments: paymentTable(),
    async sendEmail(_to, { text }, { event }) {
      sent.push({ channel: 'email', event, message: text });
      return 'message-1';
    },
    async sendSms(_to, message) {
      sent.push({ channel: 'sms', message });
      return 'message-2';
    },
    clock: () => new Date('2026-11-23T12:00:10.000Z'),
    shopName: 'North Lane',
  };
});

function given(order: Partial<Order>, payment: Payment | undefined, content: Partial<OrderContent> = {}): void {
  const pk = `ORDER#${orderId}`;
  db.put('orders', { pk, sk: 'ORDER', ...anOrder(order) });
  db.put('orders', { pk, sk: 'CONTENT#000', ...anOrderContent(content) });
  if (payment !== undefined) db.put('payments', { pk, sk: 'PAYMENT', ...payment });
}

const late = [{ sku: '85123A', quantity: 2, expectedAt: '2026-11-30T00:00:00.000Z' }];

describe('how an order ended', () => {
  it.each([
    ['confirmed', { status: 'CONFIRMED' }, authorized, 'Your payment of £15.30 has been authorised.'],
    [
      'confirmed and paid',
      { status: 'CONFIRMED' },
      aPayment({ status: 'CAPTURED', captured: 1530 }),
      'We have received your payment of £15.30.',
    ],
    [
      'out of stock',
      { status: 'REJECTED', rejection: { reason: 'OUT_OF_STOCK', at: noon } },
      undefined,
      'no money was taken for this order',
    ],
    [
      'too late, though authorised',
      { status: 'REJECTED', rejection: { reason: 'PAYMENT_TIMEOUT', at: noon } },
      authorized,
      'The £15.30 that was reserved on your payment method is being released',
    ],
  ] as const satisfies readonly (readonly [string, Partial<Order>, Payment | undefined, string])[])(
    'is told once over each channel, with where the money is: %s',
    async (_case, order, payment, money) => {
      given(order, payment);

      await notifyCustomer(orderId, ports);
      await notifyCustomer(orderId, ports);

      expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
      expect(sent[0]?.message).toContain(money);
    },
  );

  it.each([
    ['cancelled', cancelled],
    ['rejected because its hold is over', expired],
  ])('is left to the notice that is asked for when the order is %s', async (_case, order) => {
    given(order, authorized);
    await notifyCustomer(orderId, ports);
    expect(sent).toEqual([]);
    expect(db.items('orders').filter(({ sk }) => String(sk).startsWith('NOTICE#'))).toEqual([]);
  });

  it('says what of a confirmed order is still to come, and when it is expected', async () => {
    given({ status: 'CONFIRMED', late }, authorized);

    await notifyCustomer(orderId, ports);

    const [email, sms] = sent;
    expect(email?.message).toMatch(/Still to come.*85123A.*Qty: 2 \| Expected by: 30 November 2026/s);
    expect(sms?.message).toContain('some items will come later');
  });

  it('is not told as confirmed when there is no money', async () => {
    given({ status: 'CONFIRMED' }, waiting);
    await expect(notifyCustomer(orderId, ports)).rejects.toThrow('no money to tell of');
    expect(sent).toEqual([]);
  });

  it.each([['PENDING'], ['RESERVED']] as const)('is not told while the order is %s', async (status) => {
    given({ status }, waiting);
    await expect(notifyCustomer(orderId, ports)).rejects.toThrow(`an order that is ${status}`);
    expect(sent).toEqual([]);
  });
});

describe('a requested notice', () => {
  it.each([
    ['payment-awaited', { status: 'RESERVED' }, waiting, 'before 23 November 2026 at 12:15\u00A0UTC'],
    ['payment-awaited', { status: 'RESERVED' }, waiting, `Pay £15.30: ${payUrl}`],
    ['payment-awaited', { status: 'RESERVED', late }, waiting, 'Some of the items are not in stock yet'],
    ['late-items-arrived', { status: 'CONFIRMED' }, authorized, 'Your order is complete now'],
    ['order-cancelled', cancelled, undefined, 'no money was taken for this order'],
    ['order-cancelled', cancelled, authorized, 'is being released'],
    ['order-cancelled', cancelled, aPayment({ status: 'CAPTURED', captured: 1530 }), 'is being refunded in full'],
    ['order-rejected', expired, undefined, 'a technical problem on our side'],
    ['order-rejected', expired, authorized, 'is being released'],
    ['order-rejected', expired, aPayment({ status: 'CAPTURED', captured: 1530 }), 'is being refunded in full'],
  ] as const satisfies readonly (readonly [RequestedNotice, Partial<Order>, Payment | undefined, string])[])(
    'is sent once over each channel: %s',
    async (event, order, payment, said) => {
      given(order, payment);

      await sendRequestedNotice(orderId, event, ports);
      await sendRequestedNotice(orderId, event, ports);

      expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
      expect(sent[0]).toMatchObject({ event, message: expect.stringContaining(said) });
      expect(sent[0]?.message).not.toContain('none of your business');
    },
  );

  it.each([
    ['payment-awaited', 'the order is not reserved yet', { status: 'PENDING' }, waiting],
    ['payment-awaited', 'the order is confirmed', { status: 'CONFIRMED' }, waiting],
    ['payment-awaited', 'the order is rejected', { status: 'REJECTED' }, waiting],
    ['payment-awaited', 'the order is cancelled', cancelled, waiting],
    ['payment-awaited', 'no payment was begun', { status: 'RESERVED' }, undefined],
    ['payment-awaited', 'there is nowhere to pay', { status: 'RESERVED' }, aPayment()],
    ['payment-awaited', 'it is paid', { status: 'RESERVED' }, { ...authorized, payUrl }],
    ['payment-awaited', 'it was declined', { status: 'RESERVED' }, aPayment({ status: 'DECLINED', payUrl })],
    ['late-items-arrived', 'some are still to come', { status: 'CONFIRMED', late }, authorized],
    ['late-items-arrived', 'the order was cancelled', cancelled, authorized],
    ['order-cancelled', 'the order is reserved', { status: 'RESERVED' }, waiting],
    ['order-cancelled', 'the order is confirmed', { status: 'CONFIRMED' }, authorized],
    ['order-cancelled', 'the order is rejected', { status: 'REJECTED' }, authorized],
    ['order-rejected', 'the order was confirmed at the same moment', { status: 'CONFIRMED' }, authorized],
    ['order-rejected', 'its hold was extended', { status: 'RESERVED' }, waiting],
    ['order-rejected', 'it was cancelled', cancelled, authorized],
    [
      'order-rejected',
      'the workflow rejected it, and tells by itself',
      { status: 'REJECTED', rejection: { reason: 'PAYMENT_TIMEOUT', at: noon } },
      authorized,
    ],
  ] as const satisfies readonly (readonly [RequestedNotice, string, Partial<Order>, Payment | undefined])[])(
    '%s is not sent, and not claimed, when %s',
    async (event, _case, order, payment) => {
      given(order, payment);
      await sendRequestedNotice(orderId, event, ports);
      expect(sent).toEqual([]);
      expect(db.items('orders').filter(({ sk }) => String(sk).startsWith('NOTICE#'))).toEqual([]);
    },
  );

  it('names no moment that is over: a redriven step waits anew', async () => {
    given({ status: 'RESERVED' }, waiting);
    await sendRequestedNotice(orderId, 'payment-awaited', { ...ports, clock: () => new Date('2026-11-23T12:15:00Z') });
    expect(sent[0]?.message).toContain('Please pay £15.30.\n');
  });

  it('is sent again after a clear refusal, without its reason, and only over the channel that refused', async () => {
    given(cancelled, undefined);
    const refusal = Object.assign(new Error('ada@example.com is bad'), { $metadata: { httpStatusCode: 400 } });
    const failing = { ...ports, sendSms: () => Promise.reject(refusal) };
    const attempt = sendRequestedNotice(orderId, 'order-cancelled', failing);
    await expect(attempt).rejects.toMatchObject({
      name: 'NoticeRefused',
      message: expect.not.stringContaining('ada@'),
    });

    await sendRequestedNotice(orderId, 'order-cancelled', ports);
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });

  it('is not sent again when nobody knows whether it went out', async () => {
    given(cancelled, undefined);
    const failing = { ...ports, sendEmail: () => Promise.reject(new Error('socket hang up')) };
    for (const attempt of [failing, ports]) {
      await expect(sendRequestedNotice(orderId, 'order-cancelled', attempt)).rejects.toMatchObject({
        name: 'NoticeOutcomeUnknown',
      });
    }
    expect(sent).toEqual([]);
  });

  it('about an order that is not there is a fault', async () => {
    await expect(sendRequestedNotice(orderId, 'order-cancelled', ports)).rejects.toMatchObject({
      name: 'OrderNotFound',
    });
  });
});

describe('the queue of requested notices', () => {
  it('sends what a message asks for, and reports the messages that failed', async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: 'm' });
    sns.on(PublishCommand).resolves({ MessageId: 'm' });
    given({ status: 'RESERVED' }, { ...waiting, history: [{ at: new Date().toISOString(), status: 'PENDING' }] });
    const record = (messageId: string, message: object) => ({ messageId, body: JSON.stringify(message) });

    const Records = [
      record('good', { orderId, event: 'payment-awaited' }),
      record('not a notice', { orderId, event: 'order-confirmed' }),
      record('not an order', { orderId: 'x', event: 'order-cancelled' }),
    ];
    const answer = await sendNotice({ Records } as never, aContext());

    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
      'not a notice',
      'not an order',
    ]);
    expect(ses.commandCalls(SendEmailCommand)).toHaveLength(1);
    expect(sns.commandCalls(PublishCommand)[0]?.args[0].input.Message).toContain(`Pay here: ${payUrl}`);
  });
});
