import { dueNow } from '../orders/current-sale.ts';
import type { OrderId } from '../orders/order.ts';
import { type RequestOrderEffects, requestNotice, requestOrderEffects } from '../orders/order-effects-queue.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { askProvider } from './ask-provider.ts';
import { type PassOnPorts, passOn, tellAwaited } from './pass-on.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { takeAnswer } from './take-answer.ts';
import { answerWaitingStep } from './waiting-step.ts';

/** What going on with a further try to pay touches. */
export interface GoOnPayingPorts extends PassOnPorts {
  readonly payments: PaymentTable;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly requestOrderEffects: RequestOrderEffects;
  readonly clock: Clock;
}

/** Those of a deployed function. */
export const goOnPayingPorts = (): GoOnPayingPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  providerNamed,
  answer: answerWaitingStep,
  requestNotice,
  requestOrderEffects,
  clock: systemClock,
});

/**
 * Goes on with the further try to pay that an order is at, wherever that was cut off: asks its provider, and passes on
 * what it says to the step that waits, or to the customer. With an order of which nothing is due any more it goes on
 * without. Safe to run twice.
 * @throws ProviderUnavailable worth a retry
 */
export async function goOnPaying(orderId: OrderId, ports: GoOnPayingPorts = goOnPayingPorts()): Promise<void> {
  const { orders, payments, providerNamed, requestNotice, requestOrderEffects, clock } = ports;
  const order = await orders.findOrder(orderId);
  if (order?.status !== 'RESERVED') return;
  const asked = await payments.findCurrent(order);
  if (dueNow(order) === 0) {
    // One whose provider was not asked yet is not waited for.
    if (asked !== undefined) await passOn(asked, ports);
    return;
  }
  if (order.furtherTries === undefined) return;
  if (asked?.waitSeconds === undefined) throw new Error(`a further try of order ${orderId} is not stored whole`);
  const { waitSeconds } = asked;
  const provider = providerNamed(asked.provider);
  const payment =
    asked.status === 'PENDING'
      ? await takeAnswer(asked, await askProvider(order, { ...asked, waitSeconds }, provider), {
          payments,
          provider,
          clock,
        })
      : asked;
  if (payment.status === 'PENDING') await tellAwaited(order, payment, requestNotice);
  await passOn(payment, ports);
  // What ended it while the provider was asked, or let it go on without a payment, has found nothing to give back.
  const now = await orders.findOrder(orderId);
  if (now !== undefined && (isRejectedOrCancelled(now.status) || dueNow(now) === 0)) await requestOrderEffects(orderId);
}
