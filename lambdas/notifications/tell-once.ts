import type { NoticeChannel } from '../orders/notice-marker.ts';
import type { OrderContent } from '../orders/order.ts';
import type { OrderTable } from '../orders/order-table.ts';
import type { Clock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { renderEmail } from './email.ts';
import type { Notice } from './notice.ts';
import { NoticeOutcomeUnknown, NoticeRefused } from './notice-errors.ts';
import type { sendEmail } from './ses.ts';
import { renderSms } from './sms.ts';
import type { sendSms } from './sns.ts';

/** What telling a customer touches. */
export interface TellOncePorts {
  readonly orders: Pick<OrderTable, 'claimNotice' | 'recordNotice'>;
  readonly sendEmail: typeof sendEmail;
  readonly sendSms: typeof sendSms;
  readonly clock: Clock;
}

/**
 * Sends a notice, once over each channel that the customer gave. Safe to run twice.
 * @throws NoticeRefused when SES or SNS said no; worth a retry
 * @throws NoticeOutcomeUnknown when an earlier attempt may or may not have told them; not worth a retry
 */
export async function tellOnce(
  { id: orderId, contact: { email, phone } }: Pick<OrderContent, 'id' | 'contact'>,
  notice: Notice,
  ports: TellOncePorts,
): Promise<void> {
  const { event } = notice;
  if (email !== undefined) {
    // Rendered before it is claimed: a fault in a template must not leave a claim behind.
    const rendered = renderEmail(notice);
    await sendOnce(orderId, event, 'email', () => ports.sendEmail(email, rendered, { orderId, event }), ports);
  }
  if (phone !== undefined) {
    const text = renderSms(notice);
    await sendOnce(orderId, event, 'sms', () => ports.sendSms(phone, text), ports);
  }
}

/**
 * Neither SES nor SNS takes an idempotency key. So: claim, send, record. Whoever finds a claim that never became a record
 * does not send again; the step or the message fails and an operator sees it.
 */
async function sendOnce(
  orderId: OrderContent['id'],
  event: string,
  channel: NoticeChannel,
  send: () => Promise<string>,
  { orders, clock }: TellOncePorts,
): Promise<void> {
  const now = () => clock().toISOString();
  const standing = await orders.claimNotice(orderId, event, channel, now());
  if (standing?.state === 'SENT') return;
  if (standing !== undefined) throw new NoticeOutcomeUnknown(orderId, event, channel);

  let messageId: string;
  try {
    messageId = await send();
  } catch (error) {
    if (!isRefusal(error)) {
      logger.error('sending a notice broke off', { cause: error instanceof Error ? error.name : 'unknown' });
      throw new NoticeOutcomeUnknown(orderId, event, channel);
    }
    await orders.recordNotice(orderId, { event, channel, state: 'REFUSED', at: now() });
    // SES and SNS quote the address in what they say; an execution's history and the logs must not hold it.
    throw new NoticeRefused(orderId, channel, error instanceof Error ? error.name : 'unknown');
  }
  await orders.recordNotice(orderId, { event, channel, state: 'SENT', at: now(), messageId });
}

/** True when the message was surely not taken: the provider said no (4xx, throttling included), or was never reached. */
export function isRefusal(error: unknown): boolean {
  const { $metadata, code } = error as { $metadata?: { httpStatusCode?: number }; code?: string };
  const status = $metadata?.httpStatusCode ?? 0;
  return (status >= 400 && status < 500) || code === 'ECONNREFUSED' || code === 'ENOTFOUND';
}
