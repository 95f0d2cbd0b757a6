import { issueInventory } from '../inventory/issue-inventory.ts';
import { releaseInventory } from '../inventory/reserve-inventory.ts';
import { failureTable } from '../order-failures/failure-table.ts';
import type { OrderId } from '../orders/order.ts';
import { type OrderEffectsWait, type RequestOrderEffects, requestOrderEffects } from '../orders/order-effects-queue.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { endedBesideWorkflow } from '../orders/rejection.ts';
import { goOnPaying } from '../payments/go-on-paying.ts';
import { PaymentUnderWay, ProviderBusy, ProviderUnavailable } from '../payments/payment-errors.ts';
import { syncPaymentToOrder } from '../payments/sync-payment-to-order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { longestDelaySeconds, retriedForSeconds, retryDelaySeconds, waitSince } from '../runtime/retry-delay.ts';

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

/** A bank debit takes up to two weeks of working days; what takes longer is for a person. In seconds. */
const processedForSeconds = 21 * 86_400;

/**
 * Does what an order's status still demands, whatever was interrupted: gives back a called-off order's stock, takes a
 * shipped one's out of the warehouse, asks for a further try's money, and brings what came in line. A payment that is being processed still is asked
 * about again and again, for three weeks; a provider that does not answer, for three days, the later, the longer that
 * lasts. An operator hears of it long before that ends. Safe to run twice.
 * @param wait what it has been asked again for, and since when
 * @throws PaymentUnderWay when it is being processed for so long that a person must look at it
 * @throws ProviderUnavailable when it has not answered for so long
 */
export async function applyOrderEffects(
  orderId: OrderId,
  wait: OrderEffectsWait = {},
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
  try {
    // A further try to pay whose request was cut off; or nothing is due any more.
    if (order.furtherTries !== undefined || order.lineCancellations !== undefined) await goOnPaying(orderId);
    await syncPaymentToOrder(orderId);
  } catch (error) {
    const isAway = error instanceof ProviderUnavailable || error instanceof ProviderBusy;
    if (!isAway && !(error instanceof PaymentUnderWay)) throw error;
    const { since, seconds, isLate } = waitSince(isAway ? wait.waitingSince : wait.since, clock());
    if (isAway && isLate) {
      logger.error('the money of an order waits for its provider', { orderId, since, error });
      count('OrderEffectsLate');
    }
    if (seconds > (isAway ? retriedForSeconds : processedForSeconds)) throw error;
    if (isAway) await requestOrderEffects(orderId, retryDelaySeconds(seconds), { ...wait, waitingSince: since });
    else await requestOrderEffects(orderId, longestDelaySeconds, { since });
  }
}
