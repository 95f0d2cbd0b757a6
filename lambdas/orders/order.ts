import * as z from 'zod/mini';
import { Arrival } from './arrival.ts';
import { Cancellation } from './cancellation.ts';
import { DeliveryPromise, ExpectedDelivery } from './expected-delivery.ts';
import { Holds } from './holds.ts';
import { LineCancellation, RestatedTotals } from './line-cancellation.ts';
import { LineCounts } from './line-counts.ts';
import { Locale } from './locale.ts';
import { ChannelsByKind } from './notice-kind.ts';
import { orderStatuses } from './order-status.ts';
import { movedParcelStates } from './parcel.ts';
import { PaymentInstruction } from './payment-instruction.ts';
import { Rejection } from './rejection.ts';
import { caseStates, ReplacementOf } from './return-case.ts';
import { Totals } from './totals.ts';

/** The identifier of an order: a UUIDv5 derived from the storefront and its Idempotency-Key. */
export const OrderId = z.uuid().brand<'OrderId'>();
export type OrderId = z.output<typeof OrderId>;

/** One line of an order as it was sold; amounts in the currency's minor unit. */
export const OrderLine = z.object({
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
  unitPrice: z.int(),
  total: z.int(),
});
export type OrderLine = Readonly<z.output<typeof OrderLine>>;

/** Where the goods go, as it was taken: an order that an earlier version took is read whatever is refused since. */
export const Address = z.object({
  name: z.string(),
  company: z.optional(z.string()),
  line1: z.string(),
  line2: z.optional(z.string()),
  city: z.string(),
  region: z.optional(z.string()),
  postalCode: z.optional(z.string()),
  country: z.string(),
});
export type Address = Readonly<z.output<typeof Address>>;

/** What else a checkout knew of an order, as it was taken: kept and given back. None of it changes the order's way. */
export const OrderDetails = z.object({
  billingAddress: z.optional(z.extend(Address, { vatId: z.optional(z.string()) })),
  deliveryInstructions: z.optional(z.string()),
  giftMessage: z.optional(z.string()),
  timeZone: z.optional(z.string()),
  metadata: z.optional(z.record(z.string(), z.string())),
});
export type OrderDetails = Readonly<z.output<typeof OrderDetails>>;

/** How the customer is told, as it was taken. */
export const Contact = z.object({
  email: z.optional(z.string()),
  phone: z.optional(z.string()),
  /** Who gets a copy of the e-mails too, once the order is paid for. */
  copies: z.optional(z.array(z.string())),
  channels: z.optional(ChannelsByKind),
});
export type Contact = Readonly<z.output<typeof Contact>>;

/** A SKU that is short: what the order asks for, and what may still be promised. */
export const Shortage = z.object({ sku: z.string(), requested: z.int(), available: z.int() });
export type Shortage = Readonly<z.output<typeof Shortage>>;

/** What may happen to an order, beside what happens to its payment, refunds and notices. */
export const orderEvents = [
  'ORDER_ACCEPTED',
  'INVENTORY_RESERVED',
  'BACKORDERED_ITEMS_ARRIVED',
  'ORDER_CONFIRMED',
  'ORDER_PARTLY_SHIPPED',
  'LINES_CANCELLED',
  'DELIVERY_INSTRUCTIONS_CHANGED',
  'DELIVERY_RESCHEDULED',
  'DELAY_ACCEPTED',
  'ORDER_SHIPPED',
  ...movedParcelStates.map((state) => `SHIPMENT_${state}` as const),
  'SHIPMENT_CORRECTED',
  'ITEMS_RETURNED',
  ...caseStates.map((state) => `RETURN_${state}` as const),
  'ORDER_REJECTED',
  'ORDER_CANCELLED',
] as const;
export type OrderEvent = (typeof orderEvents)[number];

/**
 * Reads an event, by its former name too. Any is taken: while a release replaces another, the new one may have written
 * it.
 */
const StoredEvent = z.pipe(
  z.string(),
  z.transform((event) => (event === 'LATE_ITEMS_ARRIVED' ? 'BACKORDERED_ITEMS_ARRIVED' : event) as OrderEvent),
);

/** Something that happened to an order; `at` is ISO 8601 UTC. */
export const TimelineEntry = z.object({ at: z.string(), event: StoredEvent, detail: z.optional(z.string()) });
export type TimelineEntry = Readonly<z.output<typeof TimelineEntry>>;

/**
 * What customers call the order: ours as it is written, or the storefront's own. What earlier releases took has its
 * reference in its place.
 */
const WrittenOrderNumber = z.string();

/** A further try to pay: under which request, with which content, and when it was begun (ISO 8601 UTC). */
export const FurtherTry = z.object({ id: z.string(), contentHash: z.string(), at: z.string() });
export type FurtherTry = Readonly<z.output<typeof FurtherTry>>;

/** What changes about an order, and what the steps decide on. No personal data. */
export const Order = z.object({
  id: OrderId,
  number: WrittenOrderNumber,
  storefront: z.string(),
  /** The storefront's own name for the customer, until the order is stored: then its content has it. */
  customerId: z.optional(z.string()),
  status: z.enum(orderStatuses),
  currency: z.string(),
  total: z.int(),
  /** What the provider is asked for, where it is not the total. */
  due: z.optional(z.int()),
  /** How it is paid, by the try to pay that it is at; absent when nothing is due. */
  payment: z.optional(PaymentInstruction),
  /** How often its customer may try to pay, where that is more than once. */
  paymentTries: z.optional(z.int()),
  /** The tries to pay behind the first. */
  furtherTries: z.optional(z.array(FurtherTry)),
  createdAt: z.string(),
  timeline: z.array(TimelineEntry),
  ...Holds.shape,
  ...DeliveryPromise.shape,
  /** What became of its lines; absent while nothing did. Of an order that left whole, its status says it. */
  lineCounts: z.optional(z.array(LineCounts)),
  /** How many shipments of it have left; absent while none has. */
  shipments: z.optional(z.int()),
  lineCancellations: z.optional(z.array(LineCancellation)),
  /** The last that there were, of those that were stated anew. */
  restatedTotals: z.optional(RestatedTotals),
  /** Counts the writes of all that changes about it. */
  version: z.int(),
  /** Counts the changes of what is held: each is written only over the state that it was made from. */
  holdVersion: z.int(),
  /**
   * Until when the stock is held, ISO 8601 UTC, if nobody extends it; absent when nothing is held, or held for good.
   */
  holdExpiresAt: z.optional(z.string()),
  /** When its execution failed last, ISO 8601 UTC; it may have been redriven since. */
  failedAt: z.optional(z.string()),
  /** How often the links to its page were revoked; absent while they never were. */
  pageVersion: z.optional(z.int()),
  shortages: z.optional(z.array(Shortage)),
  rejection: z.optional(Rejection),
  cancellation: z.optional(Cancellation),
});
export type Order = Readonly<z.output<typeof Order>>;

/** What never changes about an order: what was bought, by whom, and where it goes. */
export const OrderContent = z.object({
  id: OrderId,
  number: WrittenOrderNumber,
  storefront: z.string(),
  /** Tells the submission from others whose orders could have the same id; of earlier releases' orders, none can. */
  submissionHash: z.optional(z.string()),
  /** SHA-256 of the request, to tell a repeat from another order under the same Idempotency-Key. */
  requestHash: z.string(),
  createdAt: z.string(),
  currency: z.string(),
  total: z.int(),
  /** Where the storefront stated them; else the total is the sum of the lines, and due. */
  totals: z.optional(Totals),
  lines: z.array(OrderLine),
  customerId: z.optional(z.string()),
  contact: Contact,
  locale: Locale,
  shippingAddress: Address,
  /** When it was promised to arrive as it was accepted; absent where nothing was. */
  expected: z.optional(ExpectedDelivery),
  /** When it would arrive as it was accepted, where that was learned and not only promised. */
  arrival: z.optional(Arrival),
  /** By when it would be confirmed, as it was accepted, ISO 8601 UTC; absent where that was not foreseen. */
  expectedBy: z.optional(z.string()),
  ...OrderDetails.shape,
  payment: z.optional(PaymentInstruction),
  /** It takes what there is of its lines, instead of being refused where something is short. */
  acceptPartial: z.optional(z.boolean()),
  paymentTries: z.optional(z.int()),
  /** Whose goods it replaces, at no charge: it leaves once they are back. */
  replacementOf: z.optional(ReplacementOf),
});
export type OrderContent = Readonly<z.output<typeof OrderContent>>;
