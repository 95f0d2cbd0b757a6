import type { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { despiteFailures } from '../runtime/despite-failures.ts';
import { eachOf } from '../runtime/each-of.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { type Erasure, eraseOrder } from './erase-order.ts';

/** What erasing by age touches. */
export interface EraseOldPorts {
  readonly orders: Pick<OrderTable, 'oldOrders' | 'findErasing' | 'recordErasing'>;
  readonly eraseOrder: (orderId: OrderId, options: { readonly unshipped: boolean }) => Promise<Erasure>;
  readonly clock: Clock;
  /** How old an order gets with its customer's personal data. */
  readonly retentionDays: number;
}

const production = (): EraseOldPorts => ({
  orders: orderTable(),
  eraseOrder,
  clock: systemClock,
  retentionDays: Number(environment('RETENTION_DAYS')),
});

const dayMilliseconds = 86_400_000;
/** All of the table is read for it, which costs: every few days is soon enough. */
const everyDays = 7;
/** So that a night does those of the busiest day, and orders do not feel it. */
const atOnce = 10;

/**
 * Erases the personal data of orders that are older than it is kept. Goes through the table once a week, and goes on
 * where it was cut off; what could not be erased is met again by the next pass.
 * @param timeIsLeft whether a further page can be begun
 * @throws AggregateError when some could not be erased; the others of this run were
 */
export async function eraseOld(timeIsLeft: () => boolean, ports: EraseOldPorts = production()): Promise<void> {
  const { orders, eraseOrder, clock, retentionDays } = ports;
  const now = clock();
  const before = new Date(now.getTime() - retentionDays * dayMilliseconds).toISOString();
  const pass = await orders.findErasing();
  const isDue = pass === undefined || Date.parse(pass.begunAt) <= now.getTime() - everyDays * dayMilliseconds;
  if (pass?.from === undefined && !isDue) return;

  const begunAt = pass?.from === undefined ? now.toISOString() : pass.begunAt;
  let from = pass?.from;
  let erased = 0;
  const { attempt, conclude } = despiteFailures({
    each: 'personal data not erased',
    all: 'orders could not be erased',
  });
  do {
    if (!timeIsLeft()) break;
    const { ids, next } = await orders.oldOrders(before, from);
    await eachOf(ids, atOnce, async (orderId) => {
      await attempt({ orderId }, async () => {
        // Whatever of it was not sent after years is sent to nobody any more.
        if ((await eraseOrder(orderId, { unshipped: true })) === 'ERASED') erased++;
      });
    });
    from = next;
    await orders.recordErasing({ begunAt, ...(from !== undefined && { from }) });
  } while (from !== undefined);
  if (erased > 0) logger.info('old personal data erased', { orders: erased });
  conclude();
}
