import * as z from 'zod/mini';
import { noticeChannels } from './notice-marker.ts';

/**
 * The kinds of notices, which a customer may want over different channels. What is essential cannot be switched off,
 * and waits for nothing; the rest may be, and comes as a text message only by day.
 */
export const noticeKinds = {
  /** What became of the order. */
  outcome: { isEssential: true },
  /** What the customer has to pay, or gets back. */
  money: { isEssential: true },
  /** What becomes of the goods of a confirmed order. */
  delivery: { isEssential: false },
} as const satisfies Readonly<Record<string, { readonly isEssential: boolean }>>;
export type NoticeKind = keyof typeof noticeKinds;

const Channels = z.optional(z.array(z.enum(noticeChannels)));

/** Over which channels a customer wants each kind of notice, as it was taken; over all that they gave where it is absent. */
export const ChannelsByKind = z.object({
  outcome: Channels,
  money: Channels,
  delivery: Channels,
} satisfies Readonly<Record<NoticeKind, typeof Channels>>);
