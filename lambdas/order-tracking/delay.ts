import { isRunning } from '../order-workflow/execution-status.ts';
import { endOfHold } from '../orders/end-of-hold.ts';
import type { Order } from '../orders/order.ts';
import { isOpen } from '../orders/order-status.ts';
import { environment } from '../runtime/environment.ts';
import type { Delay } from './order-representation.ts';

/** The delay of an order; none where its execution never failed, was redriven, or the order has its answer. */
export async function delayOf(order: Order): Promise<Delay | undefined> {
  if (order.failedAt === undefined || !isOpen(order.status) || (await isRunning(order.id))) return undefined;
  const until = endOfHold(order, Number(environment('HOLD_SECONDS'))).toISOString();
  return { since: order.failedAt, until };
}
