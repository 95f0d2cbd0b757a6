import { beforeEach, describe, expect, it, vi } from 'vitest';
import { examplePage } from '../../lambdas/notifications/notices/example-order.ts';
import {
  type NotifyCustomerPorts,
  notifyCustomer,
  sendRequestedNotice,
} from '../../lambdas/notifications/notify-customer.ts';
import { recipientLimitTable } from '../../lambdas/notifications/recipient-limit-table.ts';
import { type ResendNotice, type ResendNoticePorts, resendNotice } from '../../lambdas/notifications/resend-notice.ts';
import { suppressionTable } from '../../lambdas/notifications/suppression-table.ts';
import { getOrder } from '../../lambdas/order-tracking/get-order.ts';
import type { OrderContent, OrderId } from '../../lambdas/orders/order.ts';
import type { NoticeRequest } from '../../lambdas/orders/order-effects-queue.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { aCaller, anOrderContent, anOrderId, anOrderItem, aPayment } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aShop } from '../shop/a-brand.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const confirmation = { event: 'order-confirmed' } as const;
const other = 'ada@other.example';

let db: InMemoryDynamoDb;
let now: number;
let asked: NoticeRequest[];
let sent: string[];
let ports: NotifyCustomerPorts & ResendNoticePorts;

beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  now = Date.parse('2026-11-23T12:00:10.000Z');
  asked = [];
  sent = [];
  ports = {
    orders: orderTable(),
    payments: paymentTable(),
    limits: recipientLimitTable(),
    suppressions: suppressionTable(),
    requestNotice: async (request) => {
      asked.push(request);
    },
    sendEmail: async (to, _rendered, { resend = 'first' }, copies = []) => {
      sent.push([to, ...copies].join(' '));
      return `message of ${resend}`;
    },
    sendSms: async (to) => {
      sent.push(to);
      return 'message';
    },
    clock: () => new Date(now),
    shop: aShop,
    pageUrlOf: async () => examplePage,
  };
});

/** A confirmed order whose customer was told. */
async function told(number = 0, content: Partial<OrderContent> = {}): Promise<OrderId> {
  const id = anOrderId(number);
  const pk = `ORDER#${id}`;
  db.put('orders', { ...anOrderItem({ status: 'CONFIRMED' }), pk, id });
  db.put('orders', { pk, sk: 'CONTENT#000', ...anOrderContent({ id, ...content }) });
  db.put('payments', { pk, sk: 'PAYMENT', ...aPayment({ status: 'AUTHORIZED' }) });
  await notifyCustomer(id, ports);
  sent = [];
  now += 60_000;
  return id;
}

/** Staff ask for a notice again, and the queue delivers the request, twice. */
async function again(orderId: string, key: string, notice: ResendNotice): Promise<void> {
  asked = [];
  await resendNotice(orderId, key, notice, 'back-office', ports);
  for (const request of [...asked, ...asked]) await sendRequestedNotice(request, ports);
  now += 60_000;
}

const shown = (orderId: string) => getOrder(aCaller({ scopes: ['orders:staff'] }), orderId);

describe('a notice that staff ask for again', () => {
  it('goes over each channel of the contact, without copies, once for each key', async () => {
    const orderId = await told(0, {
      contact: { email: 'ada@example.com', phone: '+447400123456', copies: ['office@example.com'] },
    });
    await again(orderId, 'first', confirmation);
    await again(orderId, 'first', confirmation);
    expect(sent).toEqual(['ada@example.com', '+447400123456']);

    await again(orderId, 'second', confirmation);
    expect(sent).toHaveLength(4);
  });

  it('goes to a corrected address alone; the contact stays as it was taken, and the timeline names none', async () => {
    const orderId = await told();
    await again(orderId, 'key', { ...confirmation, email: other });

    expect(sent).toEqual([other]);
    const { contact, timeline } = await shown(orderId);
    expect(contact.email).toBe('ada@example.com');
    expect(
      timeline.filter(({ event }) => event.startsWith('NOTICE_')).map(({ event, detail }) => [event, detail]),
    ).toEqual([
      ['NOTICE_SENT', 'order-confirmed by email'],
      ['NOTICE_SENT', 'order-confirmed by sms'],
      ['NOTICE_REQUESTED', 'order-confirmed by back-office, to another e-mail address'],
      ['NOTICE_SENT', 'order-confirmed again by email'],
    ]);
    expect(JSON.stringify(timeline)).not.toContain(other);
  });

  it('makes a new version of the order, as all that is told of it', async () => {
    const orderId = await told();
    const before = (await shown(orderId)).version;
    await resendNotice(orderId, 'key', confirmation, 'back-office', ports);
    expect((await shown(orderId)).version).toBe(before + 1);
  });

  it('is asked for again by the repeat of a request that was cut off', async () => {
    const orderId = await told();
    const cutOff = { ...ports, requestNotice: () => Promise.reject(new Error('cut off')) };
    await expect(resendNotice(orderId, 'key', confirmation, 'back-office', cutOff)).rejects.toThrow('cut off');
    await again(orderId, 'key', confirmation);
    expect(sent).toHaveLength(2);
  });

  it.each<[string, ResendNotice]>([
    ['another address', { ...confirmation, email: other }],
    ['another time', { ...confirmation, about: '2' }],
  ])('is refused under the key of %s', async (_case, notice) => {
    const orderId = await told();
    await again(orderId, 'key', confirmation);
    await expect(again(orderId, 'key', notice)).rejects.toMatchObject({ kind: 'idempotency-key-reused' });
  });

  it('is refused when it is not true of the order', async () => {
    const orderId = await told();
    await expect(again(orderId, 'key', { event: 'order-cancelled' })).rejects.toMatchObject({
      kind: 'invalid-notice-request',
    });
    expect(asked).toEqual([]);
  });

  it.each(['no order', anOrderId(9)])('is refused of an order that there is not: %s', async (orderId) => {
    await expect(again(orderId, 'key', confirmation)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('reaches a recipient five times a day, of whatever orders', async () => {
    for (const number of [0, 1, 2, 3, 4]) await again(await told(number), 'key', { ...confirmation, email: other });
    await expect(again(await told(5), 'key', { ...confirmation, email: other })).rejects.toMatchObject({
      kind: 'too-many-requests',
    });
    await again(anOrderId(0), 'key', { ...confirmation, email: other });
    now += 86_400_000;
    await again(anOrderId(5), 'key', { ...confirmation, email: other });
    expect(sent).toHaveLength(1);
  });

  it('is not sent to an address that gets no more e-mails, which the timeline says', async () => {
    const orderId = await told();
    await suppressionTable().suppress(other, 'BOUNCED', '2026-11-23T12:00:00.000Z');
    await again(orderId, 'key', { ...confirmation, email: other });
    expect(sent).toEqual([]);
    expect(await shown(orderId)).toMatchObject({ undelivered: [{ channel: 'email', reason: 'SUPPRESSED' }] });
  });
});
