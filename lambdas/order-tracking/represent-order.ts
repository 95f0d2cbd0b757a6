import type * as z from 'zod/mini';
import { trackingUrl } from '../carriers/known-carriers.ts';
import { deliveredAt } from '../carriers/parcel-status.ts';
import { currentSale, shortagesOf } from '../orders/current-sale.ts';
import { type ChangedInstructions, deliveryInstructionsOf } from '../orders/delivery-instructions.ts';
import { expectedDelivery } from '../orders/expected-delivery.ts';
import { currentLines } from '../orders/line-counts.ts';
import { noticeName } from '../orders/notice-event.ts';
import { lostAs, type NoticeMarker, noticeReturns } from '../orders/notice-marker.ts';
import type { Order, OrderContent, OrderDetails } from '../orders/order.ts';
import type { StoredReturn } from '../orders/order-return.ts';
import { isConfirmed } from '../orders/order-status.ts';
import type { Resend } from '../orders/resend.ts';
import { type StoredReturnCase, shownCase } from '../orders/return-case.ts';
import type { StoredShipment } from '../orders/shipment.ts';
import { sumOf } from '../orders/totals.ts';
import { acceptanceOf } from '../payments/acceptance.ts';
import type { KnownDispute } from '../payments/dispute.ts';
import type { GivenBack } from '../payments/given-back.ts';
import { chargesLeft, creditsToGiveBack } from '../payments/left-to-refund.ts';
import type { Payment, Refund } from '../payments/payment.ts';
import { isPaid } from '../payments/payment-status.ts';
import { mayTryAgain, triesLeft } from '../payments/payment-try.ts';
import type {
  AcceptedOrder,
  Delay,
  OrderRepresentation,
  TimelineEvent,
  UndeliveredNotice,
} from './order-representation.ts';

/** An order as it stands, whole. */
export interface Snapshot {
  readonly order: Order;
  readonly content: OrderContent;
  readonly notices: readonly NoticeMarker[];
  readonly resends: readonly Resend[];
  readonly shipments: readonly StoredShipment[];
  readonly returns: readonly StoredReturn[];
  readonly cases: readonly StoredReturnCase[];
  /** What the carrier should know, where that was changed. */
  readonly changedInstructions?: ChangedInstructions | undefined;
  /** By the try to pay that the order is at; and by those before it. */
  readonly payment: Payment | undefined;
  readonly formerPayments: readonly Payment[];
  /** Grows with each change of the order, its payment or its notices. */
  readonly version: number;
}

/** What the address of the order's page is still to be put to. */
type WithoutPage<Shown> = Omit<Shown, 'statusUrl'>;

/**
 * The answer to an accepted order. Its status, and what was foreseen of it, are those at acceptance, so that every repeat
 * gets an equal answer.
 */
export function acceptedOrder(content: OrderContent): WithoutPage<z.output<typeof AcceptedOrder>> {
  const { expected, arrival, expectedBy } = content;
  return {
    ...orderAsBought(content),
    ...(expected && { arrival: arrival ?? { earliestDay: expected.deliverFrom, latestDay: expected.deliverBy } }),
    ...(expectedBy !== undefined && { expectedBy }),
  };
}

/** What never changes of an order, as the API shows it. */
function orderAsBought(content: OrderContent): WithoutPage<z.output<typeof AcceptedOrder>> {
  const {
    id,
    number,
    createdAt,
    currency,
    total,
    totals,
    lines,
    customerId,
    contact,
    locale,
    shippingAddress,
    expected,
    payment,
    acceptPartial,
    paymentTries,
  } = content;
  return {
    id,
    number,
    status: 'PENDING',
    createdAt,
    currency,
    total,
    ...(totals && { totals }),
    lines,
    ...(customerId === undefined ? {} : { customerId }),
    contact,
    locale,
    shippingAddress,
    ...(expected && { expected }),
    ...detailsOf(content),
    ...(payment && { paymentProvider: payment.provider }),
    ...(acceptPartial !== undefined && { acceptPartial }),
    ...(paymentTries !== undefined && { paymentTries }),
  };
}

/** What else the checkout knew, as far as it did. */
function detailsOf(content: OrderContent): OrderDetails {
  const { billingAddress, deliveryInstructions, giftMessage, timeZone, metadata } = content;
  return {
    ...(billingAddress && { billingAddress }),
    ...(deliveryInstructions !== undefined && { deliveryInstructions }),
    ...(giftMessage !== undefined && { giftMessage }),
    ...(timeZone !== undefined && { timeZone }),
    ...(metadata && { metadata }),
  } satisfies { readonly [Name in keyof OrderDetails]: OrderDetails[Name] };
}

/** The order as it stands now; its timeline merges what happened to the order, its payment and its notices. */
export function orderRepresentation(
  {
    order,
    content,
    notices,
    resends,
    shipments,
    returns,
    cases,
    changedInstructions,
    payment,
    formerPayments,
    version,
  }: Snapshot,
  delayed: Delay | undefined,
): WithoutPage<z.output<typeof OrderRepresentation>> {
  const tries = [...formerPayments, ...(payment ? [payment] : [])];
  const timeline: TimelineEvent[] = [
    ...order.timeline,
    ...tries.flatMap(paymentEntries),
    ...resends.map(({ at, event, about, email, by }) => ({
      at,
      event: 'NOTICE_REQUESTED' as const,
      detail: `${noticeName({ event, about })} by ${by}${email === undefined ? '' : ', to another e-mail address'}`,
    })),
    ...notices.flatMap(noticeEntries),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const shortages = shortagesOf(order, content.lines);
  const credits = creditsToGiveBack(order, content, payment?.refunds ?? []);
  const delivered = deliveredAt(order, shipments);
  const expected = expectedDelivery(order, content);
  const undelivered = latestOf(notices).flatMap(undeliveredNotice);
  return {
    ...orderAsBought({ ...content, deliveryInstructions: deliveryInstructionsOf({ content, changedInstructions }) }),
    version,
    status: order.status,
    ...(expected && { expected }),
    ...(order.reschedulings && { reschedulings: order.reschedulings }),
    lines: currentLines(order, content.lines),
    ...(shipments.length > 0 && { shipments: shipments.map(shipmentRepresentation) }),
    ...(delivered !== undefined && { deliveredAt: delivered }),
    ...(returns.length > 0 && { returns: returns.map(withoutHash) }),
    ...(cases.length > 0 && { returnCases: cases.map(shownCase) }),
    timeline,
    ...(undelivered.length > 0 && { undelivered }),
    ...(delayed && { delayed }),
    ...(order.status === 'RESERVED' && payment && checkingOf(payment)),
    ...(order.backorderedLines && { backorderedLines: order.backorderedLines }),
    ...(order.rejection && {
      rejection: { ...order.rejection, ...(order.shortages && { shortages: order.shortages }) },
    }),
    ...(shortages.length > 0 && { shortages: [...shortages] }),
    ...(order.cancellation && { cancellation: order.cancellation }),
    ...currentOf(order, content, shortages.length > 0),
    // Of one without money at a provider there are only refunds to credits.
    ...(payment && payment.amount > 0 && { payment: paymentRepresentation(payment) }),
    ...(order.paymentTries !== undefined && {
      payments: tries.map(tryRepresentation),
      paymentTriesLeft: mayTryAgain(order) && !(payment && isPaid(payment.status)) ? triesLeft(order) : 0,
    }),
    ...(content.totals &&
      isConfirmed(order.status) && { chargesLeft: chargesLeft(order, content, payment ?? nothingGivenBack) }),
    ...(credits.length > 0 && { creditsToGiveBack: [...credits] }),
  };
}

/** Until when a doubtful order waits; neither why nor by whom it is looked at is its customer's to know. */
function checkingOf(payment: Payment) {
  const until = acceptanceOf(payment) === 'held' ? payment.risk?.review?.until : undefined;
  return until === undefined ? {} : { checking: { until } };
}

/** What was cancelled of its lines, and what it comes to since, or without what was short. */
function currentOf(order: Order, content: OrderContent, wasShort: boolean) {
  const { lineCancellations } = order;
  if (lineCancellations === undefined && !wasShort) return {};
  const { total, totals } = currentSale(order, content);
  return {
    ...(lineCancellations && { lineCancellations: lineCancellations.map(withoutHash) }),
    currentTotal: total,
    ...(totals && { currentTotals: totals }),
  };
}

/** A shipment as it is shown. */
function shipmentRepresentation({ changes: _, corrections: _c, ...shipment }: StoredShipment) {
  const url = trackingUrl(shipment);
  return { ...withoutHash(shipment), ...(url !== undefined && { trackingUrl: url }) };
}

/** What was asked for under a key, as it is shown. */
function withoutHash<Of extends { readonly requestHash: string }>({ requestHash: _, ...shown }: Of) {
  return shown;
}

const nothingGivenBack: GivenBack = { status: 'CAPTURED', amount: 0, captured: 0, refunded: 0, refunds: [] };

/** Whether something is to go back; what was not captured in the first place is not. */
function isAsked({ amount, credits }: Refund): boolean {
  return amount + sumOf(credits) > 0;
}

function noticeEntries(notice: NoticeMarker): TimelineEvent[] {
  const detail = `${noticeName(notice)} by ${notice.channel}`;
  return [
    { at: notice.at, event: `NOTICE_${notice.state}`, detail },
    ...noticeReturns.flatMap((kind) => {
      const { at, reason } = notice[kind] ?? {};
      if (at === undefined) return [];
      return [{ at, event: `NOTICE_${kind}` as const, detail: reason === undefined ? detail : `${detail}: ${reason}` }];
    }),
  ];
}

/** Of each notice over each channel, as it was sent last. */
function latestOf(notices: readonly NoticeMarker[]): readonly NoticeMarker[] {
  const byTime = [...notices].sort((a, b) => (a.at < b.at ? -1 : 1));
  return [
    ...new Map(byTime.map((notice) => [JSON.stringify([notice.event, notice.about, notice.channel]), notice])).values(),
  ];
}

/** The notice, if it was not delivered and never will be: over this channel, the customer does not know. */
function undeliveredNotice(notice: NoticeMarker): UndeliveredNotice[] {
  const { event, about, channel } = notice;
  const lost = lostAs(notice);
  return lost === undefined ? [] : [{ event, ...(about !== undefined && { about }), channel, ...lost }];
}

function paymentEntries({ tryNumber, history, refunds, disputes = [], currency }: Payment): TimelineEvent[] {
  const detail = tryNumber === undefined ? {} : { detail: `try ${tryNumber}` };
  return [
    ...history.map(({ at, status }) => ({ at, event: `PAYMENT_${status}` as const, ...detail })),
    ...refunds
      .filter(isAsked)
      .flatMap(({ at, amount, credits, failure }) => [
        { at, event: 'REFUND_REQUESTED' as const, detail: `${amount + sumOf(credits)} ${currency}` },
        ...(failure ? [{ at: failure.at, event: `REFUND_${failure.kind}` as const, detail: failure.code }] : []),
      ]),
    ...disputes.flatMap(disputeEntries),
  ];
}

function disputeEntries({ kind, reason, status, at, endedAt }: KnownDispute): TimelineEvent[] {
  const detail = `${kind} ${reason}`;
  const raised = { at, event: 'DISPUTE_OPEN', detail } as const;
  return endedAt === undefined ? [raised] : [raised, { at: endedAt, event: `DISPUTE_${status}`, detail }];
}

function tryRepresentation({ tryNumber = 1, provider, status, history, captured, refunded }: Payment) {
  return { try: tryNumber, provider, status, begunAt: history[0]?.at ?? '', captured, refunded };
}

function paymentRepresentation({ status, captured, refunded, payUrl, payUrlExpiresAt, disputes }: Payment) {
  const link = payUrl !== undefined && { payUrl, ...(payUrlExpiresAt !== undefined && { payUrlExpiresAt }) };
  return {
    status,
    captured,
    refunded,
    ...(status === 'PENDING' && link),
    ...(disputes && { disputes: disputes.map(({ id: _, ...dispute }) => dispute) }),
  };
}
