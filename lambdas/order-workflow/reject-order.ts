import { releaseInventory } from '../inventory/reserve-inventory.ts';
import { dueNow } from '../orders/current-sale.ts';
import type { Order, OrderId } from '../orders/order.ts';
import { type RequestOrderEffects, requestOrderEffects } from '../orders/order-effects-queue.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import { isOpen } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type RejectionReason, rejectionErrors, rejectionReasonOf } from '../orders/rejection.ts';
import { closeUnpaid } from '../payments/close-unpaid.ts';
import { PaymentSettled } from '../payments/payment-errors.ts';
import { syncPaymentToOrder } from '../payments/sync-payment-to-order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';

/**
 * The names of the errors that send an order to the step "Reject order". One that was cancelled has its end already.
 */
export const rejectingErrors = [
  ...Object.values(rejectionErrors).filter((error) => error !== undefined),
  'OrderCancelled',
] as const;
export type RejectingError = (typeof rejectingErrors)[number];

/** What rejecting an order touches. */
export interface RejectOrderPorts {
  readonly orders: OrderTable;
  readonly releaseInventory: (orderId: OrderId) => Promise<void>;
  readonly closeUnpaid: (order: Order) => Promise<RejectionReason>;
  readonly syncPaymentToOrder: (orderId: OrderId) => Promise<void>;
  readonly requestOrderEffects: RequestOrderEffects;
  readonly clock: Clock;
}

const production = (): RejectOrderPorts => ({
  orders: orderTable(),
  releaseInventory,
  closeUnpaid,
  syncPaymentToOrder,
  requestOrderEffects,
  clock: systemClock,
});

/**
 * Ends an order that cannot be fulfilled: records the reason, releases its stock, gives back its money. The status
 * changes first, so that nothing can confirm the order while it is being undone. The rejection stands even when the
 * money cannot be given back now, because it is being processed still, say: that is tried again later, and at last
 * alarms. Safe to run twice.
 * @throws PaymentSettled when the money is there after all, or none is due any more: nothing was undone
 */
export async function rejectOrder(
  orderId: OrderId,
  error: RejectingError,
  {
    orders,
    releaseInventory,
    closeUnpaid,
    syncPaymentToOrder,
    requestOrderEffects,
    clock,
  }: RejectOrderPorts = production(),
): Promise<void> {
  const refusal = rejectionReasonOf(error);
  for (let isOver = false, seen = -1; !isOver; ) {
    const order = await orders.findOrder(orderId);
    if (order === undefined) throw new OrderNotFound(orderId);
    // One that is not stored yet stays as it was accepted, however often it is looked at.
    if (refusal === undefined || !isOpen(order.status) || order.version === seen) break;
    seen = order.version;
    // Its lines may have been cancelled at the same moment, and what is left may be paid by credits.
    if (refusal === 'PAYMENT_DECLINED' && dueNow(order) === 0) throw new PaymentSettled(orderId);
    const reason = refusal === 'PAYMENT_TIMEOUT' ? await closeUnpaid(order) : refusal;
    const at = clock().toISOString();
    isOver = await orders.end(
      orderId,
      { status: 'REJECTED', rejection: { reason, at } },
      { at, event: 'ORDER_REJECTED', detail: reason },
      // A customer who pays in another way at this moment has begun a try that is to be asked about too; one who cancels
      // lines may have nothing left to pay.
      order.status === 'PENDING' && order.paymentTries === undefined ? undefined : { version: order.version },
    );
  }
  await releaseInventory(orderId);
  try {
    await syncPaymentToOrder(orderId);
  } catch (error) {
    logger.warn('the money of a called-off order is given back later', error as Error);
    await requestOrderEffects(orderId);
  }
}
