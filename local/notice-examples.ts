import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { renderBackInStock, renderConfirmBackInStock } from '../lambdas/back-in-stock/back-in-stock-email.ts';
import { renderEmail } from '../lambdas/notifications/email.ts';
import type { Notice, NoticeOrder } from '../lambdas/notifications/notice.ts';
import { examples as backorderedItemsArrived } from '../lambdas/notifications/notices/backordered-items-arrived.examples.ts';
import {
  aLine,
  examplePage,
  few,
  invoiceLines,
  type NoticeExamples,
} from '../lambdas/notifications/notices/example-order.ts';
import { examples as linesCancelled } from '../lambdas/notifications/notices/lines-cancelled.examples.ts';
import { examples as orderCancelled } from '../lambdas/notifications/notices/order-cancelled.examples.ts';
import { examples as orderChecking } from '../lambdas/notifications/notices/order-checking.examples.ts';
import { examples as orderConfirmed } from '../lambdas/notifications/notices/order-confirmed.examples.ts';
import { examples as orderDelayed } from '../lambdas/notifications/notices/order-delayed.examples.ts';
import { examples as orderRejected } from '../lambdas/notifications/notices/order-rejected.examples.ts';
import { examples as orderShipped } from '../lambdas/notifications/notices/order-shipped.examples.ts';
import { examplesOfParcel } from '../lambdas/notifications/notices/parcel-moved.examples.ts';
import { examples as paymentAwaited } from '../lambdas/notifications/notices/payment-awaited.examples.ts';
import { examples as paymentFailed } from '../lambdas/notifications/notices/payment-failed.examples.ts';
import { examples as paymentRefunded } from '../lambdas/notifications/notices/payment-refunded.examples.ts';
import { examples as returnApproved } from '../lambdas/notifications/notices/return-approved.examples.ts';
import { examples as returnRefused } from '../lambdas/notifications/notices/return-refused.examples.ts';
import { examples as returnRequested } from '../lambdas/notifications/notices/return-requested.examples.ts';
import { examples as withdrawalReceived } from '../lambdas/notifications/notices/withdrawal-received.examples.ts';
import type { RenderedEmail } from '../lambdas/notifications/rendered-email.ts';
import { shopsOrderPage } from '../lambdas/notifications/shops-order-page.ts';
import { renderSms } from '../lambdas/notifications/sms.ts';
import { priceOrder } from '../lambdas/order-submission/price-order.ts';
import { defaultLocale, type Locale } from '../lambdas/orders/locale.ts';
import { type NoticeEvent, noticeEvents } from '../lambdas/orders/notice-event.ts';
import type { Address } from '../lambdas/orders/order.ts';
import { OrderRequest } from '../lambdas/orders/order-request.ts';
import { type Brand, brandOf } from '../lambdas/shop/brand.ts';
import { demoProducts } from './catalogue.ts';
import { exampleShop } from './example-shop.ts';

/*
 * Every notice, with all that it may say, and what is hard to show: for the gallery (`npm run mail:preview`), the
 * pictures (`npm run screenshots`), the approved texts and the tests in a browser.
 */

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
  ja: {
    name: '例山 花子',
    line1: '八重洲 1-5-3',
    line2: '例ビル 4 階',
    region: '東京都',
    city: '中央区',
    postalCode: '100-8994',
    country: 'JP',
  },
};

/** An address as the readers of a locale write theirs. */
export const addressOf = (locale: Locale): Address => addresses[locale] ?? addresses[defaultLocale];

/** The examples that each notice brings, beside it in `lambdas/notifications/notices/`. */
const examplesOf: { readonly [event in NoticeEvent]: NoticeExamples } = {
  'order-confirmed': orderConfirmed,
  'order-rejected': orderRejected,
  'order-cancelled': orderCancelled,
  'lines-cancelled': linesCancelled,
  'payment-awaited': paymentAwaited,
  'payment-failed': paymentFailed,
  'order-checking': orderChecking,
  'backordered-items-arrived': backorderedItemsArrived,
  'order-shipped': orderShipped,
  'parcel-out-for-delivery': examplesOfParcel('parcel-out-for-delivery'),
  'parcel-delivered': examplesOfParcel('parcel-delivered'),
  'parcel-attempt-failed': examplesOfParcel('parcel-attempt-failed'),
  'parcel-returned': examplesOfParcel('parcel-returned'),
  'parcel-lost': examplesOfParcel('parcel-lost'),
  'order-delayed': orderDelayed,
  'payment-refunded': paymentRefunded,
  'withdrawal-received': withdrawalReceived,
  'return-requested': returnRequested,
  'return-approved': returnApproved,
  'return-refused': returnRefused,
};

type Example = (locale: Locale) => Notice;

/** Whose notice it is, if not the first brand's, or how that differs. */
type Given = { readonly storefront?: string } & Partial<Brand>;

/** The notice of an event, with what an example says of its order. */
function notice(event: NoticeEvent, order: NoticeExamples[string], { storefront, ...brand }: Given = {}): Example {
  return (locale) => {
    const said = typeof order === 'function' ? order(locale) : order;
    const shop = { ...brandOf(exampleShop, storefront, locale), ...brand };
    const number = 'K7Q-4XW-2R9';
    return {
      event,
      locale,
      shop,
      pageUrl: shopsOrderPage(shop, number) ?? examplePage,
      order: {
        id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
        number,
        createdAt: '2026-11-23T06:35:00.000Z',
        currency: 'GBP',
        lines: invoiceLines,
        shippingAddress: addressOf(locale),
        total: (said.lines ?? invoiceLines).reduce((total, line) => total + line.total, 0),
        ...said,
      },
    };
  };
}

/** The notice of a confirmed order that is hard to show. */
const hard = (order: Partial<NoticeOrder>, given?: Given) =>
  notice('order-confirmed', { payment: 'AUTHORIZED', ...order }, given);

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

const wide = (quantity: number) => [
  aLine({ sku: 'MEJA-120', name: 'MEJA TULIS KAYU JATI UKIR JEPARA', quantity, unitPrice: 125_000_000 }),
];
const hebrew = [aLine({ sku: 'חולצה-2', name: 'חולצת כותנה "קיץ" (XL) - 3 יחידות!', quantity: 3, unitPrice: 4_990 })];

/** The notices about orders, by name. */
export const noticeExamples: Readonly<Record<string, Example>> = {
  ...Object.fromEntries(
    noticeEvents.flatMap((event) =>
      Object.entries(examplesOf[event]).map(([name, order]) => [name, notice(event, order)]),
    ),
  ),
  'brand-of-a-storefront': hard({ lines: few }, { storefront: 'storefront-b' }),
  'receipt-uk': receipt('order.uk-vat-included.json'),
  'receipt-us': receipt('order.us-sales-tax.json'),
  'receipt-de': receipt('order.de-discount.json'),
  'receipt-gift-card': receipt('order.gift-card.json'),
  'hard-wide-amounts-idr': hard({ lines: wide(12), currency: 'IDR' }),
  'hard-wide-amounts-cop': hard({ lines: wide(8_000), currency: 'COP' }),
  'hard-right-to-left': hard(
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
    { name: 'החנות של נועה (תל אביב)' },
  ),
  'hard-long-address': hard({
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
  'hard-675-lines': hard({
    lines: Array.from({ length: 675 }, (_, index) =>
      aLine({ sku: `${20_000 + index}B`, name: `VINTAGE CHRISTMAS BUNTING ${index + 1}`, quantity: 2, unitPrice: 255 }),
    ),
  }),
  'hard-many-totals': hard({
    lines: few,
    totals: {
      subtotal: 1_530,
      discounts: Array.from({ length: 30 }, (_, index) => ({ title: `Coupon ${index + 1}`, code: 'A', amount: 1 })),
      due: 1_500,
    },
    total: 1_500,
  }),
  'hard-hostile': hard(
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
    { name: '"Best" <shop>, Inc.\r\nBcc: all@example.com' },
  ),
};

/** What a customer gets of a notice. */
export interface RenderedNotice {
  readonly email: RenderedEmail;
  readonly sms?: string;
}

const product = (locale: Locale) => ({
  sku: '85123A',
  name: 'WHITE HANGING HEART T-LIGHT HOLDER',
  locale,
  shop: brandOf(exampleShop, undefined, locale),
  unsubscribeUrl: `https://api.shop.example.com/unsubscribe/cGhh6nB0cLXUfEWWn0wTpA?locale=${locale}`,
});

/** All that customers and shoppers are written, by name. */
export const messages: Readonly<Record<string, (locale: Locale) => RenderedNotice>> = {
  ...Object.fromEntries(
    Object.entries(noticeExamples).map(([name, example]) => [
      name,
      (locale: Locale) => ({ email: renderEmail(example(locale)), sms: renderSms(example(locale)) }),
    ]),
  ),
  'back-in-stock': (locale) => ({ email: renderBackInStock(product(locale)) }),
  'back-in-stock-confirm': (locale) => ({
    email: renderConfirmBackInStock({ ...product(locale), link: 'https://shop.example.com/confirm?token=abc' }),
  }),
};
