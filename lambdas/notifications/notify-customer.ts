import type { RequestedNotice } from '../orders/follow-up-queues.ts';
import type { Order, OrderContent, OrderId } from '../orders/order.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import { isConfirmed } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { Payment } from '../payments/payment.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import type { Notice, NoticeEvent, NoticeOrder } from './notice.ts';
import { paymentOutcome } from './payment-outcome.ts';
import { sendEmail } from './ses.ts';
import { sendSms } from './sns.ts';
import { type TellOncePorts, tellOnce } from './tell-once.ts';

/** What telling how an order ended touches. */
export interface NotifyCustomerPorts extends TellOncePorts {
  readonly orders: Pick<OrderTable, 'find' | 'claimNotice' | 'recordNotice'>;
  readonly payments: Pick<PaymentTable, 'find'>;
  readonly shopName: string;
}

const production = (): NotifyCustomerPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  sendEmail,
  sendSms,
  clock: systemClock,
  shopName: environment('SHOP_NAME'),
});

/** An order with all that a notice says of it. */
type Told = { readonly order: Order; readonly content: OrderContent; readonly payment: Payment | undefined };

/**
 * The workflow's notice: tells the customer that the order was confirmed or refused, once over each channel that they gave.
 * Safe to run twice.
 * @throws NoticeRefused when SES or SNS said no; worth a retry
 * @throws NoticeOutcomeUnknown when an earlier attempt may or may not have told them; not worth a retry
 */
export async function notifyCustomer(orderId: OrderId, ports: NotifyCustomerPorts = production()): Promise<void> {
  const told = await read(orderId, ports);
  const { status, rejection, shortages } = told.order;
  // Whoever ends an order outside the workflow asks for that notice through the queue: this step may be long over, or never come.
  if (status === 'CANCELLED' || rejection?.reason === 'HOLD_EXPIRED') return;
  if (isConfirmed(status)) return tell('order-confirmed', told, { late: told.order.late }, ports);
  if (status === 'REJECTED' && rejection !== undefined) {
    return tell('order-rejected', told, { rejection: { reason: rejection.reason, shortages } }, ports);
  }
  throw new Error(`there is nothing to tell about an order that is ${status}`);
}

/**
 * Sends a notice that was asked for through the queue, once over each channel, as long as it is still true of the order;
 * otherwise nothing. Safe to run twice.
 * @throws NoticeRefused when SES or SNS said no; worth a retry
 * @throws NoticeOutcomeUnknown when an earlier attempt may or may not have told them
 */
export async function sendRequestedNotice(
  orderId: OrderId,
  event: RequestedNotice,
  ports: NotifyCustomerPorts = production(),
): Promise<void> {
  const told = await read(orderId, ports);
  const { order, payment } = told;
  if (event === 'order-cancelled') {
    if (order.status !== 'CANCELLED' || order.cancellation === undefined) return;
    const { by, reason } = order.cancellation;
    return tell(event, told, { cancellation: { by, reason } }, ports);
  }
  if (event === 'late-items-arrived') {
    if (order.status !== 'CONFIRMED' || order.late !== undefined) return;
    return tell(event, told, {}, ports);
  }
  if (event === 'order-rejected') {
    if (order.rejection?.reason !== 'HOLD_EXPIRED') return;
    return tell(event, told, { rejection: { reason: order.rejection.reason } }, ports);
  }
  if (order.status !== 'RESERVED' || payment?.status !== 'PENDING' || payment.payUrl === undefined) return;
  const waiting = {
    payment: 'AWAITED',
    payUrl: payment.payUrl,
    payBefore: payBefore(payment, ports),
    late: order.late,
  } as const;
  return tell(event, told, waiting, ports);
}

async function read(orderId: OrderId, { orders, payments }: NotifyCustomerPorts): Promise<Told> {
  const [{ order, content }, payment] = await Promise.all([orders.find(orderId), payments.find(orderId)]);
  if (order === undefined || content === undefined) throw new OrderNotFound(orderId);
  return { order, content, payment };
}

/** Until when the customer may count on the wait. A step that was redriven waits anew, so a moment that is over says nothing. */
function payBefore({ history, waitSeconds }: Payment, { clock }: NotifyCustomerPorts): string | undefined {
  const begun = history[0]?.at;
  if (begun === undefined || waitSeconds === undefined) return undefined;
  const end = new Date(Date.parse(begun) + waitSeconds * 1000);
  return end > clock() ? end.toISOString() : undefined;
}

async function tell(
  event: NoticeEvent,
  { order: { status }, content, payment }: Told,
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
  await tellOnce(content, notice, ports);
}
