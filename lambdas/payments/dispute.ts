import * as z from 'zod/mini';

/** A dispute is OPEN until it is decided: CLOSED for the shop, or withdrawn; LOST when the money was taken from the shop. */
export const disputeStatuses = ['OPEN', 'CLOSED', 'LOST'] as const;

/** The customer's, their bank's or a card network's objection to a payment. */
export const Dispute = z.object({
  id: z.string(),
  kind: z.enum(['CHARGEBACK', 'FRAUD_WARNING', 'COMPLAINT']),
  /** Why, in the provider's word. */
  reason: z.string(),
  status: z.enum(disputeStatuses),
});
export type Dispute = Readonly<z.output<typeof Dispute>>;

/** A dispute with when we heard of it, and when of its end, ISO 8601 UTC. */
export const KnownDispute = z.object({ ...Dispute.shape, at: z.string(), endedAt: z.optional(z.string()) });
export type KnownDispute = Readonly<z.output<typeof KnownDispute>>;

/** True while the customer's bank has a payment, or has taken it back: what becomes of its money is for the bank to say. */
export function isWithBank({ disputes = [] }: { readonly disputes?: readonly Dispute[] | undefined }): boolean {
  return disputes.some(({ kind, status }) => kind === 'CHARGEBACK' && status !== 'CLOSED');
}
