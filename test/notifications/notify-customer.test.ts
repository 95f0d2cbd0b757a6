import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NotSent, RecipientRefused } from '../../lambdas/notifications/notice-errors.ts';
import { examplePage } from '../../lambdas/notifications/notices/example-order.ts';
import {
  type NotifyCustomerPorts,
  notifyCustomer,
  sendRequestedNotice,
} from '../../lambdas/notifications/notify-customer.ts';
import { recipientLimitTable } from '../../lambdas/notifications/recipient-limit-table.ts';
import { handler as sendNotice } from '../../lambdas/notifications/send-notice.handler.ts';
import { suppressionTable } from '../../lambdas/notifications/suppression-table.ts';
import type { NoticeEvent } from '../../lambdas/orders/notice-event.ts';
import type { NoticeChannel, NoticeMarker } from '../../lambdas/orders/notice-marker.ts';
import type { Contact, Order, OrderContent } from '../../lambdas/orders/order.ts';
import type { NoticeRequest } from '../../lambdas/orders/order-effects-queue.ts';
import { orderKeys } from '../../lambdas/orders/order-keys.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { exampleShop } from '../../local/example-shop.ts';
import { aContext, aLineCancellation, anOrderContent, anOrderId, anOrderItem, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aShop } from '../shop/a-brand.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

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
/** A payment that the storefront has made itself: it may have been taken before the order was placed. */
const madeBefore = { provider: 'stripe', token: 'pi_1' };
const authorized = aPayment({ status: 'AUTHORIZED' });
const waiting = aPayment({ status: 'PENDING', payUrl, waitSeconds: 900 });
const declined = aPayment({ status: 'DECLINED', waitSeconds: 900 });
/** An order whose customer may try to pay twice. */
const triable = { status: 'RESERVED', paymentTries: 2 } as const;
const secondTry = { id: 'second', contentHash: 'hash', at: noon };
const ses = mockClient(SESClient);
const sns = mockClient(SNSClient);

let db: InMemoryDynamoDb;
let sent: { channel: string; event?: string; message: string }[];
let later: (Omit<NoticeRequest, 'orderId'> & { readonly delaySeconds: number | undefined })[];
let now: number;
let ports: NotifyCustomerPorts;

beforeEach(() => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  ses.reset();
  sns.reset();
  db = inMemoryDynamoDb();
  sent = [];
  later = [];
  now = Date.parse('2026-11-23T12:00:10.000Z');
  ports = {
    orders: orderTable(),
    payments: paymentTable(),
    limits: recipientLimitTable(),
    suppressions: suppressionTable(),
    async requestNotice({ orderId: _, ...notice }, delaySeconds) {
      later.push({ ...notice, delaySeconds });
    },
    async sendEmail(_to, { text }, { event }) {
      sent.push({ channel: 'email', event, message: text });
      return 'message-1';
    },
    async sendSms(_to, message) {
      sent.push({ channel: 'sms', message });
      return 'message-2';
    },
    clock: () => new Date(now),
    shop: aShop,
    pageUrlOf: async () => examplePage,
  };
});

function given(order: Partial<Order>, payment: Payment | undefined, content: Partial<OrderContent> = {}): void {
  const pk = `ORDER#${orderId}`;
  db.put('orders', anOrderItem(order));
  db.put('orders', { pk, sk: 'CONTENT#000', ...anOrderContent(content) });
  if (payment !== undefined) db.put('payments', { pk, sk: 'PAYMENT', ...payment });
}

const throttled = () => Promise.reject(new NotSent('Throttling'));
const refused = () => Promise.reject(new RecipientRefused('InvalidParameterException'));
const brokenOff = () => Promise.reject(new Error('socket hang up'));
const broken = () => {
  throw new Error('a fault of ours');
};

/** Two of its units are not there. */
const short = { total: 1_020, lineCounts: [{ line: 1, cancelled: 2 }] };
/** One unit of it was cancelled, at 2.55. */
const oneOff = { lineCounts: [{ line: 1, cancelled: 1 }], lineCancellations: [aLineCancellation()] };
const backorderedLines = [{ sku: '85123A', quantity: 2, expectedAt: '2026-11-30T00:00:00.000Z' }];

describe('who tells it', () => {
  /** What is handed to SES and SNS of a confirmed order of this storefront, in Chinese. */
  async function toldBy(storefront: string, content: Partial<OrderContent> = {}) {
    const phone = '+8613800138000';
    given({ status: 'CONFIRMED' }, authorized, {
      ...{ storefront, locale: 'zh-CN', contact: { email: 'li@example.com', phone } },
      ...content,
    });
    const sendEmail = vi.fn<NotifyCustomerPorts['sendEmail']>(async () => 'message-1');
    const sendSms = vi.fn<NotifyCustomerPorts['sendSms']>(async () => 'message-2');
    await notifyCustomer(orderId, { ...ports, shop: exampleShop, sendEmail, sendSms });
    const [[, mail] = []] = sendEmail.mock.calls;
    const [[, sms = '', senderId] = []] = sendSms.mock.calls;
    return { mail, sms, senderId };
  }

  it("is the brand of the order's storefront, in the customer's language, with its own page of the order", async () => {
    const { mail, sms, senderId } = await toldBy('storefront-b');

    expect(mail).toMatchObject({
      from: { name: '海港家居', address: 'kefu@harbour.example' },
      replyTo: 'service@harbour.example',
      text: expect.stringMatching(/https:\/\/www\.harbour\.example\/account\/orders\/\S+\n/),
    });
    expect(mail?.text).not.toContain(examplePage);
    expect(sms).toMatch(/^【海港家居】/);
    expect(senderId).toBeUndefined();
  });

  it('is the first brand for whatever storefront no other names, with our page of the order', async () => {
    const { mail, sms, senderId } = await toldBy('a storefront of another time');

    expect(mail).toMatchObject({
      from: { name: 'North Lane', address: 'orders@northlane.example' },
      replyTo: 'help@northlane.example',
      text: expect.stringContaining(examplePage),
    });
    expect(sms).toMatch(/^【North Lane】/);
    expect(senderId).toBe('NorthLane');
  });

  it.each([
    ["the brand's, where the order names none", {}, 'GMT+8'],
    ["the shopper's, where it does", { timeZone: 'America/Sao_Paulo' }, 'GMT-3'],
  ])('writes times in a zone of theirs: %s', async (_, content, zone) => {
    expect((await toldBy('storefront-b', content)).mail?.text).toContain(zone);
  });
});

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
    given({ status: 'CONFIRMED', backorderedLines }, authorized);

    await notifyCustomer(orderId, ports);

    const [email, sms] = sent;
    expect(email?.message).toMatch(/Still to come.*85123A.*Qty: 2 \| Expected by: 30 November 2026/s);
    expect(sms?.message).toContain('some items will come later');
  });

  it.each([
    ['en', /What was short.*85123A.*Ordered: 6 \| In stock: 4/s, '4 × £2.55 = £10.20', 'it comes to £10.20 now'],
    ['zh-CN', /缺货商品.*85123A.*订购数量：6 \| 现有库存：4/s, '4 × £2.55 = £10.20', '合计现为 £10.20'],
  ] as const)(
    'says in %s what of an order that takes what there is was short, and what it comes to',
    async (...row) => {
      const [locale, table, line, said] = row;
      given({ status: 'CONFIRMED', ...short }, authorized, { locale, acceptPartial: true });

      await notifyCustomer(orderId, ports);

      const [email, sms] = sent.map(({ message }) => message.replaceAll('\u00A0', ' '));
      expect(email).toMatch(table);
      expect(email).toContain(line);
      expect(email).toContain('£10.20');
      expect(email).not.toContain('£15.30');
      expect(sms).toContain(said);
    },
  );

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

describe('who gets copies of the mails about an order', () => {
  const contact = { email: 'ada@example.com', copies: ['office@example.com'] };
  let copied: (readonly string[] | undefined)[];
  beforeEach(() => {
    copied = [];
    ports = {
      ...ports,
      sendEmail: async (_to, _email, _about, copies) => {
        copied.push(copies);
        return 'message-1';
      },
    };
  });

  it('gets them of an order that is paid for', async () => {
    given({ status: 'CONFIRMED' }, authorized, { contact });
    await notifyCustomer(orderId, ports);

    expect(copied).toEqual([['office@example.com']]);
  });

  it('gets none of an order that nobody has paid for: that costs nothing to place', async () => {
    given({ status: 'REJECTED', rejection: { reason: 'OUT_OF_STOCK', at: noon } }, undefined, { contact });
    await notifyCustomer(orderId, ports);

    expect(copied).toEqual([[]]);
  });

  it('keeps nobody else from being told when SES refuses them', async () => {
    given({ status: 'CONFIRMED' }, authorized, { contact });
    const sendEmail: NotifyCustomerPorts['sendEmail'] = async (_to, _email, _about, copies = []) => {
      copied.push(copies);
      return copies.length > 0 ? refused() : 'message-1';
    };
    await notifyCustomer(orderId, { ...ports, sendEmail });

    expect(copied).toEqual([['office@example.com'], []]);
    const { notices } = await orderTable().find(orderId);
    expect(notices).toMatchObject([{ channel: 'email', state: 'SENT', messageId: 'message-1' }]);
  });
});

describe('a requested notice', () => {
  it.each([
    ['payment-awaited', { status: 'RESERVED' }, waiting, 'before 23 November 2026 at 12:15\u00A0UTC'],
    ['payment-awaited', { status: 'RESERVED' }, waiting, `Pay £15.30: ${payUrl}`],
    ['payment-awaited', { status: 'RESERVED', backorderedLines }, waiting, 'Some of the items are not in stock yet'],
    ['payment-awaited', { status: 'RESERVED', ...short }, waiting, `Pay £10.20: ${payUrl}`],
    ['payment-failed', triable, declined, 'was declined or not completed'],
    ['payment-failed', triable, declined, 'Please pay £15.30 before 23 November 2026 at 12:15\u00A0UTC'],
    ['payment-failed', triable, { ...declined, payPageUrl: payUrl }, `Pay £15.30: ${payUrl}`],
    ['payment-failed', { ...triable, ...oneOff }, { ...declined, payPageUrl: payUrl }, `Pay £12.75: ${payUrl}`],
    ['payment-awaited', { status: 'RESERVED', ...oneOff }, waiting, `Pay £15.30: ${payUrl}`],
    ['backordered-items-arrived', { status: 'CONFIRMED' }, authorized, 'Your order is complete now'],
    ['order-cancelled', cancelled, undefined, 'no money was taken for this order'],
    ['order-cancelled', { ...cancelled, payment: madeBefore }, undefined, 'you get all of it back'],
    ['order-rejected', { ...expired, payment: madeBefore }, undefined, 'you get all of it back'],
    ['order-cancelled', cancelled, authorized, 'is being released'],
    ['order-cancelled', cancelled, aPayment({ status: 'CAPTURED', captured: 1530 }), 'is being refunded in full'],
    ['order-rejected', expired, undefined, 'a technical problem on our side'],
    ['order-rejected', expired, authorized, 'is being released'],
    ['order-rejected', expired, aPayment({ status: 'CAPTURED', captured: 1530 }), 'is being refunded in full'],
  ] as const satisfies readonly (readonly [NoticeEvent, Partial<Order>, Payment | undefined, string])[])(
    'is sent once over each channel: %s',
    async (event, order, payment, said) => {
      given(order, payment);

      await sendRequestedNotice({ orderId, event }, ports);
      await sendRequestedNotice({ orderId, event }, ports);

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
    ['payment-awaited', 'nothing is due any more', { status: 'RESERVED', due: 255, ...oneOff }, waiting],
    ['payment-failed', 'nothing is due any more', { ...triable, due: 255, ...oneOff }, declined],
    ['payment-awaited', 'it is paid', { status: 'RESERVED' }, { ...authorized, payUrl }],
    ['payment-awaited', 'it was declined', { status: 'RESERVED' }, aPayment({ status: 'DECLINED', payUrl })],
    ['payment-failed', 'no try is left', { status: 'RESERVED' }, declined],
    ['payment-failed', 'it is paid', triable, authorized],
    ['payment-failed', 'it is open', triable, waiting],
    ['payment-failed', 'the order was refused', { ...triable, ...expired }, declined],
    ['payment-failed', 'another try has begun', { ...triable, furtherTries: [secondTry] }, declined],
    ['backordered-items-arrived', 'some are still to come', { status: 'CONFIRMED', backorderedLines }, authorized],
    ['backordered-items-arrived', 'the order was cancelled', cancelled, authorized],
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
  ] as const satisfies readonly (readonly [NoticeEvent, string, Partial<Order>, Payment | undefined])[])(
    '%s is not sent, and not claimed, when %s',
    async (event, _case, order, payment) => {
      given(order, payment);
      await sendRequestedNotice({ orderId, event }, ports);
      expect(sent).toEqual([]);
      expect(db.items('orders').filter(({ sk }) => String(sk).startsWith('NOTICE#'))).toEqual([]);
    },
  );

  it('says what a shipment brings, who carries it, and what is still to follow; of any other nothing', async () => {
    const shipment = { id: 'parcel-1', at: noon, carrier: 'Royal Mail', trackingNumber: 'QB1', requestHash: '-' };
    given({ status: 'CONFIRMED', lineCounts: [{ line: 1, fulfilled: 2 }], backorderedLines }, authorized);
    db.put('orders', { ...orderKeys.shipment(orderId, 'parcel-1'), ...shipment, lines: [{ line: 1, quantity: 2 }] });

    await sendRequestedNotice({ orderId, event: 'order-shipped', about: 'parcel-2' }, ports);
    expect(sent).toEqual([]);
    for (const _twice of [1, 2]) {
      await sendRequestedNotice({ orderId, event: 'order-shipped', about: 'parcel-1' }, ports);
    }
    expect(sent).toMatchObject([{ event: 'order-shipped' }, { channel: 'sms' }]);
    for (const said of ['Carrier: Royal Mail', 'Tracking number: QB1', 'Qty: 2', '30 November 2026 | Qty: 4']) {
      expect(sent[0]?.message).toContain(said);
    }
    expect(sent[1]?.message).toContain('the rest will follow. Tracking number: QB1 (Royal Mail)');
  });

  it('says of a shipment what was to follow it, also when the rest has left before it is told of', async () => {
    const at = (id: string, time: Date, quantity: number) =>
      db.put('orders', {
        ...{ ...orderKeys.shipment(orderId, id), id, at: time.toISOString(), requestHash: '-' },
        lines: [{ line: 1, quantity }],
      });
    given({ status: 'SHIPPED', lineCounts: [{ line: 1, fulfilled: 6 }] }, authorized);
    const left = new Date(noon);
    at('parcel-2', new Date(left.getTime() + 1), 4);
    at('parcel-1', left, 2);

    for (const about of ['parcel-1', 'parcel-2'])
      await sendRequestedNotice({ orderId, event: 'order-shipped', about }, ports);

    const [first, , second] = sent.map(({ message }) => message);
    expect(first).toContain('Part of your order');
    expect(second).toContain('All of your order has been sent now.');
    expect(second).not.toContain('Part of your order');
  });

  it('says how much goes back, where to, and by when, once for each refund', async () => {
    const refunds = [
      { id: 'a', amount: 500, at: noon, reason: 'none of your business', made: true },
      { id: 'b', amount: 200, at: noon, reason: 'broken', made: true },
    ];
    given({ status: 'CONFIRMED' }, aPayment({ status: 'CAPTURED', captured: 1530, provider: 'stripe', refunds }));
    for (const about of ['a', 'a', 'b']) {
      await sendRequestedNotice({ orderId, event: 'payment-refunded', about }, ports);
    }
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms', 'email', 'sms']);
    expect(sent[0]?.message).toContain('The card or account that you paid with\n  Amount: £5.00');
    expect(sent[0]?.message).toContain('up to 10 working days');
    expect(sent[1]?.message).toContain('we have refunded £5.00');
    expect(sent[3]?.message).toContain('we have refunded £2.00');
    expect(sent[0]?.message).not.toContain('none of your business');
  });

  it.each([
    ['was never asked for', { made: true }, 'other'],
    ['is not known to be made', {}, 'a'],
    ['is still to be made', { made: false }, 'a'],
    ['was refused', { failure: { kind: 'REFUSED', code: 'no', at: noon } }, 'a'],
    ['failed at the bank since', { made: true, failure: { kind: 'FAILED', code: 'no', at: noon } }, 'a'],
  ] as const)('does not say that money goes back by a refund that %s', async (_case, refund, about) => {
    const refunds = [{ id: 'a', amount: 500, at: noon, reason: 'broken', ...refund }];
    given({ status: 'CONFIRMED' }, aPayment({ status: 'CAPTURED', captured: 1530, refunds }));
    await sendRequestedNotice({ orderId, event: 'payment-refunded', about }, ports);
    expect(sent).toEqual([]);
  });

  it('names no moment that is over: a redriven step waits anew', async () => {
    given({ status: 'RESERVED' }, waiting);
    await sendRequestedNotice(
      { orderId, event: 'payment-awaited' },
      { ...ports, clock: () => new Date('2026-11-23T12:15:00Z') },
    );
    expect(sent[0]?.message).toContain('Please pay £15.30.\n');
  });

  it('is not sent again when nobody knows whether it went out', async () => {
    given(cancelled, undefined);
    const failing = { ...ports, sendEmail: brokenOff };
    for (const attempt of [failing, ports]) {
      await expect(sendRequestedNotice({ orderId, event: 'order-cancelled' }, attempt)).rejects.toMatchObject({
        name: 'NoticeOutcomeUnknown',
      });
    }
    expect(sent.map(({ channel }) => channel)).toEqual(['sms']);
  });

  it('about an order that is not there is a fault', async () => {
    await expect(sendRequestedNotice({ orderId, event: 'order-cancelled' }, ports)).rejects.toMatchObject({
      name: 'OrderNotFound',
    });
  });
});

/** What the order's timeline says of its notices. */
function marks(): readonly Partial<NoticeMarker>[] {
  return db.items('orders').flatMap(({ sk, channel, state, reason }) => {
    const mark = { channel, state, ...(reason !== undefined && { reason }) } as Partial<NoticeMarker>;
    return String(sk).startsWith('NOTICE#') ? [mark] : [];
  });
}

describe('a notice that SES or SNS does not take now', () => {
  beforeEach(() => given({ status: 'CONFIRMED' }, authorized));

  it('is handed by the workflow to the queue, and sent from there, only over the channel that is missing', async () => {
    await notifyCustomer(orderId, { ...ports, sendSms: throttled });
    expect(sent.map(({ channel }) => channel)).toEqual(['email']);
    expect(marks()).toEqual([
      { channel: 'email', state: 'SENT' },
      { channel: 'sms', state: 'DELAYED', reason: 'Throttling' },
    ]);
    expect(later).toMatchObject([{ event: 'order-confirmed', waitingSince: '2026-11-23T12:00:10.000Z' }]);

    await sendRequestedNotice({ orderId, event: 'order-confirmed', waitingSince: noon }, ports);
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
    expect(marks()).toMatchObject([{ state: 'SENT' }, { state: 'SENT' }]);
    expect(later).toHaveLength(1);
  });

  it('is handed over for a refused order too, which the queue leaves to the workflow otherwise', async () => {
    given({ status: 'REJECTED', rejection: { reason: 'OUT_OF_STOCK', at: noon } }, undefined);
    await notifyCustomer(orderId, { ...ports, sendEmail: throttled, sendSms: throttled });
    expect(later).toMatchObject([{ event: 'order-rejected' }]);

    await sendRequestedNotice({ orderId, event: 'order-rejected', waitingSince: noon }, ports);
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });

  it.each([
    ['cancelled since', cancelled],
    ['rejected since', expired],
  ] as const)('is not sent any more when the order was %s', async (_case, order) => {
    given(order, authorized);
    await sendRequestedNotice({ orderId, event: 'order-confirmed', waitingSince: noon }, ports);
    expect(sent).toEqual([]);
  });

  it.each([
    ['at first', 0, 10, 40],
    ['after two minutes', 120, 30, 120],
    ['after ten hours', 36_000, 225, 900],
  ])('is asked for again, for three days, later and later: %s', async (_case, waited, soonest, latest) => {
    const waitingSince = new Date(now - waited * 1000).toISOString();
    for (const dice of [() => 0, () => 1]) {
      const failing = { ...ports, sendEmail: throttled, sendSms: throttled, dice };
      await sendRequestedNotice({ orderId, event: 'order-confirmed', waitingSince }, failing);
    }
    expect(later.map(({ delaySeconds }) => delaySeconds)).toEqual([soonest, latest]);
    expect(new Set(later.map((request) => request.waitingSince))).toEqual(new Set([waitingSince]));
  });

  it('says of a further try what stands of that one, and of an order that ends what stands of all', async () => {
    const ended = { ...triable, ...expired, paymentTries: 3, furtherTries: [secondTry] };
    given(
      { ...triable, paymentTries: 3, furtherTries: [secondTry] },
      aPayment({ status: 'CAPTURED', replacedAt: noon }),
    );
    db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT#2', ...declined, tryNumber: 2 });

    await sendRequestedNotice({ orderId, event: 'payment-failed', about: '1' }, ports);
    expect(sent).toEqual([]);
    await sendRequestedNotice({ orderId, event: 'payment-failed', about: '2' }, ports);
    expect(sent[0]?.message).toContain('Please pay in another way');

    db.put('orders', anOrderItem(ended));
    sent.length = 0;
    await sendRequestedNotice({ orderId, event: 'order-rejected' }, ports);
    expect(sent[0]?.message).toContain('is being refunded in full');
  });

  it('is told once for each time of an event that an order sees several times, whenever each is taken', async () => {
    given({ status: 'CONFIRMED' }, authorized);
    const second = { orderId, event: 'order-confirmed', about: '2' } as const;

    await sendRequestedNotice({ orderId, event: 'order-confirmed' }, ports);
    await sendRequestedNotice(second, { ...ports, sendEmail: throttled, dice: () => 0 });
    expect(later).toMatchObject([{ about: '2' }]);
    await sendRequestedNotice(second, ports);
    await sendRequestedNotice(second, ports);

    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms', 'sms', 'email']);
  });

  it('becomes a dead letter after three days, for an operator to see', async () => {
    const waitingSince = new Date(now - 3 * 86_400_000).toISOString();
    const request = { orderId, event: 'order-confirmed', waitingSince } as const;
    await expect(sendRequestedNotice(request, { ...ports, sendEmail: throttled })).rejects.toMatchObject({
      name: 'NoticeUndeliverable',
    });
    expect(later).toEqual([]);
    expect(vi.mocked(count).mock.calls).toEqual([['NoticeLate']]);
  });

  it('calls an operator once it has waited for a quarter of an hour', async () => {
    const waiting = (seconds: number) =>
      sendRequestedNotice(
        { orderId, event: 'order-confirmed', waitingSince: new Date(now - seconds * 1000).toISOString() },
        { ...ports, sendEmail: throttled },
      );
    await waiting(899);
    expect(vi.mocked(count)).not.toHaveBeenCalled();
    await waiting(900);
    expect(vi.mocked(count).mock.calls).toEqual([['NoticeLate']]);
  });

  it('that an earlier version recorded as refused is sent', async () => {
    db.put('orders', {
      ...{ pk: `ORDER#${orderId}`, sk: 'NOTICE#order-confirmed#email' },
      ...{ event: 'order-confirmed', channel: 'email', state: 'REFUSED', at: noon },
    });
    await notifyCustomer(orderId, ports);
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });
});

describe('a recipient who is refused for good', () => {
  it('ends the matter for that channel, with its reason in the timeline and without a failure', async () => {
    given({ status: 'CONFIRMED' }, authorized);
    await notifyCustomer(orderId, { ...ports, sendSms: refused });
    await notifyCustomer(orderId, ports);

    expect(sent.map(({ channel }) => channel)).toEqual(['email']);
    expect(marks()).toEqual([
      { channel: 'email', state: 'SENT' },
      { channel: 'sms', state: 'REFUSED', reason: 'InvalidParameterException' },
    ]);
    expect(vi.mocked(count).mock.calls).toEqual([['NoticeRefused']]);
    expect(later).toEqual([]);
  });
});

describe('an address that gets no more e-mails', () => {
  const suppress = (address: string) => suppressionTable().suppress(address, 'BOUNCED', noon);

  it('is written to no more, which the timeline says, and the customer is told by SMS', async () => {
    given({ status: 'CONFIRMED' }, authorized);
    await suppress('ada@example.com');
    await notifyCustomer(orderId, ports);
    await notifyCustomer(orderId, ports);

    expect(sent.map(({ channel }) => channel)).toEqual(['sms']);
    expect(marks()).toEqual([
      { channel: 'email', state: 'SUPPRESSED' },
      { channel: 'sms', state: 'SENT' },
    ]);
  });

  it('leaves it to a person whether an e-mail of which nobody knows went out before', async () => {
    given({ status: 'CONFIRMED' }, authorized, { contact: { email: 'ada@example.com' } });
    await notifyCustomer(orderId, { ...ports, sendEmail: brokenOff }).catch(() => undefined);
    await suppress('ada@example.com');
    await expect(notifyCustomer(orderId, ports)).rejects.toMatchObject({ name: 'NoticeOutcomeUnknown' });
  });

  it('gets no copies either', async () => {
    const contact = { email: 'ada@example.com', copies: ['office@example.com', 'gone@example.com'] };
    given({ status: 'CONFIRMED' }, authorized, { contact });
    await suppress('gone@example.com');
    const copied: (readonly string[] | undefined)[] = [];
    await notifyCustomer(orderId, {
      ...ports,
      sendEmail: async (_to, _email, _about, copies) => {
        copied.push(copies);
        return 'message-1';
      },
    });
    expect(copied).toEqual([['office@example.com']]);
  });
});

describe('the channels of a notice', () => {
  const fates = { throttled, refused, 'broken off': brokenOff, broken } as const;

  it.each(Object.keys(fates) as (keyof typeof fates)[])(
    'are independent: an e-mail that is %s keeps no SMS back',
    async (fate) => {
      given({ status: 'CONFIRMED' }, authorized);
      await notifyCustomer(orderId, { ...ports, sendEmail: fates[fate] }).catch(() => undefined);
      expect(sent.map(({ channel }) => channel)).toEqual(['sms']);
    },
  );

  it.each(Object.keys(fates) as (keyof typeof fates)[])(
    'are independent: an SMS that is %s keeps no e-mail back',
    async (fate) => {
      given({ status: 'CONFIRMED' }, authorized);
      await notifyCustomer(orderId, { ...ports, sendSms: fates[fate] }).catch(() => undefined);
      expect(sent.map(({ channel }) => channel)).toEqual(['email']);
    },
  );

  it('are independent: one of which nobody knows does not end the wait of the other', async () => {
    given({ status: 'CONFIRMED' }, authorized);
    const attempt = notifyCustomer(orderId, { ...ports, sendEmail: brokenOff, sendSms: throttled });
    await expect(attempt).rejects.toMatchObject({ name: 'NoticeOutcomeUnknown' });
    expect(later).toMatchObject([{ event: 'order-confirmed' }]);
  });

  it('are independent: a mail that cannot be made keeps no SMS back', async () => {
    const never = [{ sku: '85123A', quantity: 2, expectedAt: 'no moment' }];
    given({ status: 'CONFIRMED', backorderedLines: never }, authorized);
    await expect(notifyCustomer(orderId, ports)).rejects.toThrow();
    expect(sent.map(({ channel }) => channel)).toEqual(['sms']);
    expect(marks()).toMatchObject([{ channel: 'sms', state: 'SENT' }]);
  });
});

describe('a customer who wants kinds of notices over channels', () => {
  const both = { email: 'ada@example.com', phone: '+447400123456' };
  const arrived = { orderId, event: 'backordered-items-arrived' } as const;
  const confirmed = (channels: Contact['channels']) =>
    given({ status: 'CONFIRMED' }, authorized, { contact: { ...both, channels } });

  it.each([
    ['what is left out comes over all', {}, ['email', 'sms'], ['email', 'sms']],
    ['each kind its own', { outcome: ['email'], delivery: ['sms'] }, ['email'], ['sms']],
    ['in the order of the customer', { outcome: ['sms', 'email'] }, ['sms', 'email'], ['email', 'sms']],
    ['what is switched off comes over none', { delivery: [] }, ['email', 'sms'], []],
  ] as const satisfies readonly (readonly [string, Contact['channels'], ...(readonly NoticeChannel[])[]])[])(
    'gets them so: %s',
    async (_case, channels, ofOutcome, ofDelivery) => {
      confirmed(channels as Contact['channels']);
      await notifyCustomer(orderId, ports);
      expect(sent.map(({ channel }) => channel)).toEqual(ofOutcome);
      await sendRequestedNotice(arrived, ports);
      expect(sent.slice(ofOutcome.length).map(({ channel }) => channel)).toEqual(ofDelivery);
    },
  );

  it.each([
    ['sms', 'email', { sendSms: refused }],
    ['email', 'sms', { sendEmail: refused }],
  ] as const)('is told over the other where the provider of %s refuses them', async (wanted, other, refusing) => {
    confirmed({ outcome: [wanted] });
    await notifyCustomer(orderId, { ...ports, ...refusing });
    await notifyCustomer(orderId, ports);

    expect(sent.map(({ channel }) => channel)).toEqual([other]);
    expect(marks()).toContainEqual(expect.objectContaining({ channel: wanted, state: 'REFUSED' }));
  });

  it('is told over the other where their address gets no e-mails, or has sent this one back', async () => {
    confirmed({ outcome: ['email'] });
    await suppressionTable().suppress('ada@example.com', 'BOUNCED', noon);
    await notifyCustomer(orderId, ports);
    expect(sent.map(({ channel }) => channel)).toEqual(['sms']);

    confirmed({ delivery: ['email'] });
    await suppressionTable().lift('ada@example.com', noon);
    await sendRequestedNotice(arrived, ports);
    await orderTable().recordReturn(orderId, arrived, 'email', 'BOUNCED', { at: noon });
    await sendRequestedNotice(arrived, ports);
    expect(sent.slice(1).map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });

  it.each([
    ['waits to be taken', throttled],
    ['may have gone out', brokenOff],
  ])('is not told over the other while the wanted one %s', async (_case, sendEmail) => {
    confirmed({ outcome: ['email'] });
    await notifyCustomer(orderId, { ...ports, sendEmail }).catch(() => undefined);
    expect(sent).toEqual([]);
  });

  it('gets what staff send again over every channel', async () => {
    confirmed({ delivery: [] });
    await sendRequestedNotice({ ...arrived, resend: 'again' }, ports);
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });
});

describe('the night of a customer', () => {
  const quietHours = { from: 21, until: 8 };
  const arrived = { orderId, event: 'backordered-items-arrived' } as const;
  const night = '2026-11-23T22:10:00.000Z';
  const morning = '2026-11-24T08:00:00.000Z';

  beforeEach(() => {
    given({ status: 'CONFIRMED' }, authorized);
    ports = { ...ports, quietHours };
    now = Date.parse(night);
  });

  /** Lets the queue deliver what was asked for, each message twice, when its delay is over. */
  async function deliver(): Promise<void> {
    for (let next = later.shift(); next !== undefined; next = later.shift()) {
      const { delaySeconds = 0, ...notice } = next;
      expect(delaySeconds).toBeGreaterThan(0);
      expect(delaySeconds).toBeLessThanOrEqual(900);
      now += delaySeconds * 1000;
      await sendRequestedNotice({ orderId, ...notice }, ports);
    }
  }

  it('lets a text message wait for the morning that can, and then it comes once; the e-mail comes at once', async () => {
    await sendRequestedNotice(arrived, ports);
    expect(sent.map(({ channel }) => channel)).toEqual(['email']);
    expect(marks()).toContainEqual({ channel: 'sms', state: 'DELAYED', reason: 'QuietHours' });
    expect(later).toMatchObject([{ notBefore: morning, delaySeconds: 900 }]);

    await deliver();
    await sendRequestedNotice(arrived, ports);
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
    expect(new Date(now).toISOString()).toBe(morning);
    expect(vi.mocked(count)).not.toHaveBeenCalled();
  });

  it('keeps back no notice that is essential', async () => {
    await notifyCustomer(orderId, ports);
    given({ status: 'RESERVED' }, { ...waiting, history: [{ at: night, status: 'PENDING' }] });
    await sendRequestedNotice({ orderId, event: 'payment-awaited' }, ports);
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms', 'email', 'sms']);
  });

  it('keeps back nothing that staff send again: they speak with the customer', async () => {
    await sendRequestedNotice({ ...arrived, resend: 'again' }, ports);
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });

  it('is the one of the order’s time zone', async () => {
    given({ status: 'CONFIRMED' }, authorized, { timeZone: 'America/New_York' });
    await sendRequestedNotice(arrived, ports);
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });

  it('is not over sooner because SES takes no mail meanwhile, nor later', async () => {
    const sendEmail = ports.sendEmail;
    await sendRequestedNotice(arrived, { ...ports, sendEmail: throttled });
    expect(later).toHaveLength(1);
    expect(later[0]).not.toHaveProperty('notBefore');

    ports = { ...ports, sendEmail };
    await deliver();
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
    expect(new Date(now).toISOString()).toBe(morning);
  });

  it('hears in the morning only what is still true', async () => {
    await sendRequestedNotice(arrived, ports);
    given(cancelled, authorized);
    await deliver();
    expect(sent.map(({ channel }) => channel)).toEqual(['email']);
  });

  it('comes late, but comes, where SNS takes nothing in the morning', async () => {
    await sendRequestedNotice(arrived, ports);
    const { sendSms } = ports;
    const taking = Date.parse(morning) + 3_600_000;
    ports = { ...ports, sendSms: async (to, message) => (now < taking ? throttled() : sendSms(to, message)) };
    await deliver();
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });
});

describe('notices of orders that nobody paid for', () => {
  const outOfStock = { status: 'REJECTED', rejection: { reason: 'OUT_OF_STOCK', at: noon } } as const;

  /** A further order of the same shop's customer. */
  async function further(
    number: number,
    order: Partial<Order>,
    payment?: Payment,
    content: Partial<OrderContent> = {},
  ) {
    const id = anOrderId(number);
    const pk = `ORDER#${id}`;
    db.put('orders', anOrderItem({ id, ...order }));
    db.put('orders', { pk, sk: 'CONTENT#000', ...anOrderContent({ id, ...content }) });
    if (payment !== undefined) db.put('payments', { pk, sk: 'PAYMENT', ...payment });
    await notifyCustomer(id, ports);
    return id;
  }

  it('reach one recipient five times a day; the timeline says that the others were withheld', async () => {
    for (let number = 1; number <= 10; number++) await further(number, outOfStock);
    expect(sent.map(({ channel }) => channel)).toEqual(Array(5).fill(['email', 'sms']).flat());
    expect(marks().filter(({ state }) => state === 'WITHHELD')).toHaveLength(10);
    expect(vi.mocked(count).mock.calls).toEqual(Array(10).fill(['NoticeWithheld']));

    now += 86_400_000;
    await further(11, outOfStock);
    expect(sent).toHaveLength(12);
  });

  it.each([
    ['another way to write the address', { contact: { email: 'ADA+shop@example.com' } }, 0],
    ['another number', { contact: { phone: '+8613800138000' } }, 1],
    ['another storefront', { storefront: 'app', contact: { email: 'ada@example.com' } }, 1],
  ])('are counted for each recipient and storefront: %s', async (_case, content, more) => {
    for (let number = 1; number <= 5; number++) await further(number, outOfStock);
    sent = [];
    await further(6, outOfStock, undefined, content);
    expect(sent).toHaveLength(more);
  });

  it.each([
    ['declined', aPayment({ status: 'DECLINED', captured: 0 })],
    ['begun, and not settled yet', aPayment({ status: 'PENDING', captured: 0 })],
  ])('are those of orders whose payment was %s, too', async (_case, payment) => {
    for (let number = 1; number <= 10; number++) await further(number, outOfStock, payment);
    expect(sent).toHaveLength(10);
  });

  it('are one however often they are tried', async () => {
    ports = { ...ports, sendEmail: throttled };
    for (let attempt = 1; attempt <= 10; attempt++) await further(1, outOfStock);
    expect(marks()).toContainEqual({ channel: 'email', state: 'DELAYED', reason: 'Throttling' });
  });

  const partly = { status: 'RESERVED', lineCancellations: Array(9).fill(aLineCancellation()) } as const;
  const tellOfEach = async () => {
    for (let time = 1; time <= 9; time++) {
      await sendRequestedNotice({ orderId, event: 'lines-cancelled', about: String(time) }, ports);
    }
  };

  it('reach one recipient five times a day, too, of what may happen to an order any number of times', async () => {
    given(partly, waiting);
    await tellOfEach();
    await tellOfEach();
    expect(sent.map(({ channel }) => channel)).toEqual(Array(5).fill(['email', 'sms']).flat());

    // How it ends, they hear all the same.
    given({ ...partly, ...cancelled }, waiting);
    await sendRequestedNotice({ orderId, event: 'order-cancelled' }, ports);
    expect(sent.slice(10).map(({ event }) => event)).toEqual(['order-cancelled', undefined]);
  });

  it('are none of these once the order is paid', async () => {
    given(partly, authorized);
    await tellOfEach();
    expect(sent).toHaveLength(18);
  });

  it('never keep back a notice to somebody whose money moved', async () => {
    for (let number = 1; number <= 5; number++) await further(number, outOfStock);
    sent = [];
    await further(6, { status: 'CONFIRMED' }, authorized);
    await further(7, outOfStock, authorized);
    await further(8, outOfStock, aPayment({ status: 'CAPTURED', captured: 1530 }));
    expect(sent).toHaveLength(6);
  });

  it('are told of again by nobody once they were told: a repeat after the limit was reached changes nothing', async () => {
    await further(1, outOfStock);
    for (let number = 2; number <= 10; number++) await further(number, outOfStock);
    now += 3 * 86_400_000;
    await further(1, outOfStock);
    expect(marks().filter(({ state }) => state === 'SENT')).toHaveLength(10);
    expect(sent).toHaveLength(10);
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
      record('not a notice', { orderId, event: 'order-doubted' }),
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
