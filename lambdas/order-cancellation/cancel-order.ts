import { may } from '../access/scopes.ts';
import type { OrderId } from '../orders/order.ts';
import {
  longerThanACallSeconds,
  type RequestNotice,
  type RequestOrderEffects,
  requestNotice,
  requestOrderEffects,
} from '../orders/order-effects-queue.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { type WakeWaitingStep, wakeWaitingStep } from '../payments/waiting-step.ts';
import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { Problem } from '../runtime/problem.ts';
import type { CancellationRequest } from './cancellation-request.ts';
import { findCancellable } from './find-cancellable.ts';
import { notCancellable } from './problems.ts';

/** What cancelling an order touches. */
export interface CancelOrderPorts {
  readonly orders: Pick<OrderTable, 'findOrder' | 'addOrder' | 'cancel'>;
  readonly payments: Pick<PaymentTable, 'findCurrent'>;
  readonly wake: WakeWaitingStep;
  readonly requestOrderEffects: RequestOrderEffects;
  readonly requestNotice: RequestNotice;
  readonly clock: Clock;
}

/** The tables, queues and clock of production. */
export const cancelOrderPorts = (): CancelOrderPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  wake: wakeWaitingStep,
  requestOrderEffects,
  requestNotice,
  clock: systemClock,
});

/**
 * Cancels an order at any moment before shipping. The status decides the race with a confirmation; all that follows
 * from it (stock, money, notice) is asked for after it, again by a repeat of the request. Safe to run twice.
 * @throws Problem not-found, forbidden-reason, or not-cancellable when the order was rejected or shipped
 */
export async function cancelOrder(
  caller: Caller,
  id: string,
  { reason, text }: Pick<CancellationRequest, 'reason' | 'text'>,
  { orders, payments, wake, requestOrderEffects, requestNotice, clock }: CancelOrderPorts = cancelOrderPorts(),
): Promise<OrderId> {
  const order = await findCancellable(caller, id, reason, orders);

  // Ahead of the cancellation, for after this call's life: should it be cut off right behind the cancellation, and
  // nobody repeat it, the order's money and stock are given back all the same.
  await requestOrderEffects(order.id, longerThanACallSeconds);
  // Nothing may have changed about it yet, so that it is not stored.
  if (order.status === 'PENDING') await orders.addOrder(order);
  const at = clock().toISOString();
  const by = may(caller, 'cancel') ? 'STAFF' : 'CUSTOMER';
  const cancelled = await orders.cancel(order.id, { by, at, reason, ...(text !== undefined && { text }) });
  const status = cancelled ? 'CANCELLED' : (await orders.findOrder(order.id))?.status;
  if (status === 'SHIPPED') throw new Problem(notCancellable, 'The order has left the warehouse.');
  if (status === 'CONFIRMED') {
    throw new Problem(notCancellable, 'A part of the order has left the warehouse. Cancel the lines that are open.');
  }
  if (status !== 'CANCELLED') {
    throw new Problem(notCancellable, 'The order was rejected already; there is nothing to cancel.');
  }

  // First what does not depend on the workflow, so that a crash here is repaired by a repeat of the request or by the
  // queue.
  await requestOrderEffects(order.id);
  await requestNotice({ orderId: order.id, event: 'order-cancelled' });
  // The customer may have begun another try to pay ahead of the cancellation.
  const tried = (order.paymentTries === undefined ? undefined : await orders.findOrder(order.id)) ?? order;
  const taskToken = (await payments.findCurrent(tried))?.taskToken;
  if (taskToken !== undefined) await wake(order.id, taskToken);
  return order.id;
}
