import { SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { environment } from '../runtime/environment.ts';
import { queues } from '../runtime/sqs.ts';
import { NoticeEvent } from './notice-event.ts';
import { OrderId } from './order.ts';

/** A message that asks for what an order still demands: its money, and its stock when it was rejected or cancelled. */
export const OrderEffectsRequest = z.object({
  orderId: OrderId,
  /** Since when the order's payment is being processed and asked about, ISO 8601 UTC. */
  since: z.optional(z.string()),
});

/** A message that asks for a notice to a customer. */
export const NoticeRequest = z.object({
  orderId: OrderId,
  event: NoticeEvent,
  /** Since when the notice waits for SES or SNS to take it, ISO 8601 UTC; absent before its first try. */
  waitingSince: z.optional(z.iso.datetime()),
});
export type NoticeRequest = Readonly<z.output<typeof NoticeRequest>>;

/** Asks for order effects of an order, at once or after a while (900 s at most). */
export type RequestOrderEffects = (orderId: OrderId, delaySeconds?: number, since?: string) => Promise<void>;

/**
 * Asks for a notice about an order, at once or after a while; one that SES or SNS did not take yet says since when it
 * waits.
 */
export type RequestNotice = (
  orderId: OrderId,
  event: NoticeEvent,
  delaySeconds?: number,
  waitingSince?: string,
) => Promise<void>;

/** No function that asks runs as long: what is asked for after it comes when the call is over, one way or another. */
export const longerThanACallSeconds = 60;

/** Asks for order effects: it is delivered until it succeeds, or alarms. */
export const requestOrderEffects: RequestOrderEffects = (orderId, delaySeconds = 0, since) =>
  send('ORDER_EFFECTS_QUEUE_URL', { orderId, since }, delaySeconds);

/** Asks for a notice: it is delivered until it was sent, or alarms. Asking twice sends it once. */
export const requestNotice: RequestNotice = (orderId, event, delaySeconds = 0, waitingSince) =>
  send('NOTICE_QUEUE_URL', { orderId, event, waitingSince } satisfies NoticeRequest, delaySeconds);

async function send(queueUrlVariable: string, message: object, delaySeconds: number): Promise<void> {
  await queues.send(
    new SendMessageCommand({
      QueueUrl: environment(queueUrlVariable),
      MessageBody: JSON.stringify(message),
      DelaySeconds: delaySeconds,
    }),
  );
}
