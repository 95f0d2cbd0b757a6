import * as z from 'zod/mini';
import { type OrderStatus, statusesBefore } from './order-status.ts';

const byAnyone = ['CHANGED_MIND', 'FOUND_CHEAPER', 'ORDERED_BY_MISTAKE', 'TOO_SLOW', 'OTHER'] as const;
/** The reasons that a shopper chooses from, without a word of their own. */
export const shopperReasons = [
  'CHANGED_MIND',
  'FOUND_CHEAPER',
  'ORDERED_BY_MISTAKE',
  'TOO_SLOW',
] as const satisfies readonly (typeof byAnyone)[number][];
export type ShopperReason = (typeof shopperReasons)[number];
const byStaff = ['FRAUD', 'STOCK', 'PRICE_ERROR'] as const;

/** Why an order was cancelled. */
export const cancellationReasons = [...byAnyone, ...byStaff] as const;
export type CancellationReason = (typeof cancellationReasons)[number];

/** True for a reason that only staff may give. */
export function isStaffReason(reason: CancellationReason): boolean {
  return (byStaff as readonly string[]).includes(reason);
}

/** Who cancelled an order, when and why; `at` is ISO 8601 UTC. */
export const Cancellation = z.object({
  by: z.enum(['CUSTOMER', 'STAFF']),
  at: z.string(),
  reason: z.enum(cancellationReasons),
  text: z.optional(z.string()),
});
export type Cancellation = Readonly<z.output<typeof Cancellation>>;

/** Whether an order may still be called off whole: nothing of it has left. */
export function mayBeCancelled({
  status,
  shipments,
}: {
  readonly status: OrderStatus;
  readonly shipments?: number | undefined;
}): boolean {
  return statusesBefore('CANCELLED').includes(status) && shipments === undefined;
}
