import type { OrderId } from '../orders/order.ts';
import { type RequestOrderEffects, requestOrderEffects } from '../orders/order-effects-queue.ts';
import { OrderCancelled, OrderNotFound } from '../orders/order-errors.ts';
import { isConfirmed } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { captureConfirmed, syncPaymentToOrder } from '../payments/sync-payment-to-order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';

/** What confirming an order touches. */
export interface ConfirmOrderPorts {
  readonly orders: Pick<OrderTable, 'end' | 'findOrder'>;
  readonly captureConfirmed: (orderId: OrderId) => Promise<void>;
  readonly syncPaymentToOrder: (orderId: OrderId) => Promise<void>;
  readonly requestOrderEffects: RequestOrderEffects;
  readonly clock: Clock;
}

const production = (): ConfirmOrderPorts => ({
  orders: orderTable(),
  captureConfirmed,
  syncPaymentToOrder,
  requestOrderEffects,
  clock: systemClock,
});

/**
 * Confirms a reserved order, keeps its stock for good, and then takes the authorised money. The confirmation stands
 * even when the money cannot be taken now: that is tried again later, and at last alarms. Safe to run twice.
 * @throws OrderCancelled when the order ended in another way meanwhile
 */
export async function confirmOrder(
  orderId: OrderId,
  { orders, captureConfirmed, syncPaymentToOrder, requestOrderEffects, clock }: ConfirmOrderPorts = production(),
): Promise<void> {
  const entry = { at: clock().toISOString(), event: 'ORDER_CONFIRMED' } as const;
  // Nearly every order is as it was placed: all of its money is taken, without another look at it.
  const isAsPlaced = await orders.end(orderId, { status: 'CONFIRMED' }, entry, { lineCancellations: undefined });
  if (!isAsPlaced && !(await orders.end(orderId, { status: 'CONFIRMED' }, entry))) {
    const order = await orders.findOrder(orderId);
    if (order === undefined) throw new OrderNotFound(orderId);
    if (order.status === 'PENDING') throw new Error(`order ${orderId} has no stock reserved`);
    if (!isConfirmed(order.status)) throw new OrderCancelled(orderId);
  }
  try {
    await (isAsPlaced ? captureConfirmed : syncPaymentToOrder)(orderId);
  } catch (error) {
    logger.warn('the money of a confirmed order is taken later', error as Error);
    await requestOrderEffects(orderId);
  }
}
