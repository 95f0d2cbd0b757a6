import { endOfHold } from '../orders/end-of-hold.ts';
import type { OrderId } from '../orders/order.ts';
import {
  longerThanACallSeconds,
  type RequestNotice,
  type RequestOrderEffects,
  requestNotice,
  requestOrderEffects,
} from '../orders/order-effects-queue.ts';
import { isOpen } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';

/** What releasing expired holds touches. */
export interface ReleaseExpiredHoldsPorts {
  readonly orders: Pick<OrderTable, 'findOpenSince' | 'findOrder' | 'end'>;
  readonly requestOrderEffects: RequestOrderEffects;
  readonly requestNotice: RequestNotice;
  readonly clock: Clock;
  /** How long stock is held for an order that is not confirmed, in seconds, unless it is extended. */
  readonly holdSeconds: number;
}

const production = (): ReleaseExpiredHoldsPorts => ({
  orders: orderTable(),
  requestOrderEffects,
  requestNotice,
  clock: systemClock,
  holdSeconds: Number(environment('HOLD_SECONDS')),
});

/** At most so many a run, so that a run ends well within its minute and its order effects do not all come at once. */
const maxPerRun = 1_000;
const atOnce = 50;

/**
 * Rejects the orders whose hold is over, oldest first: those whose execution failed and was not redriven in time, or
 * never came so far as to hold anything. Safe to run twice, and beside itself.
 * @throws AggregateError when some could not be rejected; the others were
 */
export async function releaseExpiredHolds(ports: ReleaseExpiredHoldsPorts = production()): Promise<void> {
  const { orders, clock, holdSeconds } = ports;
  // No hold ends sooner after its order was accepted.
  const open = await orders.findOpenSince(new Date(clock().getTime() - holdSeconds * 1000).toISOString());
  const failures: unknown[] = [];
  let released = 0;
  for (let start = 0; start < open.length && released < maxPerRun; start += atOnce) {
    const batch = open.slice(start, start + atOnce);
    const results = await Promise.allSettled(batch.map((orderId) => releaseIfExpired(orderId, ports)));
    for (const [index, result] of results.entries()) {
      if (result.status === 'fulfilled') {
        released += Number(result.value);
        continue;
      }
      // One order that cannot be rejected must not hold up the others.
      logger.error('expired hold not released', { orderId: batch[index], error: result.reason as Error });
      failures.push(result.reason);
    }
  }
  if (released > 0) count('HoldExpired', released);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} expired holds could not be released`);
}

/** @returns true when the order was rejected by this call */
async function releaseIfExpired(
  orderId: OrderId,
  { orders, requestOrderEffects, requestNotice, clock, holdSeconds }: ReleaseExpiredHoldsPorts,
): Promise<boolean> {
  const order = await orders.findOrder(orderId);
  const now = clock();
  if (order === undefined || !isOpen(order.status) || endOfHold(order, holdSeconds) > now) return false;

  // Ahead of the rejection, for after this call's life: should it be cut off right behind the rejection, stock, money
  // and notice follow all the same. Where the rejection loses, they find nothing to do.
  await requestOrderEffects(orderId, longerThanACallSeconds);
  await requestNotice({ orderId, event: 'order-rejected' }, longerThanACallSeconds);
  const at = now.toISOString();
  const rejection = { reason: 'HOLD_EXPIRED', at } as const;
  // The status decides against a confirmation or a cancellation, the end of the hold as it was seen against an
  // extension.
  const entry = { at, event: 'ORDER_REJECTED', detail: rejection.reason } as const;
  if (!(await orders.end(orderId, { status: 'REJECTED', rejection }, entry, { holdExpiresAt: order.holdExpiresAt })))
    return false;

  logger.warn('expired hold released', { orderId, held: order.status, until: order.holdExpiresAt });
  await requestOrderEffects(orderId);
  await requestNotice({ orderId, event: 'order-rejected' });
  return true;
}
