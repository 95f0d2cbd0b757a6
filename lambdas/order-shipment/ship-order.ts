import { issueInventory } from '../inventory/issue-inventory.ts';
import { type Order, OrderId } from '../orders/order.ts';
import {
  longerThanACallSeconds,
  type RequestOrderEffects,
  requestOrderEffects,
} from '../orders/order-effects-queue.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { amountDue, sumOf } from '../orders/totals.ts';
import { creditsOf } from '../payments/left-to-refund.ts';
import type { Payment } from '../payments/payment.ts';
import { askedBack } from '../payments/payment-refunds.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { notShippable } from './problems.ts';

/** What shipping an order touches. */
export interface ShipOrderPorts {
  readonly orders: Pick<OrderTable, 'findOrder' | 'ship'>;
  readonly payments: Pick<PaymentTable, 'find'>;
  readonly issueInventory: (orderId: OrderId) => Promise<void>;
  readonly requestOrderEffects: RequestOrderEffects;
  readonly clock: Clock;
}

const production = (): ShipOrderPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  issueInventory,
  requestOrderEffects,
  clock: systemClock,
});

/**
 * Notes that a confirmed order has left the warehouse; from then on it cannot be cancelled. Its stock leaves the books
 * before the answer, so that whoever counts the shelf next finds what the book says, and once, also when the request is
 * cut off here. An order whose money went back whole, or is on its way back, stays here; one whose money went back in
 * part is shipped. Nor does one leave whose payment is disputed, until that is decided for the shop. Safe to run twice.
 * @throws Problem not-found, or not-shippable when the order is not confirmed, waits for backordered units, is no
 * longer paid for or disputed
 */
export async function shipOrder(
  id: string,
  { orders, payments, issueInventory: issue, requestOrderEffects, clock }: ShipOrderPorts = production(),
): Promise<OrderId> {
  const orderId = OrderId.safeParse(id);
  const order = orderId.success ? await orders.findOrder(orderId.data) : undefined;
  if (order === undefined) throw new Problem(notFound, 'There is no such order.');
  logger.appendKeys({ orderId: order.id });

  // Not of one that has left already: goods that come back are paid back after it.
  if (order.status === 'CONFIRMED') assertPaidFor(order, await payments.find(order.id));
  await requestOrderEffects(order.id, longerThanACallSeconds);
  if (!(await orders.ship(order.id, clock().toISOString()))) {
    const now = await orders.findOrder(order.id);
    if (now?.status !== 'SHIPPED') {
      throw new Problem(
        notShippable,
        now?.status === 'CONFIRMED' ? 'Units of the order are still to come.' : `The order is ${now?.status}.`,
      );
    }
  }
  try {
    await issue(order.id);
  } catch (error) {
    logger.warn('the stock of a shipped order leaves the books later', error as Error);
    await requestOrderEffects(order.id);
  }
  return order.id;
}

/** @throws Problem not-shippable */
function assertPaidFor(order: Pick<Order, 'total' | 'due'>, payment: Payment | undefined): void {
  if (payment === undefined || (payment.captured === 0 && amountDue(order) > 0)) return;
  const paidByCredits = order.total - amountDue(order);
  const givenBack = Math.max(askedBack(payment), payment.refunded) + sumOf(payment.refunds.flatMap(creditsOf));
  if (givenBack >= payment.captured + paidByCredits) {
    throw new Problem(notShippable, 'All of its money was given back. Cancel the order instead.');
  }
  const dispute = payment.disputes?.find(({ status }) => status !== 'CLOSED');
  if (dispute !== undefined) {
    const { kind, reason, status } = dispute;
    throw new Problem(notShippable, `Its payment is disputed: ${kind} ${reason}, ${status}.`);
  }
}
