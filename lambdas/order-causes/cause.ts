import * as z from 'zod/mini';
import { cancellationReasons } from '../orders/cancellation-reason.ts';
import { lateReasons } from '../orders/expected-delivery.ts';
import { rejectionReasons } from '../orders/rejection.ts';
import { caseKinds, returnReasonNames } from '../orders/return-case.ts';
import { ticketCategories } from '../tickets/ticket.ts';

/** What may happen to an order that nobody wants. */
export const causeKinds = ['REJECTED', 'CANCELLED', 'LATE', 'COMPLAINED', 'RETURNED'] as const;
export type CauseKind = (typeof causeKinds)[number];

/** The causes of each kind. Who cancelled stands before why; what is given back without a reason, by how it is asked for. */
export const causesByKind: Readonly<Record<CauseKind, readonly string[]>> = {
  REJECTED: rejectionReasons,
  CANCELLED: (['CUSTOMER', 'STAFF'] as const).flatMap((by) => cancellationReasons.map((why) => `${by}_${why}`)),
  LATE: lateReasons,
  COMPLAINED: ticketCategories,
  RETURNED: [...returnReasonNames, ...caseKinds],
};

/**
 * Within how many days of its order something counts: nearly all of it has happened by then. So the orders of two weeks
 * are compared at the same age, whatever may become of the younger ones; what comes later counts nowhere.
 */
export const countedWithinDays = {
  REJECTED: 1,
  CANCELLED: 3,
  LATE: 10,
  COMPLAINED: 14,
  RETURNED: 21,
} as const satisfies Record<CauseKind, number>;

/** What tells more about a cause: of which product, paid by whom, carried by whom, at which step. */
export const causeDimensions = ['sku', 'method', 'carrier', 'step'] as const;
export type CauseDimension = (typeof causeDimensions)[number];

/** That something of this kind happened to an order, and why: a word of a closed set, or two of them joined. */
export interface Occurrence {
  readonly kind: CauseKind;
  readonly cause: string;
  /** When, ISO 8601 UTC. */
  readonly at: string;
  /** What it happened to: the id of the order, or of a ticket that is of none. */
  readonly subject: string;
  readonly values: { readonly [dimension in CauseDimension]?: readonly string[] };
}

/** So many orders, of those with this value. */
const CountedValue = z.object({ value: z.string(), cause: z.string(), orders: z.int() });
export type CountedValue = Readonly<z.output<typeof CountedValue>>;

/** What became of the orders of a day, of one kind: each order counts once for a cause, and once in `orders`. */
export const CauseCounts = z.object({
  kind: z.enum(causeKinds),
  /** On which the orders were accepted, UTC: `2026-11-26`. */
  day: z.string(),
  /** Orders accepted on the day; absent where nobody has counted them. */
  placed: z.optional(z.int()),
  /** To how many of them it happened. */
  orders: z.int(),
  causes: z.array(z.object({ cause: z.string(), orders: z.int() })),
  by: z.object({
    sku: z.array(CountedValue),
    method: z.array(CountedValue),
    carrier: z.array(CountedValue),
    step: z.array(CountedValue),
  } satisfies { readonly [dimension in CauseDimension]: unknown }),
});
export type CauseCounts = Readonly<z.output<typeof CauseCounts>>;
