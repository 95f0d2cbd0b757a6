import * as z from 'zod/mini';
import { cancellationReasons } from './cancellation-reason.ts';
import { type OrderStatus, statusesBefore } from './order-status.ts';

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
