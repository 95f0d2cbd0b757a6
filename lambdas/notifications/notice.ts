import type * as z from 'zod/mini';
import type { Locale } from '../orders/locale.ts';
import type { OrderNotice } from '../orders/notice-event.ts';
import type { OrderContent, OrderLine } from '../orders/order.ts';
import { amountDue } from '../orders/totals.ts';
import type { Brand } from '../shop/brand.ts';
import type { notices } from './notices/registry.ts';
import type { PaymentOutcome } from './payment-outcome.ts';

/** One message to one customer about one event of an order, before it takes the shape of a channel. */
export type Notice = OrderNotice & {
  readonly locale: Locale;
  readonly order: NoticeOrder;
  /** Whom the customer deals with. */
  readonly shop: Brand;
  /** The order's page: the shop's own, or ours by a link that proves its bearer. */
  readonly pageUrl: string;
};

/** An order as far as a notice shows it. */
export type NoticeOrder = Pick<
  OrderContent,
  'number' | 'createdAt' | 'currency' | 'total' | 'totals' | 'shippingAddress' | 'timeZone'
> &
  NoticeParticulars & {
    readonly id: string;
    readonly lines: readonly OrderLine[];
    readonly payment: PaymentOutcome;
  };

type Notices = typeof notices;
type Said = Exclude<
  { [event in keyof Notices]: z.output<Notices[event]['says']> }[keyof Notices],
  Readonly<Record<string, never>>
>;
type All<Of> = (Of extends unknown ? (one: Of) => void : never) extends (all: infer Every) => void ? Every : never;
type Optional<Of> = { readonly [Name in keyof Of]?: Of[Name] | undefined };

/** What only some notices say of an order; what each requires, its schema says. */
export type NoticeParticulars = All<Optional<Said>>;

/** The time zone in which a notice writes times: the shopper's where the order names it, else the shop's. */
export function timeZoneOf({ order, shop }: Pick<Notice, 'order' | 'shop'>): string {
  return order.timeZone ?? shop.timeZone;
}

/** What the customer pays, in minor units: the total without what gift cards and store credit pay. */
export function dueOf({ total, totals }: Pick<NoticeOrder, 'total' | 'totals'>): number {
  return amountDue({ total, due: totals?.due });
}

/** Whether the notice is of an order that ended without goods, and was paid by gift card or store credit in part. */
export function areCreditsBack({ order: { totals, rejection, cancellation } }: Notice): boolean {
  return totals?.credits !== undefined && (rejection !== undefined || cancellation !== undefined);
}
