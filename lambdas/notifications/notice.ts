import type { Cancellation } from '../orders/cancellation.ts';
import type { BackorderedLine } from '../orders/holds.ts';
import type { Locale } from '../orders/locale.ts';
import type { OrderNotice } from '../orders/notice-event.ts';
import type { OrderContent, OrderLine, Shortage } from '../orders/order.ts';
import type { RejectionReason } from '../orders/rejection.ts';
import { amountDue } from '../orders/totals.ts';
import type { PaymentOutcome } from './payment-outcome.ts';

/** One message to one customer about one event of an order, before it takes the shape of a channel. */
export type Notice = OrderNotice & {
  readonly locale: Locale;
  readonly order: NoticeOrder;
  readonly shopName: string;
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

/** What only some notices say of an order. */
export type NoticeParticulars = {
  /** Required by `order-rejected`: why, and for lack of stock what was short. */
  readonly rejection?:
    | { readonly reason: RejectionReason; readonly shortages?: readonly Shortage[] | undefined }
    | undefined;
  /** Required by `order-cancelled`. */
  readonly cancellation?: NoticeCancellation | undefined;
  /** Required by `lines-cancelled`. */
  readonly linesCancelled?: NoticeLinesCancelled | undefined;
  /** What of the order was short, and left out. */
  readonly shortages?: readonly (Shortage & Pick<OrderLine, 'name'>)[] | undefined;
  /** What of the order is still to come. */
  readonly backorderedLines?: readonly BackorderedLine[] | undefined;
  /** Where the customer pays; required by `payment-awaited`. It came from outside: see `pay-link.ts`. */
  readonly payUrl?: string | undefined;
  /** Until when a payment is awaited, ISO 8601 in UTC; absent where that is not known. */
  readonly payBefore?: string | undefined;
};

/** Who cancelled an order and why. Not their own words: those of staff are not written for customers. */
export type NoticeCancellation = Pick<Cancellation, 'by' | 'reason'>;

/** Units of an order's lines that were cancelled, and how much less the order is charged for it, in minor units. */
export type NoticeLinesCancelled = NoticeCancellation & {
  readonly lines: readonly (Pick<OrderLine, 'sku' | 'name' | 'quantity'> & { readonly cancelled: number })[];
  readonly less: number;
};

/** What the customer pays, in minor units: the total without what gift cards and store credit pay. */
export function dueOf({ total, totals }: Pick<NoticeOrder, 'total' | 'totals'>): number {
  return amountDue({ total, due: totals?.due });
}

/** Whether the notice is of an order that ended without goods, and was paid by gift card or store credit in part. */
export function areCreditsBack({ order: { totals, rejection, cancellation } }: Notice): boolean {
  return totals?.credits !== undefined && (rejection !== undefined || cancellation !== undefined);
}
