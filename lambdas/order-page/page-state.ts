import { deliveredAt } from '../carriers/parcel-status.ts';
import type { Facts, PageTexts } from '../notifications/locales/texts.ts';
import { incompleteness } from '../notifications/notices/incomplete.ts';
import { notices } from '../notifications/notices/registry.ts';
import { pageTextsOf, textsOf } from '../notifications/texts.ts';
import type { Snapshot } from '../order-tracking/represent-order.ts';
import { dueNow } from '../orders/current-sale.ts';
import type { NoticeEvent } from '../orders/notice-event.ts';
import { acceptanceOf } from '../payments/acceptance.ts';
import { payBefore } from '../payments/payment.ts';
import { isPaid } from '../payments/payment-status.ts';
import { mayTryAgain } from '../payments/payment-try.ts';

/** How an order stands, as its page says it: in the words of the notice of that, or where there is none, its own. */
export type PageState =
  | keyof PageTexts['states']
  | Extract<
      NoticeEvent,
      'order-confirmed' | 'order-rejected' | 'order-cancelled' | 'payment-awaited' | 'payment-failed' | 'order-checking'
    >;

/** Whether it is well, ended, wrong, or the customer's turn. */
export type Tone = 'going' | 'good' | 'asking' | 'bad' | 'ended';

/** How each state looks. */
export const tones: { readonly [state in PageState]: Tone } = {
  received: 'going',
  reserved: 'going',
  'order-checking': 'going',
  'payment-awaited': 'asking',
  'payment-failed': 'bad',
  'order-confirmed': 'good',
  shipped: 'good',
  delivered: 'good',
  'order-rejected': 'bad',
  'order-cancelled': 'ended',
};

/** How the order stands. */
export function pageStateOf({
  order,
  payment,
  shipments,
}: Pick<Snapshot, 'order' | 'payment' | 'shipments'>): PageState {
  switch (order.status) {
    case 'PENDING':
      return 'received';
    case 'RESERVED':
      if (payment !== undefined && acceptanceOf(payment) === 'held') return 'order-checking';
      if (payment === undefined || isPaid(payment.status) || dueNow(order) === 0) return 'reserved';
      if (payment.status === 'PENDING') return 'payment-awaited';
      return mayTryAgain(order) ? 'payment-failed' : 'reserved';
    case 'CONFIRMED':
      return 'order-confirmed';
    case 'SHIPPED':
      return deliveredAt(order, shipments) === undefined ? 'shipped' : 'delivered';
    case 'REJECTED':
      return 'order-rejected';
    case 'CANCELLED':
      return 'order-cancelled';
  }
}

/** What a page says of how the order stands, and what comes next. */
export interface StateTexts {
  readonly badge: string;
  readonly heading: string;
  readonly status: string;
  readonly nextHeading: string;
  readonly next: string;
}

/** The words for a state: those of its notice, but for what a page says otherwise. */
export function stateTexts(state: PageState, snapshot: Snapshot, facts: Facts): StateTexts {
  const { locale } = snapshot.content;
  const page = pageTextsOf(locale);
  const { events } = textsOf(locale);
  const { nextHeading } = events['order-confirmed'](facts);
  if (state === 'received' || state === 'reserved') {
    return { ...page.states[state], nextHeading, next: page.next.received };
  }
  if (state === 'shipped' || state === 'delivered') {
    return { ...page.states[state], nextHeading, next: page.next[state] };
  }
  const said = notices[state].sentences(events, facts, saidOf(state, snapshot));
  return state === 'order-confirmed' ? { ...said, next: page.next.confirmed } : said;
}

/** What the notice of a state says of the order in particular. */
function saidOf(state: PageState, { order, payment, ...snapshot }: Snapshot): object {
  const { rejection, cancellation, shortages } = order;
  return {
    ...incompleteness({ order, ...snapshot }),
    ...(rejection && { rejection: { ...rejection, ...(shortages && { shortages }) } }),
    ...(cancellation && { cancellation }),
    // Where to pay, the page says beside it, as long as there is such a place.
    ...(state === 'payment-awaited' && { payUrl: payment?.payUrl ?? '' }),
  };
}

/** Until when the customer is to pay, as long as that is ahead, ISO 8601 UTC. */
export function payBeforeOf({ order, payment }: Pick<Snapshot, 'order' | 'payment'>, now: Date): string | undefined {
  if (order.status !== 'RESERVED' || payment === undefined || isPaid(payment.status)) return undefined;
  const moment = payBefore(payment);
  return moment !== undefined && moment > now.toISOString() ? moment : undefined;
}
