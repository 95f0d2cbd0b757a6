import type { SwitchKindName } from '../lambdas/contingency/switch-kinds.ts';
import { invoiceLines } from '../lambdas/notifications/notices/example-order.ts';
import { type Trouble, troublePage, troubles } from '../lambdas/order-page/page-route.ts';
import type { PageContent } from '../lambdas/order-page/page-view.ts';
import { renderPage } from '../lambdas/order-page/render-page.ts';
import type { Locale } from '../lambdas/orders/locale.ts';
import { newOrder } from '../lambdas/orders/new-order.ts';
import { type Order, type OrderContent, type OrderEvent, OrderId } from '../lambdas/orders/order.ts';
import { type ParcelState, parcelStates } from '../lambdas/orders/parcel.ts';
import { RejectionReason } from '../lambdas/orders/rejection.ts';
import type { Payment } from '../lambdas/payments/payment.ts';
import type { PaymentStatus } from '../lambdas/payments/payment-status.ts';
import { brandOf } from '../lambdas/shop/brand.ts';
import type { TicketRecord } from '../lambdas/tickets/ticket-table.ts';
import { exampleShop } from './example-shop.ts';
import { addressOf } from './notice-examples.ts';

/*
 * The page of an order in every state, with all that it may say: for the pictures (`npm run screenshots`) and the tests,
 * those in a browser too.
 */

/** So many minutes after the order of the examples was placed. */
export const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 6, 35 + minute)).toISOString();
const id = OrderId.parse('7c9e6679-7425-50de-944b-e07fc1f90ae7');
const total = invoiceLines.reduce((sum, line) => sum + line.total, 0);

/** Where the customers of the examples are: in their language's country, where one is named, else in London. */
const zones: { readonly [locale in Locale]?: string } = { 'zh-CN': 'Asia/Shanghai', ja: 'Asia/Tokyo' };
export const zoneOf = (locale: Locale): string => zones[locale] ?? 'Europe/London';

/** What was bought in the examples. */
export const contentIn = (locale: Locale): OrderContent => ({
  ...{ id, locale, total, lines: [...invoiceLines] },
  number: 'K7Q-4XW-2R9',
  storefront: 'north-lane',
  requestHash: 'none',
  createdAt: at(0),
  currency: 'GBP',
  contact: { email: 'ada@example.com', phone: '+447400123456' },
  shippingAddress: addressOf(locale),
  timeZone: zoneOf(locale),
  payment: { provider: 'sandbox', token: 'sandbox-authorised' },
});

/** A payment that has come to these, a minute each, the last of them last. */
const paid = (statuses: readonly PaymentStatus[], more: Partial<Payment> = {}): Payment => ({
  ...{ orderId: id, provider: 'sandbox', amount: total, currency: 'GBP', refunds: [], version: 1, waitSeconds: 900 },
  status: statuses.at(-1) ?? 'PENDING',
  captured: statuses.includes('CAPTURED') ? total : 0,
  refunded: statuses.includes('REFUNDED') ? total : 0,
  history: statuses.map((status, minute) => ({ at: at(1 + minute), status })),
  ...more,
});

/** What an example says of an order, beside that it was accepted. */
interface Example
  extends Partial<Pick<PageContent, 'isProven' | 'delayed' | 'outcome' | 'foreseen' | 'switches' | 'tickets'>> {
  readonly order?: Partial<Order>;
  readonly content?: Partial<OrderContent>;
  readonly payment?: Payment;
  /** What happened to it, two minutes after each other. */
  readonly events?: readonly OrderEvent[];
  readonly shipments?: PageContent['snapshot']['shipments'];
  readonly changedInstructions?: PageContent['snapshot']['changedInstructions'];
}

const page =
  ({
    order,
    content,
    payment,
    events = [],
    isProven = true,
    delayed,
    outcome,
    foreseen,
    switches,
    tickets,
    ...more
  }: Example) =>
  (locale: Locale): string => {
    const bought = { ...contentIn(locale), ...content };
    const accepted = newOrder(bought);
    const timeline = [...accepted.timeline, ...events.map((event, index) => ({ at: at(1 + index * 2), event }))];
    const none = { notices: [], resends: [], returns: [], shipments: [], cases: [], formerPayments: [], version: 1 };
    return renderPage({
      snapshot: { ...none, ...more, order: { ...accepted, timeline, ...order }, content: bought, payment },
      ...{
        isProven,
        delayed,
        outcome,
        foreseen,
        switches,
        tickets,
        hasReturns: true,
        token: 'gAABI0VniavN7wEjRWeJq83vAS',
      },
      answerBy: at(60),
      shop: brandOf(exampleShop, bought.storefront, locale),
      watchUrl: 'wss://pages.example.com/live',
      now: new Date(at(2)),
    });
  };

/** A shipment whose parcel is in a state, of which its carrier says nothing but that. */
export const parcelIn = (state: ParcelState) => ({
  ...{ id: state, at: at(5), lines: [{ line: 1, quantity: 1 }], carrier: 'UPS', trackingNumber: '1Z999AA10123456784' },
  parcel: { state, since: at(30), at: at(30), scans: [{ at: at(30), state }] },
  requestHash: '',
});

/** A switch that is on, for a day if nobody turns it off. */
const switched = (kind: SwitchKindName, target?: string): PageContent['switches'] => [
  { kind, ...(target !== undefined && { target }), from: at(0), until: at(1_440), at: at(0), by: 'ada', reason: '' },
];

const held = ['INVENTORY_RESERVED'] as const;
const confirmed = [...held, 'ORDER_CONFIRMED'] as const;
const captured = paid(['PENDING', 'AUTHORIZED', 'CAPTURED']);
const payUrl = 'https://pay.example.com/checkout?payment=pi_3QK4f2Lk7c9e6679';
const expected = {
  ...{ shipBy: '2026-11-24', deliverFrom: '2026-11-26', deliverBy: '2026-11-27' },
  warehouseZone: 'Europe/London',
};
const late = {
  expected: { ...expected, deliverFrom: '2026-11-30', deliverBy: '2026-12-01' },
  reschedulings: [
    { at: at(60), reason: 'NOT_SHIPPED', formerly: expected.deliverBy, deliverBy: '2026-12-01' },
  ] satisfies Order['reschedulings'],
};
const backorderedLines = [{ sku: '22752', quantity: 1, expectedAt: '2026-12-04T00:00:00.000Z' }];

/** A question that was answered, and one that is to be. */
const asked: readonly TicketRecord[] = (['WAITING_FOR_CUSTOMER', 'OPEN'] as const).map((state) => ({
  ticket: {
    ...{
      id: state,
      version: 1,
      revision: 1,
      state,
      category: 'ARRIVAL',
      severity: 'NORMAL',
      subject: '',
      channel: 'PAGE',
    },
    ...{ locale: 'en', createdAt: at(30), updatedAt: at(30), sla: {}, errands: [] },
  },
  messages: [
    { id: 'm1', at: at(30), from: 'CUSTOMER', channel: 'PAGE', text: 'When does it come?\nI am away on Friday.' },
    ...(state === 'OPEN'
      ? []
      : [{ id: 'm2', at: at(50), from: 'STAFF' as const, channel: 'STAFF' as const, text: 'On Thursday, by noon.' }]),
  ],
}));

/** The page in each state, by name. */
export const pageExamples: Readonly<Record<string, (locale: Locale) => string>> = {
  received: page({ isProven: false }),
  reserved: page({
    order: { status: 'RESERVED' },
    events: held,
    foreseen: { confirmation: { by: at(6), kept: 91 }, arrival: undefined },
  }),
  'order-checking': page({
    order: { status: 'RESERVED' },
    events: held,
    payment: paid(['PENDING', 'AUTHORIZED'], {
      risk: {
        mode: 'on',
        signals: { amount: total, units: 12, mostOfOneSku: 6, providerLevel: 'elevated' },
        review: { status: 'OPEN', since: at(2), until: at(60) },
      },
    }),
  }),
  delayed: page({ order: { status: 'RESERVED' }, events: held, delayed: { since: at(2), until: at(60) } }),
  'payment-awaited': page({ order: { status: 'RESERVED' }, events: held, payment: paid(['PENDING'], { payUrl }) }),
  'payment-awaited-provider-down': page({
    ...{ order: { status: 'RESERVED' }, events: held, payment: paid(['PENDING'], { payUrl }) },
    switches: switched('provider-down', 'sandbox'),
  }),
  'reserved-flash-sale': page({
    ...{ order: { status: 'RESERVED' }, events: held, switches: switched('flash-sale') },
  }),
  'confirmed-warehouse-closed': page({
    ...{ order: { status: 'CONFIRMED' }, events: confirmed, payment: captured, content: { expected } },
    switches: switched('warehouse-closed'),
  }),
  'shipped-carrier-down': page({
    ...{ order: { status: 'SHIPPED', shipments: 1 }, events: [...confirmed, 'ORDER_SHIPPED'], payment: captured },
    ...{ shipments: [parcelIn('IN_TRANSIT')], switches: switched('carrier-down', 'UPS') },
  }),
  'payment-awaited-wechat': page({
    order: { status: 'RESERVED' },
    events: held,
    payment: paid(['PENDING'], { payUrl: 'weixin://wxpay/bizpayurl?pr=1fX' }),
  }),
  'payment-failed': page({
    order: { status: 'RESERVED', paymentTries: 3 },
    events: held,
    payment: paid(['PENDING', 'DECLINED'], { payPageUrl: payUrl }),
  }),
  confirmed: page({ order: { status: 'CONFIRMED' }, events: confirmed, payment: captured }),
  expected: page({
    ...{ order: { status: 'CONFIRMED' }, events: confirmed, payment: captured, content: { expected } },
    foreseen: {
      confirmation: undefined,
      arrival: { earliestDay: expected.deliverFrom, latestDay: expected.deliverBy, keptOf100: 86 },
    },
  }),
  late: page({
    ...{ events: confirmed, payment: captured, content: { expected } },
    order: { status: 'CONFIRMED', ...late },
  }),
  'late-and-waits': page({
    ...{ events: [...confirmed, 'ORDER_SHIPPED'], payment: captured, content: { expected } },
    order: { status: 'SHIPPED', shipments: 1, ...late, waitsSince: at(120) },
  }),
  'confirmed-in-part': page({
    order: {
      status: 'CONFIRMED',
      backorderedLines,
      lineCounts: [
        { line: 1, cancelled: 2 },
        { line: 2, fulfilled: 6, returned: 1 },
      ],
    },
    events: [...confirmed, 'ORDER_PARTLY_SHIPPED', 'ITEMS_RETURNED'],
    payment: captured,
    shipments: [
      {
        id: 's1',
        at: at(5),
        lines: [{ line: 2, quantity: 6 }],
        carrier: 'DHL',
        service: 'Express',
        trackingNumber: 'JD014600',
        parcel: {
          ...{ state: 'ATTEMPT_FAILED', since: at(50), at: at(50) },
          scans: [
            { at: at(20), state: 'IN_TRANSIT', message: 'Departed facility in LEIPZIG', place: 'Leipzig, DE' },
            {
              at: at(50),
              state: 'ATTEMPT_FAILED',
              message: 'Delivery attempted; recipient not home',
              place: 'London, GB',
            },
          ],
        },
        requestHash: '',
      },
    ],
  }),
  delivered: page({
    ...{ order: { status: 'SHIPPED' }, events: [...confirmed, 'ORDER_SHIPPED'], payment: captured },
    shipments: [parcelIn('DELIVERED')],
  }),
  'parcels-in-every-state': page({
    ...{ order: { status: 'SHIPPED' }, events: [...confirmed, 'ORDER_SHIPPED'], payment: captured },
    shipments: parcelStates.map(parcelIn),
  }),
  'confirmed-lines-cancelled': page({
    order: {
      status: 'CONFIRMED',
      lineCounts: [{ line: 1, cancelled: 2 }],
      lineCancellations: [
        {
          ...{ id: 'c1', by: 'CUSTOMER', at: at(6), reason: 'CHANGED_MIND', requestHash: '' },
          lines: [{ line: 1, quantity: 2 }],
          charges: { items: 510, shipping: 0, fees: 0, tax: 0 },
        },
      ],
    },
    events: [...confirmed, 'LINES_CANCELLED'],
    payment: captured,
  }),
  'instructions-changed': page({
    ...{ events: [...confirmed, 'DELIVERY_INSTRUCTIONS_CHANGED'], payment: captured, order: { status: 'CONFIRMED' } },
    changedInstructions: { at: at(6), text: 'Ring twice.\nThe door is in the yard: 後門、二階。' },
  }),
  'not-instructed': page({
    ...{ outcome: 'not-instructed', events: [...confirmed, 'ORDER_SHIPPED'], payment: captured },
    ...{ order: { status: 'SHIPPED' }, content: { deliveryInstructions: 'Ring twice.' } },
  }),
  'not-cancelled': page({
    ...{ outcome: 'not-cancelled', events: confirmed, payment: captured },
    order: { status: 'CONFIRMED' },
  }),
  asked: page({ ...{ events: confirmed, payment: captured, tickets: asked }, order: { status: 'CONFIRMED' } }),
  'asked-by-whom-nobody-knows': page({
    ...{ events: confirmed, payment: captured, tickets: asked, isProven: false, outcome: 'not-taken' },
    order: { status: 'CONFIRMED' },
  }),
  'not-proven': page({ isProven: false, outcome: 'not-proven' }),
  'confirmed-brand-of-a-storefront': page({
    ...{ events: confirmed, payment: captured, content: { storefront: 'storefront-b' } },
    order: { status: 'CONFIRMED' },
  }),
  shipped: page({ order: { status: 'SHIPPED' }, events: [...confirmed, 'ORDER_SHIPPED'], payment: captured }),
  ...Object.fromEntries(
    RejectionReason.options.map((reason) => [
      `rejected-${reason.toLowerCase().replaceAll('_', '-')}`,
      page({
        order: {
          status: 'REJECTED',
          rejection: { reason, at: at(3) },
          ...(reason === 'OUT_OF_STOCK' && { shortages: [{ sku: '85123A', requested: 6, available: 2 }] }),
        },
        events: reason === 'OUT_OF_STOCK' ? ['ORDER_REJECTED'] : [...held, 'ORDER_REJECTED'],
        ...(reason === 'PAYMENT_DECLINED' && { payment: paid(['PENDING', 'DECLINED']) }),
        ...(reason === 'NOT_ACCEPTED' && { payment: paid(['PENDING', 'AUTHORIZED', 'VOIDED']) }),
      }),
    ]),
  ),
  cancelled: page({
    order: { status: 'CANCELLED', cancellation: { by: 'CUSTOMER', at: at(5), reason: 'CHANGED_MIND' } },
    events: [...confirmed, 'ORDER_CANCELLED'],
    payment: paid(['PENDING', 'AUTHORIZED', 'CAPTURED', 'REFUNDED']),
    content: {
      total: total + 395,
      totals: {
        subtotal: total,
        shipping: { method: 'STANDARD', title: 'Parcel', amount: 395 },
        credits: [{ type: 'GIFT_CARD', reference: '4711', amount: 1_000 }],
        due: total - 605,
      },
    },
  }),
  'hard-675-lines': page({
    order: { status: 'CONFIRMED' },
    events: confirmed,
    payment: captured,
    content: {
      lines: Array.from({ length: 675 }, (_, index) => ({
        ...{ sku: `${20_000 + index}B`, name: `VINTAGE CHRISTMAS BUNTING ${index + 1}` },
        ...{ quantity: 2, unitPrice: 255, total: 510 },
      })),
    },
  }),
  'hard-hostile': page({
    content: {
      lines: [
        {
          ...{ sku: 'A & B', quantity: 1, unitPrice: 100, total: 100 },
          name: `</script><img src=x onerror=alert(1)> "'${'W'.repeat(100)}`,
        },
      ],
      shippingAddress: { name: '<b>x</b>', line1: `\u202Egpj.exe ${'M'.repeat(100)}`, city: 'x', country: 'GB' },
    },
  }),
  ...Object.fromEntries(
    troubles.map((trouble: Trouble) => [
      trouble,
      (locale: Locale) => troublePage(trouble, locale, brandOf(exampleShop, undefined, locale)),
    ]),
  ),
};
