import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { shortText } from '../orders/short-text.ts';
import { RefundOrder } from './refund.ts';

/** A refund that somebody may not make on their own, and another person is to approve. */
export const RefundApproval = z.object({
  /** That of the refund. */
  id: z.string(),
  orderId: OrderId,
  /** The order's, as its customer reads it. */
  number: z.string(),
  amount: z.int(),
  currency: z.string(),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  /** Until when it can be approved, ISO 8601 UTC. */
  expiresAt: z.string(),
  state: z.enum(['OPEN', 'APPROVED', 'REFUSED']),
  decidedBy: z.optional(z.string()),
  decidedAt: z.optional(z.string()),
});
export type RefundApproval = Readonly<z.output<typeof RefundApproval>>;

/** Those that are open, oldest first. */
export const RefundApprovals = z.object({ approvals: z.array(RefundApproval) });

/** The body of `POST /operations/refund-approvals/{approvalId}/decision`. */
export const RefundDecision = z.strictObject({ approve: z.boolean('must be true or false'), reason: shortText(200) });
export type RefundDecision = Readonly<z.output<typeof RefundDecision>>;

/** An approval as it is kept: with the refund that it is of, and who asked for it. */
export const StoredApproval = z.object({
  ...RefundApproval.shape,
  who: z.string(),
  key: z.string(),
  refund: RefundOrder,
});
export type StoredApproval = Readonly<z.output<typeof StoredApproval>>;

/** An approval as the API shows it. */
export function shown({ who: _who, key: _key, refund: _refund, ...approval }: StoredApproval): RefundApproval {
  return approval;
}
