import { issueInventory } from '../inventory/issue-inventory.ts';
import { releaseInventory } from '../inventory/reserve-inventory.ts';
import { failureTable } from '../order-failures/failure-table.ts';
import type { OrderId } from '../orders/order.ts';
import { type RequestOrderEffects, requestOrderEffects } from '../orders/order-effects-queue.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { endedBesideWorkflow } from '../orders/rejection.ts';
import { goOnPaying } from '../payments/go-on-paying.ts';
import { PaymentUnderWay } from '../payments/payment-errors.ts';
import { syncPaymentToOrder } from '../payments/sync-payment-to-order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';

/** What order effects touches. */
export interface ApplyOrderEffectsPorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly releaseInventory: (orderId: OrderId) => Promise<void>;
  readonly issueInventory: (orderId: OrderId) => Promise<void>;
  readonly syncPaymentToOrder: (orderId: OrderId) => Promise<void>;
  readonly goOnPaying: (orderId: OrderId) => Promise<void>;
  readonly settleFailure: (orderId: OrderId, failedAt: string) => Promise<void>;
  readonly requestOrderEffects: RequestOrderEffects;
  readonly clock: Clock;
}

const production = (): ApplyOrderEffectsPorts => ({
  orders: orderTable(),
  releaseInventory,
  issueInventory,
  syncPaymentToOrder,
  goOnPaying,
  settleFailure: (orderId, failedAt) => failureTable().settle(orderId, failedAt, systemClock()),
  requestOrderEffects,
  clock: systemClock,
});

/** No queue delays a message for longer. */
const askAgainSeconds = 15 * 60;

/** A bank debit takes up to two weeks of working days; what takes longer is for a person. */
const patienceMilliseconds = 21 * 24 * 60 * 60 * 1000;

/**
 * Does what an order's status still demands, whatever was interrupted: gives back a called-off order's stock, takes a
 * shipped one's out of the warehouse, asks for a further try's money, and brings what came in line. A payment that is being processed still is asked
 * about again and again, for three weeks. Safe to run twice.
 * @param since since when it is asked about, ISO 8601 UTC
 * @throws PaymentUnderWay when it is being processed for so long that a person must look at it
 */
export async function applyOrderEffects(
  orderId: OrderId,
  since?: string,
  {
    orders,
    releaseInventory,
    issueInventory,
    syncPaymentToOrder,
    goOnPaying,
    settleFailure,
    requestOrderEffects,
    clock,
  }: ApplyOrderEffectsPorts = production(),
): Promise<void> {
  const order = await orders.findOrder(orderId);
  if (order === undefined) throw new OrderNotFound(orderId);
  if (isRejectedOrCancelled(order.status)) await releaseInventory(orderId);
  // Its execution, which failed, has nothing left to do.
  if (order.failedAt !== undefined && endedBesideWorkflow(order)) await settleFailure(orderId, order.failedAt);
  if (order.status === 'SHIPPED') await issueInventory(orderId);
  // A further try to pay whose request was cut off.
  if (order.furtherTries !== undefined) await goOnPaying(orderId);
  try {
    await syncPaymentToOrder(orderId);
  } catch (error) {
    if (!(error instanceof PaymentUnderWay)) throw error;
    const now = clock();
    const begun = since ?? now.toISOString();
    if (now.getTime() - Date.parse(begun) > patienceMilliseconds) throw error;
    await requestOrderEffects(orderId, askAgainSeconds, begun);
  }
}
