import type { NoticeEvent } from '../orders/notice-event.ts';
import type { Order, OrderContent, OrderId } from '../orders/order.ts';
import { type NoticeRequest, type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import { isConfirmed } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { existingPayment } from '../payments/existing-payment.ts';
import { lastingPayUrl } from '../payments/lasting-pay-url.ts';
import { begunPayment, type Payment, payBefore } from '../payments/payment.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { type DeliverNoticePorts, deliverNotice } from './deliver-notice.ts';
import type { Notice, NoticeOrder } from './notice.ts';
import { NoticeUndeliverable } from './notice-errors.ts';
import { givenUpAfterSeconds, lateAfterSeconds, pauseSeconds } from './patience.ts';
import { paymentOutcome } from './payment-outcome.ts';
import { recipientLimitTable } from './recipient-limit-table.ts';
import { sendEmail } from './ses.ts';
import { sendSms } from './sns.ts';

/** What telling how an order ended touches. */
export interface NotifyCustomerPorts extends DeliverNoticePorts {
  readonly orders: Pick<OrderTable, 'find' | 'claimNotice' | 'withholdNotice' | 'recordNotice'>;
  readonly payments: Pick<PaymentTable, 'find'>;
  readonly requestNotice: RequestNotice;
  readonly shopName: string;
  /** Chooses between the shortest and the longest pause, from 0 to 1. */
  readonly dice?: () => number;
}

const production = (): NotifyCustomerPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  limits: recipientLimitTable(),
  requestNotice,
  sendEmail,
  sendSms,
  clock: systemClock,
  shopName: environment('SHOP_NAME'),
});

/** An order with all that a notice says of it, and since when a notice of it waits to be taken (ISO 8601 UTC). */
type Told = {
  readonly order: Order;
  readonly content: OrderContent;
  readonly payment: Payment | undefined;
  readonly waitingSince?: string | undefined;
};

/**
 * The workflow's notice: tells the customer that the order was confirmed or refused, once over each channel that they gave.
 * What SES or SNS do not take now is handed to the queue, which has more patience than an execution. Safe to run twice.
 * @throws NoticeOutcomeUnknown when an earlier attempt may or may not have told them; not worth a retry
 */
export async function notifyCustomer(orderId: OrderId, ports: NotifyCustomerPorts = production()): Promise<void> {
  const told = await read(orderId, ports);
  const { status, rejection } = told.order;
  // Whoever ends an order outside the workflow asks for that notice through the queue: this step may be long over, or never come.
  if (status === 'CANCELLED' || rejection?.reason === 'HOLD_EXPIRED') return;
  if (isConfirmed(status)) return tellConfirmed(told, ports);
  if (status === 'REJECTED' && rejection !== undefined) return tellRejected(told, ports);
  throw new Error(`there is nothing to tell about an order that is ${status}`);
}

/**
 * Sends a notice that was asked for through the queue, once over each channel, as long as it is still true of the order;
 * otherwise nothing. What SES or SNS do not take is asked for again, for three days. Safe to run twice.
 * @throws NoticeOutcomeUnknown when an earlier attempt may or may not have told them
 * @throws NoticeUndeliverable after three days
 */
export async function sendRequestedNotice(
  { orderId, event, waitingSince }: NoticeRequest,
  ports: NotifyCustomerPorts = production(),
): Promise<void> {
  const told = { ...(await read(orderId, ports)), waitingSince };
  const { order, payment } = told;
  if (event === 'order-confirmed') {
    if (!isConfirmed(order.status)) return;
    return tellConfirmed(told, ports);
  }
  if (event === 'order-rejected') {
    // The workflow tells of its own refusals, until it hands them over.
    if (order.rejection?.reason !== 'HOLD_EXPIRED' && waitingSince === undefined) return;
    return tellRejected(told, ports);
  }
  if (event === 'order-cancelled') {
    if (order.status !== 'CANCELLED' || order.cancellation === undefined) return;
    const { by, reason } = order.cancellation;
    return tell(event, told, { cancellation: { by, reason } }, ports);
  }
  if (event === 'backordered-items-arrived') {
    if (order.status !== 'CONFIRMED' || order.backorderedLines !== undefined) return;
    return tell(event, told, {}, ports);
  }
  if (order.status !== 'RESERVED' || payment?.status !== 'PENDING') return;
  // A link that may be dead before it is read is no help: the storefront shows a new one.
  const payUrl = lastingPayUrl(payment);
  if (payUrl === undefined) return;
  const before = payBefore(payment);
  const waiting = {
    payment: 'AWAITED',
    payUrl,
    // A step that was redriven waits anew, so a moment that is over says nothing.
    payBefore: before !== undefined && before > ports.clock().toISOString() ? before : undefined,
    backorderedLines: order.backorderedLines,
  } as const;
  return tell(event, told, waiting, ports);
}

async function tellConfirmed(told: Told, ports: NotifyCustomerPorts): Promise<void> {
  return tell('order-confirmed', told, { backorderedLines: told.order.backorderedLines }, ports);
}

async function tellRejected(told: Told, ports: NotifyCustomerPorts): Promise<void> {
  const { status, rejection, shortages } = told.order;
  if (status !== 'REJECTED' || rejection === undefined) return;
  const { reason } = rejection;
  const short = reason === 'OUT_OF_STOCK' ? shortages : undefined;
  return tell('order-rejected', told, { rejection: { reason, shortages: short } }, ports);
}

async function read(orderId: OrderId, { orders, payments }: NotifyCustomerPorts): Promise<Told> {
  const [{ order, content }, payment] = await Promise.all([orders.find(orderId), payments.find(orderId)]);
  if (order === undefined || content === undefined) throw new OrderNotFound(orderId);
  // A payment that the storefront has made itself may hold money though nobody has looked at it yet.
  const unseen = existingPayment(order.payment) === undefined ? undefined : begunPayment(order, order.createdAt);
  return { order, content, payment: payment ?? unseen };
}

async function tell(
  event: NoticeEvent,
  { order: { status }, content, payment, waitingSince }: Told,
  particulars: Partial<NoticeOrder>,
  ports: NotifyCustomerPorts,
): Promise<void> {
  const { id, createdAt, currency, total, lines, shippingAddress, locale } = content;
  const facts = { id, createdAt, currency, total, lines, shippingAddress };
  const money = particulars.payment ?? paymentOutcome(status, payment);
  const notice: Notice = {
    event,
    locale,
    shopName: ports.shopName,
    order: { ...facts, ...particulars, payment: money },
  };
  await deliverNotice(content, notice, () => askAgainLater(content.id, event, waitingSince, ports), ports);
}

/** Asks for the notice again, the later, the longer it has waited. An operator hears of it long before it is given up. */
async function askAgainLater(
  orderId: OrderId,
  event: NoticeEvent,
  waitingSince: string | undefined,
  { requestNotice: request, clock, dice }: NotifyCustomerPorts,
): Promise<void> {
  const since = waitingSince ?? clock().toISOString();
  const waited = (clock().getTime() - Date.parse(since)) / 1000;
  if (waited >= lateAfterSeconds) {
    logger.error('a notice is late', { orderId, event, since });
    count('NoticeLate');
  }
  if (waited >= givenUpAfterSeconds) throw new NoticeUndeliverable(orderId, event, since);
  await request(orderId, event, pauseSeconds(waited, dice), since);
}
