import { formatAmount } from '../notifications/format.ts';
import { shopsOrderPage } from '../notifications/shops-order-page.ts';
import { pageTextsOf } from '../notifications/texts.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { pageUrlOf } from '../orders/page-link.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { paymentIdOf } from '../payments/payment-try.ts';
import { brandOf } from '../shop/brand.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { type AnswerFacts, type PreparedAnswer, preparedAnswers } from './locales/ticket-texts.ts';
import { ticketTextsOf } from './texts.ts';
import type { Ticket } from './ticket.ts';
import type { TicketView } from './ticket-view.ts';

/** What preparing answers touches. */
export interface PreparedAnswerPorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly payments: Pick<PaymentTable, 'find' | 'triesOf'>;
  readonly pageUrlOf: typeof pageUrlOf;
  readonly shop: ShopProfile;
}

const production = (): PreparedAnswerPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  pageUrlOf,
  shop: stageShop(),
});

/** The station of an order's page that says where it is. */
const stationOf = {
  PENDING: 'received',
  RESERVED: 'reserved',
  CONFIRMED: 'confirmed',
  SHIPPED: 'shipped',
  REJECTED: 'rejected',
  CANCELLED: 'cancelled',
} as const satisfies Record<OrderStatus, string>;

/** What has to be known for an answer to be true. */
const needs: Readonly<Partial<Record<PreparedAnswer, keyof AnswerFacts>>> = {
  'where-it-is': 'standing',
  'refund-under-way': 'refunded',
};

/** The answers that a ticket may get as its order stands, in the customer's language. */
export async function preparedAnswersTo(
  { locale, orderId, storefront }: Pick<Ticket, 'locale' | 'orderId' | 'storefront'>,
  { orders, payments, pageUrlOf, shop }: PreparedAnswerPorts = production(),
): Promise<TicketView['answers']> {
  const brand = brandOf(shop, storefront, locale);
  const order = orderId === undefined ? undefined : await orders.findOrder(orderId);
  const tries =
    order === undefined ? [] : await payments.triesOf(order, await payments.find(paymentIdOf({ orderId: order.id })));
  const refunded = tries.reduce((sum, payment) => sum + payment.refunded, 0);
  const facts: AnswerFacts = {
    shop: brand.name,
    ...(order !== undefined && {
      number: order.number,
      standing: pageTextsOf(locale).stations[stationOf[order.status]],
      pageUrl: shopsOrderPage(brand, order.number) ?? (await pageUrlOf(order, { isProven: true })),
      ...(refunded > 0 && { refunded: formatAmount(refunded, order.currency, locale) }),
    }),
  };
  const { answers } = ticketTextsOf(locale);
  return preparedAnswers
    .filter((name) => {
      const needed = needs[name];
      return needed === undefined || facts[needed] !== undefined;
    })
    .map((name) => ({ name, title: answers[name].title, text: answers[name].text(facts) }));
}
