import * as z from 'zod/mini';
import { StockOuts } from '../foresight/stock-outs.ts';
import { OrderId } from '../orders/order.ts';

/** Orders that stand somewhere: how many (at least, where they were not all looked at), and the one that matters most. */
const Standing = z.object({
  orders: z.int(),
  /** Whether there are more than were looked at. */
  isMore: z.boolean(),
  first: z.optional(z.object({ orderId: OrderId, number: z.string(), at: z.string() })),
});
export type Standing = Readonly<z.output<typeof Standing>>;

/** What was counted in spans of equal length, the oldest first; null where nothing was measured. */
const History = z.object({
  /** When the first span began, ISO 8601 UTC. */
  from: z.string(),
  spanSeconds: z.int(),
  confirmed: z.array(z.int()),
  rejected: z.array(z.int()),
  cancelled: z.array(z.int()),
  failed: z.array(z.int()),
  /** From an order's acceptance to its confirmation, in milliseconds: so long took half of them, 95 and 99 of 100. */
  p50: z.array(z.nullable(z.number())),
  p95: z.array(z.nullable(z.number())),
  p99: z.array(z.nullable(z.number())),
});
export type History = Readonly<z.output<typeof History>>;

/** Whether all is well: the answer of `GET /operations/overview`. */
export const Overview = z.object({
  /** When it was looked, ISO 8601 UTC. */
  at: z.string(),
  /** From acceptance to confirmation in the last day, in milliseconds. */
  confirmation: z.object({ p50: z.optional(z.number()), p95: z.optional(z.number()), p99: z.optional(z.number()) }),
  /** Orders that wait for their payment; `first` waits longest, since then. */
  waitingForPayment: Standing,
  /** Orders that are paid for and wait for a person's decision; `first` waits longest, since then. */
  waitingForDecision: Standing,
  /** Orders that wait for room to begin; `first` waits longest, since then. */
  waitingForRoom: Standing,
  /** Orders without an answer whose execution failed; `first` failed longest ago. */
  failed: Standing,
  /** Orders without an answer that lose their stock soon (`endsSoonMinutes`); `first` is the next, and when. */
  holdsEnding: Standing,
  /** What rings, the longest first. */
  alarms: z.array(z.object({ name: z.string(), since: z.string(), description: z.string() })),
  /** What will ring soon, the next first, and how often such warnings came true of late. */
  warnings: z.object({
    foreseen: z.array(
      z.object({ name: z.string(), since: z.string(), reachedAt: z.string(), value: z.number(), limit: z.number() }),
    ),
    /** Warnings that are over; those whose alarm rang; and by how many minutes they were ahead of it, half of them. */
    over: z.int(),
    cameTrue: z.int(),
    minutesAhead: z.optional(z.number()),
  }),
  /** Products that will be gone before what is ordered now can come, as the morning's report has found them. */
  stockOuts: z.optional(StockOuts),
  day: History,
  week: History,
});
export type Overview = Readonly<z.output<typeof Overview>>;
