import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { orderStatuses } from '../orders/order-status.ts';

/** Who deals with a failure just now, by what, and until when nobody else may (ISO 8601 UTC). */
export const FailureClaim = z.object({ claimedBy: z.string(), claimId: z.string(), claimedUntil: z.string() });
export type FailureClaim = Readonly<z.output<typeof FailureClaim>>;

/** That the last redrive of an order was refused, and why. */
export const FailureRefusal = z.object({ redriveId: z.string(), at: z.string(), why: z.string() });
export type FailureRefusal = Readonly<z.output<typeof FailureRefusal>>;

/**
 * An order whose execution failed and that has not gone on since, as it stood then. No personal data. Times are ISO 8601
 * UTC, amounts in the minor unit of the currency.
 */
export const Failure = z.object({
  orderId: OrderId,
  number: z.string(),
  storefront: z.string(),
  /** Where the order stood. */
  orderStatus: z.enum(orderStatuses),
  /** How the execution ended. */
  status: z.string(),
  /** The step that failed; absent while Step Functions had no room to say it. */
  step: z.optional(z.string()),
  error: z.string(),
  /** What the step said, without what differs from order to order. */
  cause: z.string(),
  /** Of the same step, error and cause is the same. */
  group: z.string(),
  failedAt: z.string(),
  currency: z.string(),
  total: z.int(),
  unitsHeld: z.int(),
  /** When it is rejected unless it goes on; absent once the order has its answer. */
  holdEndsAt: z.optional(z.string()),
  executionArn: z.string(),
  ...z.partial(FailureClaim).shape,
  refusal: z.optional(FailureRefusal),
});
export type Failure = Readonly<z.output<typeof Failure>>;

/** The `status` of an order that the queue of orders could not get run in any way: it has no execution. */
export const neverRun = 'NEVER_RUN';

/** Step Functions redrives an execution for so many days after its end. */
export const redrivableDays = 14;

/** Until when the execution of a failure can be redriven, ISO 8601 UTC. */
export function redrivableUntil({ failedAt }: Pick<Failure, 'failedAt'>): string {
  return new Date(Date.parse(failedAt) + redrivableDays * 86_400_000).toISOString();
}

/** What failures are grouped by. */
export type FailureKind = Pick<Failure, 'step' | 'error' | 'cause'>;

/** The longest cause that is kept, in characters: what comes behind it is a stack trace, or somebody's data. */
const longestCause = 300;

/**
 * What the cause of a failure says without what differs from order to order: of a function's error its message, the ids,
 * numbers and addresses in it blanked out. So a thousand failures for one cause are one group, and no personal data gets in.
 */
export function causeOf(cause: string | null | undefined): string {
  return (
    messageOf(cause ?? '')
      .replaceAll(/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi, '…')
      .replaceAll(/[^\s@"'<>]+@[^\s@"'<>]+/g, '…')
      .replaceAll(/\b[A-Z\d]{20,}\b/g, '…')
      // Names that a provider gives its requests and payments, such as Stripe's `req_Mh8bsZxvqJkWfe`; no word in small letters.
      .replaceAll(/\b[a-z]{2,6}_(?=\w*[A-Z\d])\w{8,}/g, '…')
      .replaceAll(/\b(?=[a-f]*\d)[\da-f]{12,}\b/gi, '…')
      .replaceAll(/\d{2,}(?:[.:T-]\d+)*/g, '…')
      .slice(0, longestCause)
  );
}

/** The name of the group of failures of a kind. */
export function groupOf({ step = '', error, cause }: FailureKind): string {
  return createHash('sha256')
    .update(JSON.stringify([step, error, cause]))
    .digest('base64url')
    .slice(0, 16);
}

/** What a function said; the rest of a cause is its stack trace. */
function messageOf(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { readonly errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}
