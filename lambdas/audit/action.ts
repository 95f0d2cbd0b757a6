import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';

/** Some of what something was, or is to be; no personal data of a customer. */
const Facts = z.record(z.string(), z.unknown());

/** Something that a person of the shop, or its machine client, has asked for. */
export const Action = z.object({
  id: z.string(),
  /** When, ISO 8601 UTC. */
  at: z.string(),
  /** Who asked, as their issuer knows them for good; and what it calls them, to be read. */
  who: z.string(),
  name: z.string(),
  /** The roles that they had; none of a machine client. */
  roles: z.array(z.string()),
  /** What they asked for: the id of the API's operation, or of what a job does for them. */
  action: z.string(),
  orderId: z.optional(OrderId),
  /** What else it is about: a SKU, the id of a job. */
  about: z.optional(z.string()),
  /** Why, in their words. People say it, machine clients may. */
  reason: z.optional(z.string()),
  before: z.optional(Facts),
  after: z.optional(Facts),
});
export type Action = Readonly<z.output<typeof Action>>;

/**
 * What became of an action: it was done; the service said no, or something failed, by the name of the problem or error.
 * An action without outcome was cut off: whether it was done, its order or stock tells.
 */
export const Outcome = z.object({
  at: z.string(),
  result: z.enum(['DONE', 'REFUSED', 'FAILED']),
  detail: z.optional(z.string()),
});
export type Outcome = Readonly<z.output<typeof Outcome>>;

/** An action with what became of it. */
export const AuditEntry = z.object({ ...Action.shape, outcome: z.optional(Outcome) });
export type AuditEntry = Readonly<z.output<typeof AuditEntry>>;
