import * as z from 'zod/mini';
import { environment } from '../runtime/environment.ts';
import { queues } from '../runtime/sqs.ts';
import { NoticeEvent, type OrderNotice } from './notice-event.ts';
import { OrderId } from './order.ts';

/** A message that asks for what an order still demands: its money, and its stock when it was rejected or cancelled. */
export const OrderEffectsRequest = z.object({
  orderId: OrderId,
  /** Since when the order's payment is being processed and asked about, ISO 8601 UTC. */
  since: z.optional(z.string()),
  /** Since when they wait for the order's payment provider to answer, ISO 8601 UTC. */
  waitingSince: z.optional(z.string()),
});

/** For what order effects have been asked for again already, and since when. */
export type OrderEffectsWait = Omit<Readonly<z.output<typeof OrderEffectsRequest>>, 'orderId'>;

/** A message that asks for a notice to a customer. */
export const NoticeRequest = z.object({
  orderId: OrderId,
  event: NoticeEvent,
  about: z.optional(z.string()),
  resend: z.optional(z.string()),
  /** Since when the notice waits for SES or SNS to take it, ISO 8601 UTC; absent before its first try. */
  waitingSince: z.optional(z.iso.datetime()),
  /** When the notice is to be sent, ISO 8601 UTC; absent where that is now. */
  notBefore: z.optional(z.iso.datetime()),
});
export type NoticeRequest = Readonly<z.output<typeof NoticeRequest>> & OrderNotice;

/** Asks for order effects of an order, at once or after a while (900 s at most). */
export type RequestOrderEffects = (orderId: OrderId, delaySeconds?: number, wait?: OrderEffectsWait) => Promise<void>;

/** Asks for a notice about an order, at once or after a while (900 s at most). */
export type RequestNotice = (request: NoticeRequest, delaySeconds?: number) => Promise<void>;

/** No function that asks runs as long: what is asked for after it comes when the call is over, one way or another. */
export const longerThanACallSeconds = 60;

/** Asks for order effects: it is delivered until it succeeds, or alarms. */
export const requestOrderEffects: RequestOrderEffects = (orderId, delaySeconds = 0, wait) =>
  send('ORDER_EFFECTS_QUEUE_URL', { orderId, ...wait }, delaySeconds);

/** Asks for a notice: it is delivered until it was sent, or alarms. Asking twice sends it once. */
export const requestNotice: RequestNotice = (request, delaySeconds = 0) =>
  send('NOTICE_QUEUE_URL', request, delaySeconds);

async function send(queueUrlVariable: string, message: object, delaySeconds: number): Promise<void> {
  await queues.sendMessage({
    QueueUrl: environment(queueUrlVariable),
    MessageBody: JSON.stringify(message),
    DelaySeconds: delaySeconds,
  });
}
