import * as z from 'zod/mini';

const byAnyone = ['CHANGED_MIND', 'FOUND_CHEAPER', 'ORDERED_BY_MISTAKE', 'TOO_SLOW', 'OTHER'] as const;
const byStaff = ['FRAUD', 'STOCK', 'PRICE_ERROR'] as const;

/** Why an order was cancelled. */
export const cancellationReasons = [...byAnyone, ...byStaff] as const;
export type CancellationReason = (typeof cancellationReasons)[number];

/** True for a reason that only staff may give. */
export function isStaffReason(reason: CancellationReason): boolean {
  return (byStaff as readonly string[]).includes(reason);
}

/** The body of `POST /orders/{orderId}/cancellation`. */
export const CancellationRequest = z
  .strictObject({
    reason: z.enum(cancellationReasons),
    text: z.optional(
      z
        .string()
        .check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(500, 'must have at most 500 characters')),
    ),
  })
  .check(
    z.refine(({ reason, text }) => reason !== 'OTHER' || text !== undefined, {
      error: 'OTHER needs a text',
      path: ['text'],
    }),
  );
export type CancellationRequest = Readonly<z.output<typeof CancellationRequest>>;

/** Who cancelled an order, when and why; `at` is ISO 8601 UTC. */
export const Cancellation = z.object({
  by: z.enum(['CUSTOMER', 'STAFF']),
  at: z.string(),
  reason: z.enum(cancellationReasons),
  text: z.optional(z.string()),
});
export type Cancellation = Readonly<z.output<typeof Cancellation>>;
