import * as z from 'zod/mini';
import { EventOrder } from '../order-events/order-event.ts';
import { ShownArrival } from '../order-tracking/order-representation.ts';
import { executionStatuses } from '../order-workflow/read-execution.ts';
import { BackorderedLine } from '../orders/holds.ts';
import { MaskedCustomer } from '../orders/masked-customer.ts';
import { KnownDispute } from '../payments/dispute.ts';
import { Refund } from '../payments/payment.ts';
import { paymentStatuses } from '../payments/payment-status.ts';
import { RiskDecision, RiskMode, RiskReview } from '../risk/risk-assessment.ts';

/*
 * What staff see of one order. Times are ISO 8601 UTC, amounts in the currency's minor unit. Nothing in it is personal
 * but what is masked.
 */

/** Who has to do something next. */
export const turns = ['nobody', 'service', 'customer', 'staff'] as const;

/** Where an order stands, as one says it on the telephone. */
export const Standing = z.object({
  /** Where it stands, and why. */
  sentence: z.string(),
  /** What one can do, or what happens by itself. */
  advice: z.string(),
  turn: z.enum(turns),
  /** When something else happens by itself, if nobody does anything. */
  until: z.optional(z.string()),
  /** In which its times are said: the shop's. */
  timeZone: z.string(),
});
export type Standing = Readonly<z.output<typeof Standing>>;

/** What an entry of a story is about. */
export const storyKinds = ['order', 'stock', 'payment', 'step', 'notice', 'webhook', 'operator', 'note'] as const;
export type StoryKind = (typeof storyKinds)[number];

/** Something that happened to an order, or around it. */
export const StoryEntry = z.object({
  at: z.string(),
  kind: z.enum(storyKinds),
  text: z.string(),
  /** Who did it, of what staff did. */
  by: z.optional(z.string()),
});
export type StoryEntry = Readonly<z.output<typeof StoryEntry>>;

/** A try to pay, as staff see it. */
export const StoryPayment = z.object({
  try: z.int(),
  provider: z.string(),
  /** The provider's own name of it, as its console has it. */
  reference: z.optional(z.string()),
  status: z.enum(paymentStatuses),
  amount: z.int(),
  currency: z.string(),
  captured: z.int(),
  refunded: z.int(),
  begunAt: z.string(),
  /** Until when it is waited for. */
  payBefore: z.optional(z.string()),
  /** When another try came into its place. */
  replacedAt: z.optional(z.string()),
  refunds: z.array(z.pick(Refund, { id: true, amount: true, at: true, reason: true, failure: true })),
  disputes: z.array(KnownDispute),
  /** Why a person must look at it. */
  review: z.optional(z.string()),
  /** What the rules of risk said of it, and how it was decided; in shadow mode nothing follows from it. */
  risk: z.optional(
    z.object({
      ...{ mode: RiskMode, ...z.omit(RiskDecision, { at: true }).shape },
      review: z.optional(RiskReview.shape.status),
      decidedBy: z.optional(z.string()),
    }),
  ),
});
export type StoryPayment = Readonly<z.output<typeof StoryPayment>>;

/** The execution of an order, and where the AWS console shows it. */
export const StoryExecution = z.object({
  status: z.enum(executionStatuses),
  startedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
  error: z.optional(z.string()),
  cause: z.optional(z.string()),
  redrives: z.int(),
  consoleUrl: z.string(),
  traceUrl: z.optional(z.string()),
  steps: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['running', 'retrying', 'succeeded', 'refused', 'failed']),
      attempts: z.int(),
      error: z.optional(z.string()),
      startedAt: z.string(),
      endedAt: z.optional(z.string()),
    }),
  ),
});
export type StoryExecution = Readonly<z.output<typeof StoryExecution>>;

/** What an order holds of the stock. */
export const StoryStock = z.object({
  held: z.array(z.object({ sku: z.string(), quantity: z.int(), backordered: z.optional(BackorderedLine) })),
  /** Until when, if nobody extends it; absent when nothing is held, or held for good. */
  holdExpiresAt: z.optional(z.string()),
});

/** What a story is put together from, beside the order itself: any of these may be away for a while. */
export const storySources = ['execution', 'stock', 'webhooks', 'operators', 'notes'] as const;
export type StorySource = (typeof storySources)[number];

/** All that is known of one order, for staff. */
export const OrderStory = z.object({
  standing: Standing,
  storefront: z.string(),
  order: EventOrder,
  /** When it will arrive, as it is foreseen. */
  arrival: z.optional(ShownArrival),
  customer: MaskedCustomer,
  payments: z.array(StoryPayment),
  execution: z.optional(StoryExecution),
  stock: StoryStock,
  /** On one axis, in the order of time. */
  timeline: z.array(StoryEntry),
  /** What could not be read just now, and is therefore not in it. */
  missing: z.optional(z.array(z.enum(storySources))),
});
export type OrderStory = Readonly<z.output<typeof OrderStory>>;
