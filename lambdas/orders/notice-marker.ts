import * as z from 'zod/mini';
import { NoticeEvent } from './notice-event.ts';

/** The ways a notice reaches a customer. */
export const noticeChannels = ['email', 'sms'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/**
 * The idempotency record of one notice over one channel: how far it has come.
 * - SENDING that outlives its function means that nobody knows whether the provider took the message
 * - SENT: the provider took it
 * - DELAYED: it was surely not sent, for a reason that is not the recipient's; it will be tried again
 * - REFUSED: the provider refuses this recipient for good. Without a reason it was written by an earlier version, for
 *   any "no", and counts as DELAYED
 * - WITHHELD: we did not send it, because this recipient has had enough for now
 */
export const NoticeMarker = z.object({
  event: NoticeEvent,
  /** Which time, of an event that an order may see several times. */
  about: z.optional(z.string()),
  channel: z.enum(noticeChannels),
  state: z.enum(['SENDING', 'SENT', 'DELAYED', 'REFUSED', 'WITHHELD']),
  /** When it came to this state, ISO 8601 UTC. */
  at: z.string(),
  /** The name of the attempt that wrote it SENDING or WITHHELD, for that attempt to know its own. */
  attempt: z.optional(z.string()),
  /** The provider's id of the message, once SENT. */
  messageId: z.optional(z.string()),
  /** Why it is DELAYED, REFUSED or WITHHELD: the name of the provider's error, or of our limit. */
  reason: z.optional(z.string()),
});
export type NoticeMarker = Readonly<z.output<typeof NoticeMarker>>;
