import type { Order, OrderId } from '../orders/order.ts';
import type { RequestNotice } from '../orders/order-effects-queue.ts';
import type { OrderTable } from '../orders/order-table.ts';
import { acceptanceOf } from './acceptance.ts';
import type { Payment } from './payment.ts';
import { currentTry, mayTryAgain } from './payment-try.ts';
import type { AnswerWaitingStep, Settlement } from './waiting-step.ts';

/** What passing on how a payment stands touches. */
export interface PassOnPorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly answer: AnswerWaitingStep;
  readonly requestNotice: RequestNotice;
}

/**
 * Passes on how a try to pay stands: to the step that waits for it or, where it came to nothing and the customer may try
 * again, to the customer; the step waits on then. So it does for a held order, whose customer hears that it is checked.
 * Where lines were cancelled, so that nothing is due any more, the step is told to go on, as if it had been paid.
 * Of a former try there is nothing to tell. Safe to run twice.
 */
export async function passOn(payment: Payment, { orders, answer, requestNotice }: PassOnPorts): Promise<void> {
  const { orderId, tryNumber = 1, status, taskToken, replacedAt } = payment;
  const acceptance = acceptanceOf(payment);
  let settlement: Settlement = acceptance === 'not accepted' ? 'NOT_ACCEPTED' : status;
  if (replacedAt !== undefined) return;
  if (acceptance === 'held') return tellHeld(payment, requestNotice);
  if (acceptance === 'unpaid') {
    const order = await orders.findOrder(orderId);
    // Another try may have begun since the payment was read.
    if (order !== undefined && currentTry(order) !== tryNumber) return;
    if (order !== undefined && acceptanceOf(payment, order) === 'accepted') settlement = 'CAPTURED';
    else if (status === 'PENDING') return;
    else if (order !== undefined && mayTryAgain(order)) return tellFailed(order, payment, requestNotice);
  }
  if (taskToken !== undefined) await answer(orderId, taskToken, settlement);
}

/** Asks for the notice that the order is checked. */
export async function tellHeld({ orderId }: Pick<Payment, 'orderId'>, requestNotice: RequestNotice): Promise<void> {
  await requestNotice({ orderId: orderId as OrderId, event: 'order-checking' });
}

/** Asks for the notice that a try came to nothing, and that there may be another. */
export async function tellFailed(
  { id: orderId }: Pick<Order, 'id'>,
  { tryNumber = 1 }: Payment,
  requestNotice: RequestNotice,
): Promise<void> {
  await requestNotice({ orderId, event: 'payment-failed', about: String(tryNumber) });
}

/** Asks for the notice that says where to pay, where the provider has said so. */
export async function tellAwaited(
  { id: orderId }: Pick<Order, 'id'>,
  { tryNumber, payUrl }: Payment,
  requestNotice: RequestNotice,
): Promise<void> {
  if (payUrl === undefined) return;
  await requestNotice({ orderId, event: 'payment-awaited', ...(tryNumber && { about: String(tryNumber) }) });
}
