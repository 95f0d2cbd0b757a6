import * as z from 'zod/mini';
import { Arrival } from '../orders/arrival.ts';
import { Cancellation } from '../orders/cancellation.ts';
import { ExpectedDelivery, Rescheduling } from '../orders/expected-delivery.ts';
import { BackorderedLine } from '../orders/holds.ts';
import { LineCancellation } from '../orders/line-cancellation.ts';
import { Locale } from '../orders/locale.ts';
import { noticeEvents } from '../orders/notice-event.ts';
import { lostReasons, noticeChannels, noticeReturns, noticeStates } from '../orders/notice-marker.ts';
import { Address, Contact, OrderDetails, OrderId, OrderLine, orderEvents, Shortage } from '../orders/order.ts';
import { Return } from '../orders/order-return.ts';
import { orderStatuses } from '../orders/order-status.ts';
import { Rejection } from '../orders/rejection.ts';
import { ReturnCase } from '../orders/return-case.ts';
import { Shipment } from '../orders/shipment.ts';
import { Charges, Credit, Totals } from '../orders/totals.ts';
import { disputeStatuses, KnownDispute } from '../payments/dispute.ts';
import { refundFailureKinds } from '../payments/payment.ts';
import { paymentStatuses } from '../payments/payment-status.ts';

/** A shipment as the API shows it. `trackingUrl`: the page of its carrier about it. */
export const ShownShipment = z.extend(Shipment, { trackingUrl: z.optional(z.string()) });

/** When an order will arrive, as it is foreseen. */
export const ShownArrival = z.extend(Arrival, {
  /** How likely it is behind what was promised, from 0 to 1; where that was learned from the shop's own parcels. */
  lateProbability: z.optional(z.number()),
  /** How many of 100 orders lately arrived within the range that was said of them; absent while too few have. */
  keptOf100: z.optional(z.int()),
});
export type ShownArrival = Readonly<z.output<typeof ShownArrival>>;

/** An order as the API shows it on acceptance: the same for every repeat of the request. */
export const AcceptedOrder = z.object({
  id: OrderId,
  number: z.string(),
  status: z.enum(orderStatuses),
  /** The order's page: whoever has the address sees it and may do what the customer may. It hides where the order goes. */
  statusUrl: z.string(),
  createdAt: z.string(),
  currency: z.string(),
  total: z.int(),
  totals: z.optional(Totals),
  lines: z.array(OrderLine),
  customerId: z.optional(z.string()),
  contact: Contact,
  locale: Locale,
  shippingAddress: Address,
  /** When it is promised to leave and to arrive, where the shop promises it. */
  expected: z.optional(ExpectedDelivery),
  /** When it will arrive, as it is foreseen: `expected` is promised, this is likely. */
  arrival: z.optional(ShownArrival),
  /** By when it will be confirmed, as most orders like it are; as far as that is foreseen, while it has no answer. */
  expectedBy: z.optional(z.string()),
  ...OrderDetails.shape,
  paymentProvider: z.optional(z.string()),
  acceptPartial: z.optional(z.boolean()),
  paymentTries: z.optional(z.int()),
});

/**
 * What stands in the timeline that the API shows: what happened to the order, its payment, its refunds and its notices.
 */
export const timelineEvents = [
  ...orderEvents,
  ...paymentStatuses.map((status) => `PAYMENT_${status}` as const),
  'REFUND_REQUESTED',
  ...refundFailureKinds.map((kind) => `REFUND_${kind}` as const),
  ...disputeStatuses.map((status) => `DISPUTE_${status}` as const),
  ...noticeStates.map((state) => `NOTICE_${state}` as const),
  ...noticeReturns.map((kind) => `NOTICE_${kind}` as const),
  'NOTICE_REQUESTED',
] as const;

/** Something that happened to an order, its payment, its refunds or its notices. */
const TimelineEvent = z.object({ at: z.string(), event: z.enum(timelineEvents), detail: z.optional(z.string()) });
export type TimelineEvent = z.output<typeof TimelineEvent>;

/**
 * That an order has no answer yet because of a problem on our side: since when, and when it gets one at the latest,
 * being rejected with its stock and money released unless the problem is solved before. ISO 8601 UTC.
 */
export const Delay = z.object({ since: z.string(), until: z.string() });
export type Delay = Readonly<z.output<typeof Delay>>;

/**
 * A notice that the customer did not get over this channel, and will not: the provider refused the address or number,
 * its mail server sent the message back, a virus was found in it, or we did not send it because such a thing had
 * happened before.
 */
const UndeliveredNotice = z.object({
  event: z.enum(noticeEvents),
  about: z.optional(z.string()),
  channel: z.enum(noticeChannels),
  at: z.string(),
  reason: z.enum(lostReasons),
});
export type UndeliveredNotice = z.output<typeof UndeliveredNotice>;

/** An order as the API shows it later, with what happened when. */
export const OrderRepresentation = z.object({
  ...AcceptedOrder.shape,
  /** What is still to be shipped of a line is its quantity without what was cancelled and fulfilled of it. */
  lines: z.array(z.extend(OrderLine, { line: z.int(), cancelled: z.int(), fulfilled: z.int(), returned: z.int() })),
  /** What has left the warehouse at once, in the order of time. Of orders shipped before 0.3 there are none. */
  shipments: z.optional(z.array(ShownShipment)),
  /** When the last parcel of it arrived. */
  deliveredAt: z.optional(z.string()),
  /** How `expected` has changed since the order was accepted, in the order of time. */
  reschedulings: z.optional(z.array(Rescheduling)),
  /** What came back to the warehouse at once, in the order of time. */
  returns: z.optional(z.array(Return)),
  /** What its customer wanted to give back, exchange or complained about, in the order of time. */
  returnCases: z.optional(z.array(ReturnCase)),
  /** Grows with each change of the order, its payment or its notices. */
  version: z.int(),
  timeline: z.array(TimelineEvent),
  /** Where a message could not be delivered: time to ask the customer for another address. */
  undelivered: z.optional(z.array(UndeliveredNotice)),
  /** Only while a problem on our side keeps the order from its answer. */
  delayed: z.optional(Delay),
  /** Only while people look at an order that is paid for before it is confirmed: until when. ISO 8601 UTC. */
  checking: z.optional(z.object({ until: z.string() })),
  /** Units that were promised beyond the stock and are still to come, and when they are expected (ISO 8601 UTC). */
  backorderedLines: z.optional(z.array(BackorderedLine)),
  rejection: z.optional(z.object({ ...Rejection.shape, shortages: z.optional(z.array(Shortage)) })),
  /** What an order that takes what there is could not have: requested, and what it took. */
  shortages: z.optional(z.array(Shortage)),
  cancellation: z.optional(Cancellation),
  /** Lines, or parts of them, that were cancelled before they were shipped, one after the other. */
  lineCancellations: z.optional(z.array(z.omit(LineCancellation, { requestHash: true }))),
  /** What it comes to without what was short, and since, whatever was given back of it besides. */
  currentTotal: z.optional(z.int()),
  currentTotals: z.optional(Totals),
  /** Of a confirmed order with stated totals: what of it has not been given back. */
  chargesLeft: z.optional(Charges),
  /** What the storefront has to give back to gift cards and store credit, over the order's life. */
  creditsToGiveBack: z.optional(z.array(Credit)),
  /** Of an order whose customer may try to pay several times: each try, in order, and how many are left. */
  payments: z.optional(
    z.array(
      z.object({
        try: z.int(),
        provider: z.string(),
        status: z.enum(paymentStatuses),
        begunAt: z.string(),
        captured: z.int(),
        refunded: z.int(),
      }),
    ),
  ),
  paymentTriesLeft: z.optional(z.int()),
  /** The money; absent until it was begun. `payUrl`: where the customer pays, while it is PENDING. */
  payment: z.optional(
    z.object({
      status: z.enum(paymentStatuses),
      captured: z.int(),
      refunded: z.int(),
      payUrl: z.optional(z.string()),
      payUrlExpiresAt: z.optional(z.string()),
      /** Chargebacks, warnings of fraud and complaints: while one is OPEN or LOST, the order is not shipped. */
      disputes: z.optional(z.array(z.omit(KnownDispute, { id: true }))),
    }),
  ),
});
