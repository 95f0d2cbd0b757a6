import type { ParcelNotice } from '../../carriers/parcel-notices.ts';
import type { Cancellation } from '../../orders/cancellation.ts';
import type { ShopperReason } from '../../orders/cancellation-reason.ts';
import type { RescheduleReason } from '../../orders/expected-delivery.ts';
import type { NoticeEvent } from '../../orders/notice-event.ts';
import type { ParcelState } from '../../orders/parcel.ts';
import type { RejectionReason } from '../../orders/rejection.ts';
import type { ReturnCase } from '../../orders/return-case.ts';
import type { Credit } from '../../orders/totals.ts';
import type { PaymentMethod } from '../../payments/providers/registry.ts';
import type { PayApp } from '../pay-link.ts';
import type { PaymentOutcome } from '../payment-outcome.ts';

/** What the sentences of an event may mention. No personal data: subjects and SMS are read on locked screens. */
export type Facts = {
  readonly shop: string;
  readonly number: string;
  readonly total: string;
  readonly due: string;
  /** Writes an amount in minor units of the order's currency. */
  readonly money: (amount: number) => string;
  /** Writes days of the calendar, from one to another. */
  readonly days: (from: string, to: string) => string;
  /** Writes within a sentence what came from outside. */
  readonly foreign: (words: string) => string;
  /** Writes a moment in the customer's time zone. */
  readonly moment: (iso: string) => string;
};

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
  /** What it says of the money, where that is not the order's whole. */
  readonly payment?: string;
  /** What a short message says in place of its sentence about the money: the first of these that it has room for. */
  readonly smsMore?: readonly string[];
};

/** Who cancelled, and why. */
export type WhyCancelled = Pick<Cancellation, 'by' | 'reason'>;

/** An event whose sentences depend on more than the facts. */
type EventWithMore =
  | 'order-rejected'
  | 'order-cancelled'
  | 'lines-cancelled'
  | 'order-shipped'
  | ParcelNotice
  | 'order-delayed'
  | 'payment-refunded'
  | keyof ReturnEvents;

/** What is said of a return case; `at` and `sendBy` are written in full, as a moment. */
export type SaidOfReturn = Pick<ReturnCase, 'kind' | 'remedy' | 'keeps' | 'postage'> & {
  readonly name: string;
  readonly at: string;
  readonly sendBy: string;
  readonly soldOut: boolean;
  /** What staff say of it. */
  readonly remark: string | undefined;
};

/** The sentences about a return case. */
export type ReturnEvents = {
  readonly [event in 'withdrawal-received' | 'return-requested' | 'return-approved' | 'return-refused']: (
    facts: Facts,
    said: SaidOfReturn,
  ) => EventTexts;
};

/** What has left, by whom; `isAll`: nothing is to follow it. */
export type Parcel = {
  readonly carrier: string | undefined;
  readonly trackingNumber: string | undefined;
  readonly isAll: boolean;
};

/** Why an order comes later than was said; the days are written already. */
export type Lateness = {
  readonly reason: RescheduleReason;
  /** By when it was to arrive. */
  readonly formerly: string;
  /** By when it does, and on which days. */
  readonly by: string;
  readonly days: string;
  /** Whether it may still be called off. */
  readonly mayCancel: boolean;
};

/** How much goes back; and within how many working days, unless all of it goes to gift cards and store credit. */
export type MoneyBack = {
  readonly back: string;
  readonly days: number | undefined;
};

/** What an order's page says of how it stands, where no notice says it. */
export type PageState = Pick<EventTexts, 'badge' | 'heading' | 'status'>;

/** What customers ask their shop about an order. */
export type HelpTopic = 'arrival' | 'address' | 'payment' | 'refund' | 'damaged' | 'return' | 'other';

/** What is only on an order's page. */
export type PageTexts = {
  /** The title of the window. */
  readonly title: (facts: Pick<Facts, 'shop' | 'number'>) => string;
  readonly states: { readonly [state in 'received' | 'reserved' | 'shipped' | 'delivered']: PageState };
  readonly progress: string;
  /** The stations of an order, by what its timeline calls them, and those that it waits for. */
  readonly stations: {
    readonly [station in
      | 'received'
      | 'reserved'
      | 'paid'
      | 'confirmed'
      | 'shipped'
      | 'delivered'
      | 'partlyShipped'
      | 'declined'
      | 'linesCancelled'
      | 'returned'
      | 'rejected'
      | 'cancelled']: string;
  };
  /** Until when we give an answer. */
  readonly answerBefore: (moment: string) => string;
  /** By when it is confirmed, as most orders like it are; and how that is known: of 100 orders lately, so many were. */
  readonly expected: (moment: string) => string;
  readonly howOftenRight: string;
  readonly expectedKept: (orders: number) => string;
  /** Of how many of 100 orders lately the days were right; undefined while too few have arrived to say so. */
  readonly arrivalKept: (orders: number | undefined) => string;
  /** That a fault of ours delays it, and until when there is an answer. */
  readonly delayed: (moment: string) => string;
  /** What happens next with an order that goes its way. */
  readonly next: { readonly [state in 'received' | 'confirmed' | 'shipped' | 'delivered']: string };
  readonly shipments: string;
  /** How a parcel stands with its carrier; `track` leads to that carrier's own page. */
  readonly parcel: {
    readonly states: { readonly [state in ParcelState]: string };
    readonly track: string;
    readonly history: string;
  };
  /** What the customer of a late order can do: wait, which is then noted, or cancel it. */
  readonly late: { readonly [part in 'wait' | 'waits' | 'cancel']: string };
  /** What operators have said that concerns the order: its payment, its warehouse, its answer, its parcel. */
  readonly contingency: {
    readonly providerDown: string;
    readonly warehouseClosed: (until: string) => string;
    readonly flashSale: string;
    readonly carrierDown: string;
  };
  /** Between two facts in a line. */
  readonly comma: string;
  readonly cancelledUnits: (units: string) => string;
  readonly returnedUnits: (units: string) => string;
  readonly contact: string;
  /** In place of address and contact. */
  readonly hidden: string;
  /** What the customer can do on it. */
  readonly actions: {
    readonly cancelOrder: string;
    readonly cancelOrderText: string;
    readonly cancelItem: string;
    readonly cancelItemText: string;
    readonly reason: string;
    readonly reasons: { readonly [reason in ShopperReason]: string };
    readonly confirm: string;
    /** Leads to where the customer withdraws, in the law's words; and to where they return, exchange or complain. */
    readonly withdraw: string;
    readonly returns: string;
    /** Shows address and contact to who knows the order's number and to whom we write. */
    readonly prove: string;
    readonly contactField: string;
    readonly proveButton: string;
  };
  /** What the carrier should know: `change` opens a form with `text` above its `field`, which may be left empty. */
  readonly instructions: { readonly [part in 'title' | 'change' | 'text' | 'field' | 'save']: string };
  /** What came of an action, where the page does not show it itself. */
  readonly said: { readonly [outcome in 'not-cancelled' | 'not-instructed' | 'not-proven']: string };
  /** Leads from how the order stands to who answers. */
  readonly askForHelp: string;
  readonly help: string;
  readonly helpText: (facts: Pick<Facts, 'shop' | 'number'>) => string;
  /** The same where no order can be shown. */
  readonly helpWithoutOrder: (facts: Pick<Facts, 'shop'>) => string;
  /** What a customer may ask about: each begins an e-mail to the shop with it as its subject. */
  readonly helpTopics: { readonly [topic in HelpTopic]: string };
  /** How that e-mail begins, ahead of what the customer writes. */
  readonly helpMail: (facts: Pick<Facts, 'number'> & { readonly topic: string }) => string;
  /** To those whose browser runs no scripts. */
  readonly reload: string;
  /** The page of a link that leads nowhere, and of a failure. */
  readonly gone: PageState;
  readonly failed: PageState;
};

/** The sentences to a shopper who asked for a product that is back in stock. */
export type BackInStockTexts = Omit<EventTexts, 'nextHeading' | 'sms'> & {
  /** Why they get this e-mail. */
  readonly footer: string;
};

/** What is written to shoppers, who have not ordered. */
export type ShopperTexts = {
  readonly backInStock: (product: string, shop: string) => BackInStockTexts;
  /** Asks whether it was them who asked for the product. */
  readonly confirmBackInStock: (product: string, shop: string) => BackInStockTexts;
  readonly confirmButton: string;
  /** How somebody stops the e-mails about products: what leads to the page, and what it says. */
  readonly unsubscribe: {
    readonly link: string;
    readonly title: string;
    readonly ask: string;
    readonly button: string;
    readonly done: string;
    /** The link is too old, or was never one. */
    readonly gone: string;
  };
};

/** What a locale writes about orders. */
export type Texts = {
  /** The Intl locale that writes numbers, dates and countries. */
  readonly intl: string;
  /** The currency whose amounts are written with its name: `1,200円` rather than `￥1,200`. */
  readonly namedCurrency?: string;
  /** CSS font stack: fonts that phones and computers have, none is loaded. */
  readonly fonts: string;
  readonly labels: {
    readonly number: string;
    readonly placedAt: string;
    readonly shortages: string;
    readonly requested: string;
    readonly available: string;
    readonly cancelled: string;
    /** What was kept, or given, for lines that were cancelled, beside what they came to. */
    readonly cancellation: string;
    readonly backordered: string;
    readonly expected: string;
    /** When the order is to arrive. */
    readonly delivery: string;
    readonly parcel: string;
    readonly toFollow: string;
    /** What a customer withdraws from, gives back, exchanges or complains about. */
    readonly returned: string;
    readonly sendBackTo: string;
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly refund: string;
    readonly refundTo: string;
    readonly amount: string;
    readonly lines: string;
    readonly item: string;
    readonly sku: string;
    readonly quantity: string;
    readonly lineTotal: string;
    readonly totalQuantity: string;
    readonly total: string;
    readonly subtotal: string;
    readonly due: string;
    readonly address: string;
    readonly payment: string;
    readonly email: string;
    readonly telephone: string;
    /** Between a label and its value in the plain-text version. */
    readonly colon: string;
  };
  /** From a day to another. */
  readonly fromTo: (from: string, to: string) => string;
  readonly andMore: (count: number) => string;
  /** So many more discounts, taxes or the like, before what they come to. */
  readonly andOthers: (count: number) => string;
  /** An included tax, below the total. */
  readonly includedTax: (title: string) => string;
  /** What paid without a payment provider. */
  readonly credit: { readonly [type in Credit['type']]: (reference: string) => string };
  /** That what such paid goes back to it. */
  readonly creditsBack: string;
  /** What a customer knows a way to pay by, money going back to it. */
  readonly refundTo: { readonly [method in PaymentMethod]: string };
  readonly payment: { readonly [outcome in PaymentOutcome]: (due: string, payBefore?: string) => string };
  readonly shortPayment: { readonly [outcome in PaymentOutcome]: string };
  /** How to pay what is awaited. */
  readonly pay: {
    readonly button: (due: string) => string;
    /** Before the address of the page, for those whose button does not work. */
    readonly copyAddress: string;
    readonly openLink: { readonly [app in PayApp]: string };
    /** Before a text that is not a link. */
    readonly openCode: string;
    readonly shortBefore: (moment: string) => string;
    readonly shortLink: { readonly [target in 'page' | PayApp]: (url: string) => string };
  };
  readonly footer: (facts: Facts) => readonly string[];
  readonly events: ReturnEvents & {
    readonly [event in Exclude<NoticeEvent, EventWithMore>]: (facts: Facts) => EventTexts;
  } & {
    readonly 'order-cancelled': (facts: Facts, why: WhyCancelled) => EventTexts;
    /** `less`: how much less the order is charged. */
    readonly 'lines-cancelled': (facts: Facts, cancelled: WhyCancelled & { readonly less: string }) => EventTexts;
    readonly 'order-shipped': (facts: Facts, parcel: Parcel) => EventTexts;
    readonly 'order-delayed': (facts: Facts, late: Lateness) => EventTexts;
    readonly 'payment-refunded': (facts: Facts, refund: MoneyBack) => EventTexts;
  } & {
    readonly [event in ParcelNotice]: (facts: Facts, parcel: Omit<Parcel, 'isAll'>) => EventTexts;
  } & {
    /** What happens next, and on which days the order is to arrive. */
    readonly arriving: (next: string, days: string) => string;
    /** What differs when something of the order is still to come. */
    readonly backordered: {
      readonly [event in 'order-confirmed' | 'payment-awaited']: (facts: Facts) => Partial<EventTexts>;
    };
    /** What differs when something of the order was short, and left out. */
    readonly partial: Texts['events']['backordered'];
    readonly 'order-rejected': { readonly [reason in RejectionReason]: (facts: Facts) => EventTexts };
  };
  /** Leads to the order's page, from a mail; and from a short message. */
  readonly pageLink: { readonly link: string; readonly shortLink: (url: string) => string };
  /** One short message: as many of the sentences as fit, the first always. */
  readonly sms: (shop: string, sentences: readonly string[]) => string;
  /**
   * The alphabet of its short messages: a single character of another turns GSM-7 into UCS-2, which has half the room.
   */
  readonly smsAlphabet: 'GSM-7' | 'UCS-2';
};
