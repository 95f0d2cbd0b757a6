import * as z from 'zod/mini';
import { noticeChannels } from '../orders/notice-marker.ts';
import { OrderId } from '../orders/order.ts';
import { orderStatuses } from '../orders/order-status.ts';
import { Rejection } from '../orders/rejection.ts';
import { shortText } from '../orders/short-text.ts';
import { wholeNumber } from '../orders/whole-number.ts';

const Reason = shortText(500);

/** The body of `POST /operations/orders/{orderId}/give-up`. */
export const GiveUp = z.strictObject({ reason: Reason });

/** An order that was given up. */
export const GivenUpOrder = z.object({
  orderId: OrderId,
  status: z.enum(orderStatuses),
  rejection: z.optional(Rejection),
});
export type GivenUpOrder = Readonly<z.output<typeof GivenUpOrder>>;

/** A hold is extended by a day at most: stock that nobody gets is kept from all others. */
const longestExtensionMinutes = 1_440;

/** The body of `POST /operations/orders/{orderId}/hold-extension`: for how long from now on. */
export const HoldExtension = z.strictObject({ minutes: wholeNumber(longestExtensionMinutes), reason: Reason });

/** Until when an order is not rejected for want of an answer, ISO 8601 UTC. */
export const ExtendedHold = z.object({ orderId: OrderId, holdExpiresAt: z.string() });
export type ExtendedHold = Readonly<z.output<typeof ExtendedHold>>;

/** The body of `POST /operations/orders/{orderId}/notice-settlement`: what a person found out about it. */
export const NoticeSettlement = z.strictObject({
  channel: z.enum(noticeChannels),
  outcome: z.enum(['SENT', 'AGAIN']),
  reason: Reason,
});
export type NoticeSettlement = Readonly<z.output<typeof NoticeSettlement>>;

/** The notices that were settled, by their names. */
export const SettledNotices = z.object({ orderId: OrderId, notices: z.array(z.string()) });
