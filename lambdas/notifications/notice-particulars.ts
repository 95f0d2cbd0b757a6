import { shortagesOf } from '../orders/current-sale.ts';
import type { NoticeEvent } from '../orders/notice-event.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { isConfirmed } from '../orders/order-status.ts';
import { sumOfCharges } from '../orders/totals.ts';
import { lastingPayUrl } from '../payments/lasting-pay-url.ts';
import { isPaid, type Payment, payBefore } from '../payments/payment.ts';
import { mayTryAgain } from '../payments/payment-try.ts';
import type { NoticeOrder, NoticeParticulars } from './notice.ts';

/** An order with all that a notice says of it. */
export interface OrderToTell {
  readonly order: Order;
  readonly content: OrderContent;
  /** By the try to pay that the order is at; and by those before it. */
  readonly payment: Payment | undefined;
  readonly formerPayments: readonly Payment[];
  /** Which time, of an event that an order may see several times. */
  readonly about?: string | undefined;
}

/**
 * What a notice says besides what every notice says; and of the money, where that is not for `paymentOutcome` to say.
 */
export type Particulars = NoticeParticulars & Partial<Pick<NoticeOrder, 'payment'>>;

/**
 * What each notice says of an order in particular.
 * @returns undefined when it is not, or no longer, true of the order
 */
export const particularsOf: {
  readonly [event in NoticeEvent]: (told: OrderToTell, now: Date) => Particulars | undefined;
} = {
  'order-confirmed': (told) =>
    isConfirmed(told.order.status)
      ? { backorderedLines: told.order.backorderedLines, shortages: leftOut(told) }
      : undefined,

  'order-rejected': ({ order: { status, rejection, shortages } }) => {
    if (status !== 'REJECTED' || rejection === undefined) return undefined;
    const { reason } = rejection;
    return { rejection: { reason, shortages: reason === 'OUT_OF_STOCK' ? shortages : undefined } };
  },

  'order-cancelled': ({ order: { status, cancellation } }) => {
    if (status !== 'CANCELLED' || cancellation === undefined) return undefined;
    const { by, reason } = cancellation;
    return { cancellation: { by, reason } };
  },

  'lines-cancelled': ({ order: { lineCancellations = [] }, content, about }) => {
    const cancellation = lineCancellations[Number(about) - 1];
    if (cancellation === undefined) return undefined;
    const { by, reason, charges } = cancellation;
    const lines = cancellation.lines.map(({ line, quantity: cancelled }) => {
      const { sku = '', name = '', quantity = 0 } = content.lines[line - 1] ?? {};
      return { sku, name, quantity, cancelled };
    });
    return { payment: 'LESS', linesCancelled: { by, reason, lines, less: sumOfCharges(charges) } };
  },

  'payment-awaited': ({ order, content, payment, about }, now) => {
    const { status, backorderedLines } = order;
    if (status !== 'RESERVED' || payment?.status !== 'PENDING' || !isAbout(payment, about)) return undefined;
    // A link that may be dead before it is read is no help: the storefront shows a new one.
    const payUrl = lastingPayUrl(payment);
    if (payUrl === undefined) return undefined;
    const before = momentAhead(payBefore(payment), now);
    return { payment: 'AWAITED', payUrl, payBefore: before, backorderedLines, shortages: leftOut({ order, content }) };
  },

  'payment-failed': ({ order, payment, about }, now) => {
    if (payment === undefined || !isAbout(payment, about)) return undefined;
    if (!mayTryAgain(order) || payment.status === 'PENDING' || isPaid(payment.status)) return undefined;
    const { payPageUrl: payUrl } = payment;
    return { payment: 'AWAITED', payUrl, payBefore: momentAhead(payBefore(payment), now) };
  },

  'backordered-items-arrived': ({ order: { status, backorderedLines } }) =>
    status === 'CONFIRMED' && backorderedLines === undefined ? {} : undefined,
};

/** What of an order that takes what there is was short. */
function leftOut({ order, content }: Pick<OrderToTell, 'order' | 'content'>): NoticeParticulars['shortages'] {
  const names = new Map(content.lines.map(({ sku, name }) => [sku, name]));
  const shortages = shortagesOf(order, content.lines);
  if (shortages.length === 0) return undefined;
  return shortages.map((shortage) => ({ ...shortage, name: names.get(shortage.sku) ?? shortage.sku }));
}

/** Whether a notice is of this try to pay, the first where it does not say. */
function isAbout({ tryNumber = 1 }: Payment, about = '1'): boolean {
  return about === String(tryNumber);
}

/** A step that was redriven waits anew, so that a moment which is over says nothing. */
function momentAhead(moment: string | undefined, now: Date): string | undefined {
  return moment !== undefined && moment > now.toISOString() ? moment : undefined;
}
