import * as z from 'zod/mini';

/** The ways a notice reaches a customer. */
export const noticeChannels = ['email', 'sms'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/**
 * How far one notice of an order has come. SENDING that outlives its function means that nobody knows whether the provider
 * took the message; REFUSED that it said no, so that sending again is safe.
 */
export const NoticeMarker = z.object({
  event: z.string(),
  channel: z.enum(noticeChannels),
  state: z.enum(['SENDING', 'SENT', 'REFUSED']),
  /** When it came to this state, ISO 8601 UTC. */
  at: z.string(),
  /** The provider's id of the message, once SENT. */
  messageId: z.optional(z.string()),
});
export type NoticeMarker = Readonly<z.output<typeof NoticeMarker>>;
