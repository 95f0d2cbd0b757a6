import { acceptedSale, currentSale } from '../orders/current-sale.ts';
import { type NoticeEvent, type OrderNotice, whichNotice } from '../orders/notice-event.ts';
import type { Contact, OrderId } from '../orders/order.ts';
import { type NoticeRequest, type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import { isConfirmed } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { pageUrlOf } from '../orders/page-link.ts';
import { endedBesideWorkflow, isByWorkflow } from '../orders/rejection.ts';
import type { Sold } from '../orders/without-units.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { longestDelaySeconds, retriedForSeconds, retryDelaySeconds, waitSince } from '../runtime/retry-delay.ts';
import { brandOf } from '../shop/brand.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { type DeliverNoticePorts, deliverNotice } from './deliver-notice.ts';
import { findToTell, type ToTell } from './find-to-tell.ts';
import type { Notice } from './notice.ts';
import { NoticeUndeliverable } from './notice-errors.ts';
import { notices } from './notices/registry.ts';
import { isUnpaid, paymentOutcome } from './payment-outcome.ts';
import { quietHours } from './quiet-hours.ts';
import { recipientLimitTable } from './recipient-limit-table.ts';
import { sendEmail } from './ses.ts';
import { shopsOrderPage } from './shops-order-page.ts';
import { sendSms } from './sns.ts';
import { suppressionTable } from './suppression-table.ts';
import { textsOf } from './texts.ts';

/** What telling a customer of their order touches. */
export interface NotifyCustomerPorts extends DeliverNoticePorts {
  readonly orders: Pick<OrderTable, 'find' | 'claimNotice' | 'withholdNotice' | 'recordNotice'>;
  readonly payments: Pick<PaymentTable, 'find' | 'triesOf'>;
  readonly requestNotice: RequestNotice;
  readonly shop: ShopProfile;
  readonly pageUrlOf: typeof pageUrlOf;
  /** Chooses between the shortest and the longest delay, from 0 to 1. */
  readonly dice?: () => number;
}

const production = (): NotifyCustomerPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  limits: recipientLimitTable(),
  suppressions: suppressionTable(),
  requestNotice,
  sendEmail,
  sendSms,
  clock: systemClock,
  quietHours: quietHours(),
  shop: stageShop(),
  pageUrlOf,
});

/**
 * The workflow's notice: tells the customer that the order was confirmed or refused, once over each channel that they
 * gave. What SES or SNS do not take now is handed to the queue, which tries it longer than an execution. Safe to run
 * twice.
 * @throws NoticeOutcomeUnknown when an earlier attempt may or may not have told them; not worth a retry
 */
export async function notifyCustomer(orderId: OrderId, ports: NotifyCustomerPorts = production()): Promise<void> {
  const told = await read(orderId, ports);
  const { status, rejection } = told.order;
  // Whoever ends an order outside the workflow asks for that notice through the queue: this step may be long over, or
  // never come.
  if (endedBesideWorkflow({ status, rejection })) return;
  if (isConfirmed(status)) return tell({ event: 'order-confirmed' }, told, ports);
  if (status === 'REJECTED' && rejection !== undefined) return tell({ event: 'order-rejected' }, told, ports);
  throw new Error(`there is nothing to tell about an order that is ${status}`);
}

/**
 * Sends a notice that was asked for through the queue, once over each channel, as long as it is still true of the
 * order; otherwise nothing. What SES or SNS do not take is asked for again, for three days, and what waits for the
 * morning until then. Safe to run twice.
 * @throws NoticeOutcomeUnknown when an earlier attempt may or may not have told them
 * @throws NoticeUndeliverable after three days
 */
export async function sendRequestedNotice(
  request: NoticeRequest,
  ports: NotifyCustomerPorts = production(),
): Promise<void> {
  const { orderId, waitingSince, notBefore, ...notice } = request;
  if (notBefore !== undefined && notBefore > ports.clock().toISOString()) {
    return askNotBefore(new Date(notBefore), request, ports);
  }
  const told = { ...(await read(orderId, ports)), waitingSince };
  const { event, resend } = notice;
  const { rejection } = told.order;
  // The workflow tells of its own refusals, until it hands them over.
  const isTheWorkflows = event === 'order-rejected' && rejection !== undefined && isByWorkflow(rejection);
  if (isTheWorkflows && waitingSince === undefined && resend === undefined) return;
  await tell(notice, told, ports);
}

async function read(orderId: OrderId, ports: NotifyCustomerPorts): Promise<ToTell> {
  const told = await findToTell(orderId, ports);
  if (told === undefined) throw new OrderNotFound(orderId);
  return told;
}

/**
 * Tells of an event, as long as it is true of the order. `waitingSince`: since when SES or SNS does not take it, ISO
 * 8601 UTC.
 */
async function tell(
  which: OrderNotice,
  told: ToTell & { readonly waitingSince?: string | undefined },
  ports: NotifyCustomerPorts,
): Promise<void> {
  const { event, about } = which;
  const particulars = notices[event].of({ ...told, about }, ports.clock());
  if (particulars === undefined) return;
  const { id, storefront, number, createdAt, currency, shippingAddress, timeZone, locale } = told.content;
  const { total, totals, lines } = saleToTell(event, told);
  const amounts = { status: told.order.status, total, due: totals?.due };
  const payment = particulars.payment ?? paymentOutcome(amounts, told.payment, told.formerPayments);
  const shop = brandOf(ports.shop, storefront, locale);
  const notice: Notice = {
    ...whichNotice(which),
    locale,
    shop,
    pageUrl: shopsOrderPage(shop, number) ?? (await ports.pageUrlOf(told.order, { isProven: true })),
    order: {
      ...{ id, number, createdAt, currency, total, totals, lines, shippingAddress, timeZone },
      ...particulars,
      payment,
    },
  };
  await deliverNotice(
    {
      ...told.content,
      contact: contactFor(which, told),
      isUnpaid: isUnpaid(told.content, told.payment, told.formerPayments),
    },
    notice,
    (until) =>
      until === undefined
        ? askAgainLater({ orderId: id, ...whichNotice(which), waitingSince: told.waitingSince }, ports)
        : askNotBefore(until, { orderId: id, ...whichNotice(which) }, ports),
    ports,
  );
}

/** Where a notice goes: as the order says, or as staff corrected it for this once; what is sent again has no copies. */
function contactFor({ resend }: OrderNotice, { content: { contact }, resends }: ToTell): Contact {
  if (resend === undefined) return contact;
  const email = resends.find(({ id }) => id === resend)?.email;
  return email === undefined ? { email: contact.email, phone: contact.phone } : { email };
}

/**
 * What the customer is told that the order comes to: as it is now, once it is to be sent, or where a further try to pay
 * asks for so much. Until then, and of one that is not, as it was accepted, because that is what the payment provider
 * asks for, or gives back.
 */
function saleToTell(event: NoticeEvent, { order, content, payment }: ToTell): Sold {
  const isOfFurtherTry =
    event === 'payment-failed' || (event === 'payment-awaited' && payment?.tryNumber !== undefined);
  const isAsAccepted = !isConfirmed(order.status) && event !== 'lines-cancelled' && !isOfFurtherTry;
  const sale = isAsAccepted
    ? acceptedSale(order, content)
    : currentSale(order, content, textsOf(content.locale).labels.cancellation);
  return { ...sale, lines: sale.lines.filter(({ quantity }) => quantity > 0) };
}

/** Asks for the notice again, the later, the longer it has waited. An operator hears of it long before that ends. */
async function askAgainLater(
  notice: NoticeRequest,
  { requestNotice: request, clock, dice }: NotifyCustomerPorts,
): Promise<void> {
  const { since, seconds, isLate } = waitSince(notice.waitingSince, clock());
  if (isLate) {
    logger.error('a notice is late', { ...notice, since });
    count('NoticeLate');
  }
  if (seconds >= retriedForSeconds) throw new NoticeUndeliverable(notice.orderId, notice, since);
  await request({ ...notice, waitingSince: since }, retryDelaySeconds(seconds, dice));
}

/** Asks for the notice at a moment, or as near to it as the queue delays a message; whoever gets it asks again. */
async function askNotBefore(
  moment: Date,
  notice: NoticeRequest,
  { requestNotice: request, clock }: NotifyCustomerPorts,
): Promise<void> {
  const left = Math.ceil((moment.getTime() - clock().getTime()) / 1000);
  await request({ ...notice, notBefore: moment.toISOString() }, Math.min(left, longestDelaySeconds));
}
