/**
 * What a notice says to a customer, before it takes the shape of a channel: the order as the customer sees it, the texts that
 * each locale must have, and the one way in which amounts, dates and references are written. Nothing here calls AWS.
 */
import type { Cancellation } from '../orders/cancellation.ts';
import type { NoticeEvent } from '../orders/notice-event.ts';
import { en } from './locales/en.ts';
import { zhCN } from './locales/zh-CN.ts';
import type { PayApp } from './pay-link.ts';

/** A language that customers are written to in (BCP 47). */
export type Locale = 'en' | 'zh-CN';

/** Why an order was refused; every reason has its own sentences in each locale. */
export type RejectionReason = 'OUT_OF_STOCK' | 'PAYMENT_DECLINED' | 'PAYMENT_TIMEOUT' | 'HOLD_EXPIRED';

/**
 * Where the customer's money is, in the customer's terms. A called-off order is `NOT_TAKEN` (never asked for, declined, or
 * closed while pending), `UNSETTLED` (begun, and not closed yet: it may still go through), `RELEASED` (had been authorised, is
 * voided) or `REFUNDED`; a confirmed one `AUTHORIZED` or `CAPTURED`;
 * one that waits for its payment `AWAITED`.
 */
export type PaymentOutcome =
  | 'AUTHORIZED'
  | 'CAPTURED'
  | 'NOT_TAKEN'
  | 'UNSETTLED'
  | 'RELEASED'
  | 'REFUNDED'
  | 'AWAITED';

/** One order line as it was sold; amounts in the currency's minor unit. */
export type NoticeLine = {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly total: number;
};

/** A postal address; `country` is ISO 3166-1 alpha-2. */
export type NoticeAddress = {
  readonly name: string;
  readonly line1: string;
  readonly line2?: string | undefined;
  readonly city: string;
  readonly region?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly country: string;
};

/** Why an order was refused, and for lack of stock what was short. */
export type NoticeRejection = {
  readonly reason: RejectionReason;
  readonly shortages?:
    | readonly { readonly sku: string; readonly requested: number; readonly available: number }[]
    | undefined;
};

/** Who cancelled an order and why. Not their own words: those of staff are not written for customers. */
export type NoticeCancellation = Pick<Cancellation, 'by' | 'reason'>;

/** An order as far as a notice shows it. */
export type NoticeOrder = {
  readonly id: string;
  /** When the order was placed, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** ISO 4217. */
  readonly currency: string;
  /** In the currency's minor unit. */
  readonly total: number;
  readonly lines: readonly NoticeLine[];
  readonly shippingAddress: NoticeAddress;
  readonly payment: PaymentOutcome;
  /** Required by `order-rejected`. */
  readonly rejection?: NoticeRejection | undefined;
  /** What of a confirmed order is still to come, and when it is expected (ISO 8601 in UTC). */
  readonly backorderedLines?:
    | readonly { readonly sku: string; readonly quantity: number; readonly expectedAt: string }[]
    | undefined;
  /** Required by `order-cancelled`. */
  readonly cancellation?: NoticeCancellation | undefined;
  /** Required by `payment-awaited`: where the customer pays. It came from outside: see `pay-link.ts`. */
  readonly payUrl?: string | undefined;
  /** Until when a payment is awaited, ISO 8601 in UTC; absent where that is not known. */
  readonly payBefore?: string | undefined;
};

/** One message to one customer about one event of an order; the channel is chosen by what renders it. */
export type Notice = {
  readonly event: NoticeEvent;
  readonly locale: Locale;
  readonly order: NoticeOrder;
  readonly shopName: string;
};

/** What the sentences of an event may mention. No personal data: subjects and SMS are read on locked screens. */
export type Facts = { readonly shop: string; readonly reference: string; readonly total: string };

/** The sentences about one event. */
export type EventTexts = {
  readonly subject: string;
  /** What a mailbox shows beside the subject. */
  readonly preheader: string;
  /** The state of the order in a word or two. */
  readonly badge: string;
  readonly heading: string;
  /** What happened, in a sentence or two. */
  readonly status: string;
  readonly nextHeading: string;
  /** What happens next, or what the customer can do. */
  readonly next: string;
  /** What a short message says before its sentence about the money. */
  readonly sms: string;
};

/** Every text of one locale. */
export type Texts = {
  /** The Intl locale that writes numbers, dates and countries. */
  readonly intl: string;
  /** CSS font stack: fonts that phones and computers have, none is loaded. */
  readonly fonts: string;
  readonly labels: {
    readonly reference: string;
    readonly placedAt: string;
    readonly shortages: string;
    readonly requested: string;
    readonly available: string;
    readonly backordered: string;
    readonly expected: string;
    readonly lines: string;
    readonly item: string;
    readonly sku: string;
    readonly quantity: string;
    readonly unitPrice: string;
    readonly lineTotal: string;
    readonly totalQuantity: string;
    readonly total: string;
    readonly address: string;
    readonly payment: string;
    /** Between a label and its value in the plain-text version. */
    readonly colon: string;
  };
  readonly andMore: (count: number) => string;
  readonly address: (address: NoticeAddress, country: string) => readonly (string | undefined)[];
  readonly payment: { readonly [outcome in PaymentOutcome]: (total: string, payBefore?: string) => string };
  readonly shortPayment: { readonly [outcome in PaymentOutcome]: string };
  /** How to pay what is awaited. */
  readonly pay: {
    readonly button: (total: string) => string;
    /** Before the address of the page, for those whose button does not work. */
    readonly copyAddress: string;
    readonly openLink: { readonly [app in PayApp]: string };
    /** Before a text that is not a link. */
    readonly openCode: string;
    readonly shortBefore: (moment: string) => string;
    readonly shortLink: { readonly [target in 'page' | PayApp]: (url: string) => string };
  };
  readonly footer: (facts: Facts) => readonly string[];
  readonly events: {
    readonly [event in Exclude<NoticeEvent, 'order-rejected' | 'order-cancelled'>]: (facts: Facts) => EventTexts;
  } & {
    /** What differs when something of the order is still to come. */
    readonly backordered: {
      readonly [event in 'order-confirmed' | 'payment-awaited']: (facts: Facts) => Partial<EventTexts>;
    };
    readonly 'order-cancelled': (facts: Facts, cancellation: NoticeCancellation) => EventTexts;
    readonly 'order-rejected': { readonly [reason in RejectionReason]: (facts: Facts) => EventTexts };
  };
  /** One short message: as many of the sentences as fit, the first always. */
  readonly sms: (shop: string, sentences: readonly string[]) => string;
};

const textsByLocale: { readonly [locale in Locale]: Texts } = { en, 'zh-CN': zhCN };

/** The texts of a locale, e.g. `textsOf('zh-CN').labels.total`. */
export function textsOf(locale: Locale): Texts {
  return textsByLocale[locale];
}

/** The sentences of a notice about its event. */
export function eventTexts({ event, locale, order }: Notice, facts: Facts): EventTexts {
  const { events } = textsOf(locale);
  if (event === 'order-rejected') {
    if (!order.rejection) throw new Error(`A notice of ${event} needs the reason`);
    return events[event][order.rejection.reason](facts);
  }
  if (event === 'order-cancelled') {
    if (!order.cancellation) throw new Error(`A notice of ${event} needs the reason`);
    return events[event](facts, order.cancellation);
  }
  const isBackordered =
    order.backorderedLines !== undefined && (event === 'order-confirmed' || event === 'payment-awaited');
  return { ...events[event](facts), ...(isBackordered && events.backordered[event](facts)) };
}

/** What customers call an order: `orderReference('1f0c2d3e-…')` is `1F0C2D3E`, in every channel. */
export function orderReference(orderId: string): string {
  return orderId.slice(0, 8).toUpperCase();
}

/**
 * Makes one line of what came from outside: no line break can forge a line of the text version or a header, no direction mark
 * can turn an amount around, and no endless name can push a mail over the size that mailboxes show whole.
 */
export function oneLine(value: string, atMost = 120): string {
  const line = value
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= atMost ? line : `${characters.slice(0, atMost - 1).join('')}…`;
}

/**
 * Minor-unit digits after ISO 4217 where they are not 2. Intl's own figure is CLDR's habit of display (forint and rupiah 0, for
 * instance), which would state an amount a hundredfold.
 */
const minorUnitDigits: { readonly [digits: number]: string } = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

function digitsOf(currency: string): number {
  const [digits] = Object.entries(minorUnitDigits).find(([, codes]) => codes.includes(currency)) ?? ['2'];
  return Number(digits);
}

/** Writes minor units as money: `formatAmount(139_12, 'GBP', 'en')` is `£139.12`, 1200 JPY `JP¥1,200`. */
export function formatAmount(
  amount: number,
  currency: string,
  locale: Locale,
  currencyDisplay: 'symbol' | 'code' = 'symbol',
): string {
  const digits = digitsOf(currency);
  // The decimal point is moved in the exponent: Intl reads the string exactly, a division could round.
  return new Intl.NumberFormat(textsOf(locale).intl, {
    style: 'currency',
    currency,
    currencyDisplay,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(`${amount}E-${digits}` as `${number}`);
}

/** Writes a quantity: `formatQuantity(1200, 'en')` is `1,200`. */
export function formatQuantity(quantity: number, locale: Locale): string {
  return new Intl.NumberFormat(textsOf(locale).intl).format(quantity);
}

/** Writes a moment in UTC and says so, with a space that does not break: `23 November 2026 at 06:35 UTC`. */
export function formatMoment(iso: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(textsOf(locale).intl, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${format.format(new Date(iso))}\u00A0UTC`;
}

/** Writes a day, in UTC: `23 November 2026`. */
export function formatDay(iso: string, locale: Locale): string {
  return new Intl.DateTimeFormat(textsOf(locale).intl, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));
}

/** A country's name: `countryName('GB', 'zh-CN')` is `英国`. */
export function countryName(country: string, locale: Locale): string {
  return new Intl.DisplayNames(textsOf(locale).intl, { type: 'region' }).of(country) ?? country;
}
