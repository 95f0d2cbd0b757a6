import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { shortText } from '../orders/short-text.ts';
import { wholeNumber } from '../orders/whole-number.ts';

/**
 * How many executions a redrive lets go on a second. Step Functions takes 150 a second in most regions, of all callers
 * together, and what they call has just been mended.
 */
export const redriveRates = { default: 25, max: 100 } as const;

/** The body of `POST /operations/redrives`: which failed orders are to go on, and how. */
export const RedriveRequest = z
  .strictObject({
    orders: z.optional(
      z
        .array(OrderId)
        .check(z.minLength(1, 'must name at least one order'), z.maxLength(1_000, 'must name at most 1,000 orders')),
    ),
    group: z.optional(shortText(100)),
    all: z.optional(z.literal(true)),
    dryRun: z.optional(z.boolean()),
    startAnew: z.optional(z.boolean()),
    ratePerSecond: z.optional(wholeNumber(redriveRates.max)),
    reason: shortText(500),
  })
  .check(
    z.refine(({ orders, group, all }) => [orders, group, all].filter((chosen) => chosen !== undefined).length === 1, {
      error: 'say exactly one of orders, group and all',
      path: ['orders'],
    }),
    // For the OpenAPI document, which knows of no rule over several fields.
    z.meta({ oneOf: [{ required: ['orders'] }, { required: ['group'] }, { required: ['all'] }] }),
  );
export type RedriveRequest = Readonly<z.output<typeof RedriveRequest>>;

/** What may become of an order in a redrive; of a dry run, what would. */
export const redriveOutcomes = ['REDRIVEN', 'STARTED_ANEW', 'NOT_NEEDED', 'TAKEN', 'REFUSED'] as const;
export type RedriveOutcome = (typeof redriveOutcomes)[number];

/** Where a redrive stands. */
export const redriveStates = ['RUNNING', 'PAUSED', 'DONE'] as const;

/** How many orders had each outcome. */
export const OutcomeCounts = z.object({
  REDRIVEN: z.int(),
  STARTED_ANEW: z.int(),
  NOT_NEEDED: z.int(),
  TAKEN: z.int(),
  REFUSED: z.int(),
} satisfies Record<RedriveOutcome, unknown>);
export type OutcomeCounts = Readonly<z.output<typeof OutcomeCounts>>;

/** A redrive: a job that lets failed orders go on, at its rate, until each has its outcome. Times are ISO 8601 UTC. */
export const Redrive = z.object({
  id: z.string(),
  state: z.enum(redriveStates),
  dryRun: z.boolean(),
  startAnew: z.boolean(),
  ratePerSecond: z.int(),
  /** What was chosen: `all`, a group, or orders by their ids, which are its results. */
  chosen: z.enum(['orders', 'group', 'all']),
  group: z.optional(z.string()),
  reason: z.string(),
  /** What the issuer calls the operator who began it. */
  by: z.string(),
  createdAt: z.string(),
  endedAt: z.optional(z.string()),
  /** How many orders it is about; absent until they are counted. */
  orders: z.optional(z.int()),
  outcomes: OutcomeCounts,
});
export type Redrive = Readonly<z.output<typeof Redrive>>;

/** The latest redrives: the answer of `GET /operations/redrives`. */
export const Redrives = z.object({ redrives: z.array(Redrive) });

/** What became of one order in a redrive; no outcome yet where it waits. */
export const RedriveResult = z.object({
  orderId: OrderId,
  outcome: z.optional(z.enum(redriveOutcomes)),
  why: z.optional(z.string()),
  at: z.optional(z.string()),
});
export type RedriveResult = Readonly<z.output<typeof RedriveResult>>;

/** A page of results: the answer of `GET /operations/redrives/{redriveId}/orders`. */
export const RedriveResults = z.object({ results: z.array(RedriveResult), next: z.optional(z.string()) });
export type RedriveResults = Readonly<z.output<typeof RedriveResults>>;
