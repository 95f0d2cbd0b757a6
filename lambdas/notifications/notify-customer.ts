import type { NoticeChannel } from '../orders/notice-marker.ts';
import type { Order, OrderContent, OrderId } from '../orders/order.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { renderEmail } from './email.ts';
import type { Notice } from './notice.ts';
import { NoticeOutcomeUnknown, NoticeRefused } from './notice-errors.ts';
import { sendEmail } from './ses.ts';
import { renderSms } from './sms.ts';
import { sendSms } from './sns.ts';

/** What telling a customer touches. */
export interface NotifyCustomerPorts {
  readonly orders: Pick<OrderTable, 'find' | 'claimNotice' | 'recordNotice'>;
  readonly sendEmail: typeof sendEmail;
  readonly sendSms: typeof sendSms;
  readonly clock: Clock;
  readonly shopName: string;
}

const production = (): NotifyCustomerPorts => ({
  orders: orderTable(),
  sendEmail,
  sendSms,
  clock: systemClock,
  shopName: environment('SHOP_NAME'),
});

/**
 * Tells the customer how the order ended, once over each channel that they gave. Safe to run twice.
 * @throws NoticeRefused when SES or SNS said no; worth a retry
 * @throws NoticeOutcomeUnknown when an earlier attempt may or may not have told them; not worth a retry
 */
export async function notifyCustomer(orderId: OrderId, ports: NotifyCustomerPorts = production()): Promise<void> {
  const { order, content } = await ports.orders.find(orderId);
  if (order === undefined || content === undefined) throw new OrderNotFound(orderId);
  const notice = noticeAbout(order, content, ports.shopName);

  const { email, phone } = content.contact;
  if (email !== undefined) {
    // Rendered before it is claimed: a fault in a template must not leave a claim behind.
    const rendered = renderEmail(notice);
    await sendOnce(
      orderId,
      notice.event,
      'email',
      () => ports.sendEmail(email, rendered, { orderId, event: notice.event }),
      ports,
    );
  }
  if (phone !== undefined) {
    const text = renderSms(notice);
    await sendOnce(orderId, notice.event, 'sms', () => ports.sendSms(phone, text), ports);
  }
}

/**
 * Neither SES nor SNS takes an idempotency key. So: claim, send, record. Whoever finds a claim that never became a record
 * does not send again; the execution fails and an operator sees it.
 */
async function sendOnce(
  orderId: OrderId,
  event: string,
  channel: NoticeChannel,
  send: () => Promise<string>,
  { orders, clock }: NotifyCustomerPorts,
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
function isRefusal(error: unknown): boolean {
  const { $metadata, code } = error as { $metadata?: { httpStatusCode?: number }; code?: string };
  const status = $metadata?.httpStatusCode ?? 0;
  return (status >= 400 && status < 500) || code === 'ECONNREFUSED' || code === 'ENOTFOUND';
}

function noticeAbout(order: Order, content: OrderContent, shopName: string): Notice {
  const { id, createdAt, currency, total, lines, shippingAddress, locale } = content;
  const facts = { id, createdAt, currency, total, lines, shippingAddress };
  if (order.status === 'CONFIRMED') {
    return { event: 'order-confirmed', locale, shopName, order: { ...facts, payment: 'AUTHORIZED' } };
  }
  if (order.status === 'REJECTED' && order.rejection !== undefined) {
    const rejection = { reason: order.rejection.reason, shortages: order.shortages };
    return { event: 'order-rejected', locale, shopName, order: { ...facts, payment: 'NOT_TAKEN', rejection } };
  }
  if (order.status === 'CANCELLED') {
    const rejection = { reason: 'CANCELLED' } as const;
    return { event: 'order-rejected', locale, shopName, order: { ...facts, payment: 'NOT_TAKEN', rejection } };
  }
  throw new Error(`there is nothing to tell about an order that is ${order.status}`);
}
