import * as z from 'zod/mini';
import { ofEach } from '../runtime/of-each.ts';
import { NoticeEvent } from './notice-event.ts';

/** The ways a notice reaches a customer. */
export const noticeChannels = ['email', 'sms'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/** When something came back of a message, ISO 8601 UTC, and why: a word of the provider's, without personal data. */
const Returned = z.object({ at: z.string(), reason: z.optional(z.string()) });
export type Returned = Readonly<z.output<typeof Returned>>;

/**
 * What may come back of a message that the provider took:
 * - DELIVERED: the recipient's mail server took it; it may still refuse it later
 * - BOUNCED: it refused it for good
 * - SOFT_BOUNCED: it did not take it for as long as the provider tried
 * - COMPLAINED: the recipient called it spam
 * - REJECTED: the provider found a virus in it
 */
export const noticeReturns = ['DELIVERED', 'BOUNCED', 'SOFT_BOUNCED', 'COMPLAINED', 'REJECTED'] as const;
export type NoticeReturn = (typeof noticeReturns)[number];

/**
 * How far a notice has come over one channel:
 * - SENDING that outlives its function means that nobody knows whether the provider took the message
 * - SENT: the provider took it
 * - DELAYED: it was surely not sent, for a reason that is not the recipient's; it will be tried again
 * - REFUSED: the provider refuses this recipient for good. Without a reason it was written by an earlier version, for
 *   any "no", and counts as DELAYED
 * - WITHHELD: we did not send it, because this recipient has had enough for now
 * - SUPPRESSED: we did not send it, because this address has refused mails for good, or its owner complained of one
 */
export const noticeStates = ['SENDING', 'SENT', 'DELAYED', 'REFUSED', 'WITHHELD', 'SUPPRESSED'] as const;

/**
 * The idempotency record of one notice over one channel: how far it has come, and what has come back of it since, each
 * kind once, in whatever order it came.
 */
export const NoticeMarker = z.object({
  event: NoticeEvent,
  /** Which time, of an event that an order may see several times. */
  about: z.optional(z.string()),
  /** By which request of staff it was sent again. */
  resend: z.optional(z.string()),
  channel: z.enum(noticeChannels),
  state: z.enum(noticeStates),
  /** When it came to this state, ISO 8601 UTC. */
  at: z.string(),
  /** The name of the attempt that wrote it SENDING or WITHHELD, for that attempt to know its own. */
  attempt: z.optional(z.string()),
  /** The provider's id of the message, once SENT. */
  messageId: z.optional(z.string()),
  /** Why it is DELAYED, REFUSED or WITHHELD: the name of the provider's error, or of our limit. */
  reason: z.optional(z.string()),
  ...ofEach(noticeReturns, z.optional(Returned)),
});
export type NoticeMarker = Readonly<z.output<typeof NoticeMarker>>;

/** Why a notice never comes over a channel. */
export const lostReasons = ['REFUSED', 'BOUNCED', 'REJECTED', 'SUPPRESSED'] as const;
export type LostReason = (typeof lostReasons)[number];

/**
 * Why a customer does not know of a notice over a channel, and will not; undefined where they do, or may yet. A refusal
 * without a reason is one of an earlier version, for any trouble: it is tried again.
 */
export function lostAs(notice: NoticeMarker): { readonly reason: LostReason; readonly at: string } | undefined {
  const { state, at, reason, BOUNCED, REJECTED } = notice;
  if (BOUNCED) return { reason: 'BOUNCED', at: BOUNCED.at };
  if (REJECTED) return { reason: 'REJECTED', at: REJECTED.at };
  return state === 'SUPPRESSED' || (state === 'REFUSED' && reason !== undefined) ? { reason: state, at } : undefined;
}
