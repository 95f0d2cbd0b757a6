import type { OrderId } from '../orders/order.ts';
import { requestNotice } from '../orders/order-effects-queue.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { type PassOnPorts, passOn } from './pass-on.ts';
import { type Payment, referenceTo } from './payment.ts';
import { InvalidNotification, PaymentUnderWay } from './payment-errors.ts';
import type { Notification, PaymentProvider, RawNotification } from './payment-provider.ts';
import { findProvider } from './payment-providers.ts';
import { withForeignRefund } from './payment-refunds.ts';
import { canMove, isPaid } from './payment-status.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { PaymentId, tryOf } from './payment-try.ts';
import { invalidNotification, notReady } from './problems.ts';
import { syncPaymentToOrder } from './sync-payment-to-order.ts';
import { takeAnswer } from './take-answer.ts';
import { answerWaitingStep } from './waiting-step.ts';

/** What a notification touches. */
export interface NotificationPorts extends PassOnPorts {
  readonly orders: Pick<OrderTable, 'findOrder' | 'orderToRead'>;
  readonly payments: PaymentTable;
  readonly findProvider: (name: string) => PaymentProvider | undefined;
  readonly syncPaymentToOrder: (orderId: OrderId) => Promise<void>;
  readonly clock: Clock;
}

const production = (): NotificationPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  findProvider,
  answer: answerWaitingStep,
  requestNotice,
  syncPaymentToOrder,
  clock: systemClock,
});

/**
 * Takes in a provider's notification. It is a hint, never the truth: it is verified, then the provider is asked.
 * Doubled, late or reordered ones change nothing, and a repeat of what was dealt with or known asks nobody; what no
 * longer fits (paid after cancelled) is given back. Returns only when all is durable, so that the provider repeats what
 * a crash cut off.
 * @throws Problem not-found, invalid-notification, or not-ready when our own record is not complete yet
 */
export async function takeNotification(
  providerName: string,
  raw: RawNotification,
  ports: NotificationPorts = production(),
): Promise<void> {
  const { payments, orders, findProvider, syncPaymentToOrder, clock } = ports;
  const provider = findProvider(providerName);
  if (provider === undefined) throw new Problem(notFound, 'There is no such payment provider.');
  const notification = await verified(provider, raw);
  const paymentId = PaymentId.safeParse(notification?.orderId);
  // Genuine, but about something that is not an order of ours: taken, so that the provider stops repeating it.
  if (notification === undefined || !paymentId.success) return;
  const { orderId } = tryOf(paymentId.data);
  logger.appendKeys({ orderId });
  const [dealtWith, payment, order] = await readTogether(
    payments.notificationToRead(orderId, notification.eventId),
    payments.standingToRead(paymentId.data),
    // Whoever ends an order at this moment sees to its money; this is for those who ended it before, and were cut off.
    { ...orders.orderToRead(orderId), isEventual: true },
  );
  // Noted only once all that it calls for is done, so that no repeat after a crash is mistaken for one of these.
  if (dealtWith !== undefined) return;
  if (payment === undefined || payment.provider !== providerName) {
    throw new Problem(notReady, 'There is no record of this payment yet.', { headers: { 'retry-after': '2' } });
  }
  const { amount, currency } = notification;
  if ((amount ?? payment.amount) !== payment.amount || (currency ?? payment.currency) !== payment.currency) {
    throw refused('The amount or currency is not that of the order.');
  }

  const isNews = !isKnown(payment, notification);
  const settled = isNews ? await askAbout(payment, notification, provider, ports) : payment;
  await passOn(settled, ports);
  // What is known may have been given back to nobody yet, if whoever recorded it was cut off; but the money of a
  // confirmed order is being taken by its own step.
  const isOver = order !== undefined && isRejectedOrCancelled(order.status);
  if (!isNews && payment.replacedAt === undefined && !isOver) return;
  try {
    await syncPaymentToOrder(orderId);
  } catch (error) {
    // The news itself is taken in, and what is being processed is followed up by the queue already.
    if (!(error instanceof PaymentUnderWay)) throw error;
  }
  await payments.addNotification(orderId, notification.eventId, clock());
}

/** Whether our record, which only the provider's answers move, has come as far as the notification says, or further. */
function isKnown({ status, reference }: Payment, { standing }: Notification): boolean {
  if (standing === undefined || standing.reference !== reference) return false;
  return isPaid(status) && !canMove(status, standing.status);
}

/** Asks the provider. @returns the payment as it then stands */
async function askAbout(
  payment: Payment,
  { refundId, disputeId }: Notification,
  provider: PaymentProvider,
  { payments, clock }: Pick<NotificationPorts, 'payments' | 'clock'>,
): Promise<Payment> {
  // A refund that was made in the provider's console is heard of here first.
  const withRefund = (current: Payment) => withForeignRefund(current, refundId);
  const asked = askingAbout(provider, disputeId);
  const seen = await asked.query(referenceTo(withRefund(payment)));
  return takeAnswer(payment, seen, { payments, provider: asked, clock }, withRefund);
}

/** The provider, asked about a dispute of which our record has not heard too. */
function askingAbout(provider: PaymentProvider, disputeId: string | undefined): Pick<PaymentProvider, 'query'> {
  if (disputeId === undefined) return provider;
  return {
    query: (payment) => provider.query({ ...payment, disputeIds: [...(payment.disputeIds ?? []), disputeId] }),
  };
}

async function verified(provider: PaymentProvider, raw: RawNotification): Promise<Notification | undefined> {
  try {
    return await provider.verifyNotification(raw);
  } catch (error) {
    if (error instanceof InvalidNotification) throw refused(error.message);
    throw error;
  }
}

function refused(detail: string): Problem {
  count('NotificationRefused');
  return new Problem(invalidNotification, detail);
}
