import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { renderBackInStock, renderConfirmBackInStock } from '../lambdas/back-in-stock/back-in-stock-email.ts';
import { renderEmail } from '../lambdas/notifications/email.ts';
import type { Notice, NoticeOrder } from '../lambdas/notifications/notice.ts';
import type { RenderedEmail } from '../lambdas/notifications/rendered-email.ts';
import { renderSms } from '../lambdas/notifications/sms.ts';
import { textsOf } from '../lambdas/notifications/texts.ts';
import { priceOrder } from '../lambdas/order-submission/price-order.ts';
import { Cancellation, cancellationReasons, isStaffReason } from '../lambdas/orders/cancellation.ts';
import { defaultLocale, type Locale } from '../lambdas/orders/locale.ts';
import { type NoticeEvent, noticeEvents } from '../lambdas/orders/notice-event.ts';
import type { Address, OrderLine } from '../lambdas/orders/order.ts';
import { OrderRequest } from '../lambdas/orders/order-request.ts';
import { RejectionReason } from '../lambdas/orders/rejection.ts';
import { demoProducts } from './catalogue.ts';

/*
 * Every notice, with all that it may say, and what is hard to show: for the gallery (`npm run mail:preview`), the
 * pictures (`npm run screenshots`), the approved texts and the tests in a browser.
 */

/** Invoice 536365 of the UCI data set "Online Retail": names, quantities and prices in pence, 139.12 pounds in all. */
export const invoiceLines: readonly OrderLine[] = (
  [
    ['85123A', 'WHITE HANGING HEART T-LIGHT HOLDER', 6, 255],
    ['71053', 'WHITE METAL LANTERN', 6, 339],
    ['84406B', 'CREAM CUPID HEARTS COAT HANGER', 8, 275],
    ['84029G', 'KNITTED UNION FLAG HOT WATER BOTTLE', 6, 339],
    ['84029E', 'RED WOOLLY HOTTIE WHITE HEART.', 6, 339],
    ['22752', 'SET 7 BABUSHKA NESTING BOXES', 2, 765],
    ['21730', 'GLASS STAR FROSTED T-LIGHT HOLDER', 6, 425],
  ] as const
).map(([sku, name, quantity, unitPrice]) => aLine({ sku, name, quantity, unitPrice }));

function aLine(line: Omit<OrderLine, 'total'>): OrderLine {
  return { ...line, total: line.quantity * line.unitPrice };
}

/** An address as the readers of a locale write theirs; without one of its own, the first. */
const addresses: { readonly [locale in Locale]?: Address } & { readonly [defaultLocale]: Address } = {
  en: {
    name: 'Ada Example',
    line1: '12 Sample Street',
    line2: 'Flat 3',
    city: 'London',
    postalCode: 'N1 9ZZ',
    country: 'GB',
  },
  'zh-CN': {
    name: '李示例',
    line1: '西湖区示例路 12 号',
    line2: '3 幢 201 室',
    region: '浙江省',
    city: '杭州市',
    postalCode: '310000',
    country: 'CN',
  },
};

type Particulars = Pick<NoticeOrder, 'payment'> & Partial<NoticeOrder>;

/** What each event adds to the order. */
const particulars = {
  'order-confirmed': { payment: 'AUTHORIZED' },
  'order-rejected': {
    payment: 'NOT_TAKEN',
    rejection: {
      reason: 'OUT_OF_STOCK',
      shortages: [
        { sku: '85123A', requested: 6, available: 2 },
        { sku: '22752', requested: 2, available: 0 },
      ],
    },
  },
  'order-cancelled': { payment: 'REFUNDED', cancellation: { by: 'CUSTOMER', reason: 'ORDERED_BY_MISTAKE' } },
  'lines-cancelled': {
    payment: 'LESS',
    linesCancelled: {
      ...{ by: 'CUSTOMER', reason: 'CHANGED_MIND', less: 510 },
      lines: [{ sku: '85123A', name: 'WHITE HANGING HEART T-LIGHT HOLDER', quantity: 8, cancelled: 2 }],
    },
  },
  'payment-awaited': {
    payment: 'AWAITED',
    payUrl: 'https://pay.example.com/checkout?payment=pi_3QK4f2Lk7c9e6679',
    payBefore: '2026-11-23T06:50:00.000Z',
  },
  'payment-failed': { payment: 'AWAITED', payBefore: '2026-11-23T06:50:00.000Z' },
  'backordered-items-arrived': { payment: 'CAPTURED' },
} as const satisfies { readonly [event in NoticeEvent]: Particulars };

type Example = (locale: Locale) => Notice;

/** The notice of an event, with what an example changes of its order. */
function notice(event: NoticeEvent, order: Partial<NoticeOrder> = {}, shopName = 'North Lane'): Example {
  return (locale) => ({
    event,
    locale,
    shopName,
    order: {
      id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      number: 'K7Q-4XW-2R9',
      createdAt: '2026-11-23T06:35:00.000Z',
      currency: 'GBP',
      lines: invoiceLines,
      shippingAddress: addresses[locale] ?? addresses[defaultLocale],
      ...particulars[event],
      total: (order.lines ?? invoiceLines).reduce((total, line) => total + line.total, 0),
      ...order,
    },
  });
}

/** The confirmation of an order of `examples/`. */
function receipt(file: string): Example {
  return (locale) => {
    const text = readFileSync(new URL(`../examples/${file}`, import.meta.url), 'utf8');
    const request = z.parse(OrderRequest, JSON.parse(text));
    const { currency, totals, shippingAddress } = request;
    const priced = priceOrder(request, new Map(demoProducts.map((product) => [product.sku, product])));
    const payment = totals?.due === 0 ? 'PAID_BY_CREDIT' : 'AUTHORIZED';
    return notice('order-confirmed', { ...priced, currency, totals, shippingAddress, payment })(locale);
  };
}

const backorderedLines = [{ sku: '22752', quantity: 1, expectedAt: '2026-12-04T00:00:00.000Z' }];
const shortages = [{ sku: '21730', name: 'GLASS STAR FROSTED T-LIGHT HOLDER', requested: 9, available: 6 }];
const few = invoiceLines.slice(0, 1);
const kebab = (words: string) => words.toLowerCase().replaceAll('_', '-');
const wide = (quantity: number) => [
  aLine({ sku: 'MEJA-120', name: 'MEJA TULIS KAYU JATI UKIR JEPARA', quantity, unitPrice: 125_000_000 }),
];
const hebrew = [aLine({ sku: 'חולצה-2', name: 'חולצת כותנה "קיץ" (XL) - 3 יחידות!', quantity: 3, unitPrice: 4_990 })];

/** The notices about orders, by name. */
export const noticeExamples: Readonly<Record<string, Example>> = {
  // Each event, also one that was just added.
  ...Object.fromEntries(noticeEvents.map((event) => [event, notice(event, { lines: few })])),
  'order-confirmed': notice('order-confirmed'),
  'order-confirmed-backordered': notice('order-confirmed', { backorderedLines }),
  'order-confirmed-partial': notice('order-confirmed', { backorderedLines, shortages }),
  'order-confirmed-captured': notice('order-confirmed', { lines: few, payment: 'CAPTURED' }),
  'order-confirmed-free': notice('order-confirmed', { lines: few, total: 0, payment: 'FREE' }),
  'order-rejected': notice('order-rejected'),
  ...Object.fromEntries(
    RejectionReason.options.map((reason) => [
      `order-rejected-${kebab(reason)}`,
      notice('order-rejected', { lines: few, rejection: { reason } }),
    ]),
  ),
  'order-rejected-released': notice('order-rejected', {
    lines: few,
    payment: 'RELEASED',
    rejection: { reason: 'HOLD_EXPIRED' },
  }),
  ...Object.fromEntries(
    cancellationReasons.flatMap((reason) =>
      Cancellation.shape.by.options.map((by) => [
        `order-cancelled-${kebab(reason)}-by-${kebab(by)}`,
        notice('order-cancelled', {
          lines: few,
          payment: by === 'STAFF' ? 'REFUNDED' : 'UNSETTLED',
          cancellation: { by, reason },
        }),
      ]),
    ),
  ),
  ...Object.fromEntries(
    cancellationReasons.map((reason) => {
      const { linesCancelled } = particulars['lines-cancelled'];
      const by = isStaffReason(reason) ? 'STAFF' : 'CUSTOMER';
      const order = { lines: few, linesCancelled: { ...linesCancelled, by, reason } } as const;
      return [`lines-cancelled-${kebab(reason)}`, notice('lines-cancelled', order)];
    }),
  ),
  'lines-cancelled-fee-kept': (locale) => {
    const fees = [{ title: textsOf(locale).labels.cancellation, amount: 100 }];
    return notice('lines-cancelled', { lines: few, totals: { subtotal: 1_530, fees, due: 1_630 }, total: 1_630 })(
      locale,
    );
  },
  'payment-awaited-backordered': notice('payment-awaited', { backorderedLines }),
  'payment-awaited-partial': notice('payment-awaited', { lines: few, shortages }),
  'payment-awaited-wechat': notice('payment-awaited', { lines: few, payUrl: 'weixin://wxpay/bizpayurl?pr=1fX2Qz' }),
  'payment-awaited-alipay': notice('payment-awaited', { lines: few, payUrl: 'alipays://platformapi/startapp?appId=2' }),
  'payment-awaited-code': notice('payment-awaited', {
    lines: few,
    payUrl: 'wxp://f2f0abcdef',
    payBefore: undefined,
  }),
  'payment-failed-page': notice('payment-failed', {
    lines: few,
    payUrl: 'https://shop.example.com/orders/K7Q-4XW-2R9/pay',
  }),
  'receipt-uk': receipt('order.uk-vat-included.json'),
  'receipt-us': receipt('order.us-sales-tax.json'),
  'receipt-de': receipt('order.de-discount.json'),
  'receipt-gift-card': receipt('order.gift-card.json'),
  'gift-card-goes-back': notice('order-cancelled', {
    lines: few,
    totals: {
      subtotal: 1_530,
      credits: [
        { type: 'GIFT_CARD', reference: '**** 4421', amount: 1_000 },
        { type: 'STORE_CREDIT', reference: 'C-77', amount: 500 },
      ],
      due: 30,
    },
  }),
  'hard-wide-amounts-idr': notice('order-confirmed', { lines: wide(12), currency: 'IDR' }),
  'hard-wide-amounts-cop': notice('order-confirmed', { lines: wide(8_000), currency: 'COP' }),
  'hard-right-to-left': notice(
    'order-confirmed',
    {
      lines: hebrew,
      currency: 'ILS',
      shippingAddress: {
        name: 'محمد (علي)!',
        company: 'שלום בע"מ.',
        line1: 'רחוב הרצל 12, דירה 3',
        city: 'תל אביב-יפו',
        postalCode: '6688312',
        country: 'IL',
      },
      totals: {
        subtotal: 14_970,
        discounts: [{ title: 'הנחה 10%!', code: 'קיץ-10', amount: 1_497 }],
        due: 13_473,
      },
      total: 13_473,
    },
    'החנות של נועה (תל אביב)',
  ),
  'hard-long-address': notice('order-confirmed', {
    lines: few,
    shippingAddress: {
      name: 'Ada Example',
      company: 'Example & Daughters (Import and Export) Limited',
      line1: `Unit 7, ${'Sample Business Park, Building C, '.repeat(4)}Third Floor, Room 3.07`,
      line2: 'Behind the old mill, ring at the green door',
      city: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
      region: 'Isle of Anglesey',
      postalCode: 'LL61 5UJ',
      country: 'GB',
    },
  }),
  'hard-675-lines': notice('order-confirmed', {
    lines: Array.from({ length: 675 }, (_, index) =>
      aLine({ sku: `${20_000 + index}B`, name: `VINTAGE CHRISTMAS BUNTING ${index + 1}`, quantity: 2, unitPrice: 255 }),
    ),
  }),
  'hard-many-totals': notice('order-confirmed', {
    lines: few,
    totals: {
      subtotal: 1_530,
      discounts: Array.from({ length: 30 }, (_, index) => ({ title: `Coupon ${index + 1}`, code: 'A', amount: 1 })),
      due: 1_500,
    },
    total: 1_500,
  }),
  'hard-hostile': notice(
    'order-confirmed',
    {
      lines: [
        aLine({
          sku: 'A & B',
          name: '</script><img src=x onerror=alert(1)> =HYPERLINK("x") {{total}}\r\nBcc: all@example.com',
          quantity: 1,
          unitPrice: 100,
        }),
      ],
      shippingAddress: {
        name: 'evil.example/x "><b>',
        line1: `\u202Egpj.exe\u2028 ${'\uD800'}`,
        city: 'x',
        country: 'GB',
      },
    },
    '"Best" <shop>, Inc.\r\nBcc: all@example.com',
  ),
};

/** What a customer gets of a notice. */
export interface RenderedNotice {
  readonly email: RenderedEmail;
  readonly sms?: string;
}

const product = { sku: '85123A', name: 'WHITE HANGING HEART T-LIGHT HOLDER', shopName: 'North Lane' };

/** All that customers and shoppers are written, by name. */
export const messages: Readonly<Record<string, (locale: Locale) => RenderedNotice>> = {
  ...Object.fromEntries(
    Object.entries(noticeExamples).map(([name, example]) => [
      name,
      (locale: Locale) => ({ email: renderEmail(example(locale)), sms: renderSms(example(locale)) }),
    ]),
  ),
  'back-in-stock': (locale) => ({ email: renderBackInStock({ ...product, locale }) }),
  'back-in-stock-confirm': (locale) => ({
    email: renderConfirmBackInStock({ ...product, locale, link: 'https://shop.example.com/confirm?token=abc' }),
  }),
};
