import { endOfHold } from '../orders/end-of-hold.ts';
import { isOpen } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { Problem } from '../runtime/problem.ts';
import { demandOrder } from './demand-order.ts';
import { type FailureTable, failureTable } from './failure-table.ts';
import { holdEnded } from './problems.ts';
import type { ExtendedHold } from './repair.ts';

/** What extending a hold touches. */
export interface ExtendHoldPorts {
  readonly orders: Pick<OrderTable, 'findOrder' | 'addOrder' | 'extendHold'>;
  readonly failures: Pick<FailureTable, 'find' | 'change'>;
  readonly clock: Clock;
  /** How long stock is held for an order that is not confirmed, in seconds, unless it is extended. */
  readonly holdSeconds: number;
}

const production = (): ExtendHoldPorts => ({
  orders: orderTable(),
  failures: failureTable(),
  clock: systemClock,
  holdSeconds: Number(environment('HOLD_SECONDS')),
});

/**
 * Keeps an order without an answer from being rejected, for so many minutes from now on; one that has longer keeps that.
 * Safe to run twice.
 * @throws Problem not-found, hold-ended when it has its answer
 */
export async function extendHold(
  id: string,
  minutes: number,
  { orders, failures, clock, holdSeconds }: ExtendHoldPorts = production(),
): Promise<ExtendedHold> {
  const order = await demandOrder(id, orders);
  const until = new Date(clock().getTime() + minutes * 60_000);
  if (isOpen(order.status) && endOfHold(order, holdSeconds) < until) {
    // Nothing may have changed about it yet, so that it is not stored.
    if (order.status === 'PENDING') await orders.addOrder(order);
    await orders.extendHold(order.id, until.toISOString());
  }
  const now = await demandOrder(id, orders);
  if (!isOpen(now.status)) throw new Problem(holdEnded, `The order is ${now.status}: it waits for nothing.`);
  const holdExpiresAt = endOfHold(now, holdSeconds).toISOString();
  const failure = await failures.find(order.id);
  if (failure !== undefined) await failures.change(failure, { holdEndsAt: holdExpiresAt });
  return { orderId: order.id, holdExpiresAt };
}
