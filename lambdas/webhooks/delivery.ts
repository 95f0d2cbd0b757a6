import * as z from 'zod/mini';

/** A message to a receiver. */
export const WebhookMessage = z.object({
  /** What the receiver knows it by: of the same id is the same. */
  id: z.string(),
  type: z.string(),
  /** What it is about: messages about one thing are sent one after the other. */
  subject: z.string(),
  /** When what it tells of happened, ISO 8601 UTC. */
  time: z.string(),
  body: z.string(),
});
export type WebhookMessage = Readonly<z.output<typeof WebhookMessage>>;

/** One try to send a message. */
const Attempt = z.object({
  at: z.string(),
  status: z.optional(z.int()),
  error: z.optional(z.string()),
  milliseconds: z.int(),
});
export type Attempt = Readonly<z.output<typeof Attempt>>;

/** A message to one endpoint, and what became of it. */
export const Delivery = z.object({
  ...WebhookMessage.shape,
  state: z.enum(['PENDING', 'DELIVERED', 'FAILED']),
  /** Since when it is tried, ISO 8601 UTC: since it came, or was asked for again. */
  since: z.string(),
  attempts: z.array(Attempt),
});
export type Delivery = Readonly<z.output<typeof Delivery>>;

/** When a message is to be sent. */
export interface Due {
  readonly at: string;
  readonly time: string;
  readonly id: string;
}
