import * as z from 'zod/mini';
import { OrderRepresentation, ShownShipment, timelineEvents } from '../order-tracking/order-representation.ts';
import type { orderRepresentation } from '../order-tracking/represent-order.ts';
import { Cancellation } from '../orders/cancellation.ts';
import { OrderId } from '../orders/order.ts';
import { Parcel } from '../orders/parcel.ts';
import { ReturnCase } from '../orders/return-case.ts';
import { serviceName } from '../runtime/service-name.ts';

/** What stands in a timeline without having happened yet: nobody is told of it. */
const passing = ['NOTICE_SENDING'] as const;

/** An entry of a timeline that others are told of. */
export type ToldEntry = Exclude<(typeof timelineEvents)[number], (typeof passing)[number]>;

type TypeOf<Entry extends string> = Entry extends `${infer Subject}_${infer What}`
  ? `${Lowercase<Subject>}.${Lowercase<What>}`
  : never;

/** The type of event that tells of an entry: `order.confirmed` of ORDER_CONFIRMED. Nothing is listed twice. */
export function eventTypeOf<Entry extends ToldEntry>(entry: Entry): TypeOf<Entry> {
  return entry.toLowerCase().replace('_', '.') as TypeOf<Entry>;
}

/** Whether others are told of an entry of a timeline. */
export function isTold(entry: (typeof timelineEvents)[number]): entry is ToldEntry {
  return !(passing as readonly string[]).includes(entry);
}

/** Every type of event: one for each entry of a timeline, and one for what changes without leaving an entry. */
export const orderEventTypes = [...timelineEvents.filter(isTold).map(eventTypeOf), 'order.changed'] as const;
export type OrderEventType = (typeof orderEventTypes)[number];

/**
 * An order as events show it: as the API does, without its timeline, of which each entry is an event, and without what
 * is personal or opens something. Who owns the order reads that by its id; what no event has, no bus, queue, log or
 * receiver has to keep.
 */
export const EventOrder = z.extend(
  z.omit(OrderRepresentation, {
    timeline: true,
    delayed: true,
    expectedBy: true,
    arrival: true,
    statusUrl: true,
    customerId: true,
    contact: true,
    shippingAddress: true,
    billingAddress: true,
    deliveryInstructions: true,
    giftMessage: true,
    timeZone: true,
    metadata: true,
  }),
  {
    /** Absent where the event would be too large for them. */
    lines: z.optional(OrderRepresentation.shape.lines),
    /** Without what its carrier scanned. */
    shipments: z.optional(z.array(z.extend(ShownShipment, { parcel: z.optional(z.omit(Parcel, { scans: true })) }))),
    returnCases: z.optional(
      z.array(z.omit(ReturnCase, { text: true, declaredBy: true, remark: true, trackingNumber: true })),
    ),
    cancellation: z.optional(z.omit(Cancellation, { text: true })),
    payment: z.optional(
      z.omit(OrderRepresentation.shape.payment.def.innerType, { payUrl: true, payUrlExpiresAt: true }),
    ),
  },
);
export type EventOrder = Readonly<z.output<typeof EventOrder>>;

/**
 * One committed change of an order: a CloudEvent 1.0 in structured mode
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md), with its extension `sequence`.
 */
export const OrderEvent = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.enum(orderEventTypes),
  subject: OrderId,
  time: z.string(),
  datacontenttype: z.literal('application/json'),
  sequence: z.string(),
  storefront: z.string(),
  data: z.object({ detail: z.optional(z.string()), order: EventOrder }),
});
export type OrderEvent = Readonly<z.output<typeof OrderEvent>>;

/** What events come from, in a stage. */
export function eventSource(stage: string): string {
  return `urn:${serviceName}:${stage}`;
}

/** The extension compares as text: so many digits outlast any order. */
const sequenceDigits = 10;

/** The place of an event among those of its order, counted from 1. */
export function sequenceOf(place: number): string {
  return String(place).padStart(sequenceDigits, '0');
}

/** Far below what a bus takes of an event (256 KB) and a table of an item (400 KB). */
const largestOrderBytes = 150_000;

/** The order as events show it; of one with hundreds of lines without its lists, which the API still has. */
export function eventOrder(shown: ReturnType<typeof orderRepresentation>): EventOrder {
  const order = z.parse(EventOrder, shown);
  if (Buffer.byteLength(JSON.stringify(order)) <= largestOrderBytes) return order;
  const {
    lines: _,
    shipments: _s,
    returns: _r,
    returnCases: _rc,
    lineCancellations: _c,
    backorderedLines: _b,
    ...rest
  } = order;
  return rest;
}
