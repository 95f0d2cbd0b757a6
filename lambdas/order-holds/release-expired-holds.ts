import { onNow } from '../contingency/switch.ts';
import { type SwitchTable, switchTable } from '../contingency/switch-table.ts';
import { endOfHold } from '../orders/end-of-hold.ts';
import type { OrderId } from '../orders/order.ts';
import { requestNotice, requestOrderEffects } from '../orders/order-effects-queue.ts';
import { isOpen } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { despiteFailures } from '../runtime/despite-failures.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { type RejectBesideWorkflowPorts, rejectBesideWorkflow } from './reject-beside-workflow.ts';

/** What releasing expired holds touches. */
export interface ReleaseExpiredHoldsPorts extends RejectBesideWorkflowPorts {
  readonly orders: Pick<OrderTable, 'findOpenSince' | 'findOrder' | 'end'>;
  readonly switches: Pick<SwitchTable, 'find'>;
  readonly clock: Clock;
  /** How long stock is held for an order that is not confirmed, in seconds, unless it is extended. */
  readonly holdSeconds: number;
}

const production = (): ReleaseExpiredHoldsPorts => ({
  orders: orderTable(),
  switches: switchTable(),
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
 * never came so far as to hold anything. While no new orders are taken, nobody misses what they hold, and what failed has
 * time. Safe to run twice, and beside itself.
 * @throws AggregateError when some could not be rejected; the others were
 */
export async function releaseExpiredHolds(ports: ReleaseExpiredHoldsPorts = production()): Promise<void> {
  const { orders, switches, clock, holdSeconds } = ports;
  if (onNow((await switches.find()).switches, 'intake-drained', clock()).length > 0) return;
  // No hold ends sooner after its order was accepted.
  const open = await orders.findOpenSince(new Date(clock().getTime() - holdSeconds * 1000).toISOString());
  const { attempt, conclude } = despiteFailures({
    each: 'expired hold not released',
    all: 'expired holds could not be released',
  });
  let released = 0;
  for (let start = 0; start < open.length && released < maxPerRun; start += atOnce) {
    const batch = open.slice(start, start + atOnce);
    await Promise.all(
      batch.map((orderId) =>
        attempt({ orderId }, async () => {
          if (await releaseIfExpired(orderId, ports)) released++;
        }),
      ),
    );
  }
  if (released > 0) count('HoldExpired', released);
  conclude();
}

/** @returns true when the order was rejected by this call */
async function releaseIfExpired(orderId: OrderId, ports: ReleaseExpiredHoldsPorts): Promise<boolean> {
  const { orders, clock, holdSeconds } = ports;
  const order = await orders.findOrder(orderId);
  const now = clock();
  if (order === undefined || !isOpen(order.status) || endOfHold(order, holdSeconds) > now) return false;

  // The end of the hold as it was seen decides against an extension.
  const seen = { holdExpiresAt: order.holdExpiresAt };
  const rejection = { reason: 'HOLD_EXPIRED', at: now.toISOString() } as const;
  if (!(await rejectBesideWorkflow(orderId, rejection, seen, ports))) return false;

  logger.warn('expired hold released', { orderId, held: order.status, until: order.holdExpiresAt });
  return true;
}
