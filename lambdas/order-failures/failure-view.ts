import * as z from 'zod/mini';
import { Failure, FailureRefusal } from './failure.ts';

/** What orders come to, in one currency. */
const Money = z.object({ currency: z.string(), total: z.int() });

/** What failures have in sum. */
const Sums = z.object({
  orders: z.int(),
  money: z.array(Money),
  unitsHeld: z.int(),
  /** Of those without an answer, when the first is rejected unless it goes on. */
  firstHoldEndsAt: z.optional(z.string()),
  oldestAt: z.optional(z.string()),
});

/** The failures of one step, error and cause. */
export const FailureGroup = z.object({
  group: z.string(),
  step: z.optional(z.string()),
  error: z.string(),
  cause: z.string(),
  ...Sums.shape,
});
export type FailureGroup = Readonly<z.output<typeof FailureGroup>>;

/** The answer of `GET /operations/failures`. */
export const FailureGroups = z.object({ ...Sums.shape, groups: z.array(FailureGroup) });
export type FailureGroups = Readonly<z.output<typeof FailureGroups>>;

/** A failed order, as an operator sees it. */
export const FailureView = z.object({
  ...z.omit(Failure, { claimId: true, refusal: true }).shape,
  refusal: z.optional(FailureRefusal),
  /** Until when its execution can be redriven. */
  redrivableUntil: z.string(),
});
export type FailureView = Readonly<z.output<typeof FailureView>>;

/** A page of a group: the answer of `GET /operations/failures/{group}`. */
export const FailurePage = z.object({ failures: z.array(FailureView), next: z.optional(z.string()) });
export type FailurePage = Readonly<z.output<typeof FailurePage>>;
