import { setTimeout as pause } from 'node:timers/promises';
import { type Start, type StartWorkflow, startWorkflow } from '../order-workflow/start-workflow.ts';
import type { Order } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { despiteFailures } from '../runtime/despite-failures.ts';
import { logger } from '../runtime/logger.ts';

/** What starting stranded orders touches. */
export interface StartStrandedOrdersPorts {
  readonly orders: Pick<OrderTable, 'findListed'>;
  readonly startWorkflow: StartWorkflow;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

const production = (): StartStrandedOrdersPorts => ({ orders: orderTable(), startWorkflow, clock: systemClock, pause });

/** Younger orders are most likely being started by their own request. */
const graceSeconds = 60;

/**
 * So long, each run looks at an order. Most of those that are older wait for their payment, and need not be read every
 * minute.
 */
const closelySeconds = 300;

/** How long a run goes on, so that it has ended when the next begins. */
const runSeconds = 40;

const atOnce = 25;

/**
 * Starts the workflow of every listed PENDING order that has none, oldest first: because there was no room to start it
 * when it was placed, or because its request died in an earlier release, which wrote the order first. Starting one that
 * runs, or has failed, changes nothing. What finds no room in this run is started by the next.
 *
 * Looks at the orders of the last minutes, and at all open ones when there are stranded orders among those, and every
 * quarter of an hour.
 * @param isRestored whether the tables come from elsewhere, and no execution with them: then it looks at all, and starts
 *   those that hold stock too, whose workflow finds what was done
 * @returns how many are left to the next run
 * @throws AggregateError when some could not be started; the others were
 */
export async function startStrandedOrders(
  isRestored = false,
  ports: StartStrandedOrdersPorts = production(),
): Promise<{ readonly left: number }> {
  const { orders, clock, pause } = ports;
  const now = clock();
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
  // Where executions did not come along, no request is just starting one.
  const before = ago(isRestored ? 0 : graceSeconds);
  const recent = await orders.findListed('PENDING', { from: ago(closelySeconds), before });
  const older =
    isRestored || recent.length > 0 || isQuarterHour(now)
      ? await orders.findListed('PENDING', { before: ago(closelySeconds) })
      : [];
  const holding = isRestored ? await orders.findListed('RESERVED', { before }) : [];

  const { attempt, conclude } = despiteFailures({
    each: 'stranded order not started',
    all: 'stranded orders could not be started',
  });
  let waiting = [...holding, ...older, ...recent];
  while (waiting.length > 0 && clock().getTime() < now.getTime() + runSeconds * 1000) {
    const batch = waiting.slice(0, atOnce);
    const starts = await Promise.all(batch.map((order) => attempt({ orderId: order.id }, () => start(order, ports))));
    const later = batch.filter((_, index) => starts[index]?.value === 'later');
    waiting = [...later, ...waiting.slice(atOnce)];
    if (later.length > 0) await pause(1_000);
  }
  if (waiting.length > 0) logger.warn('stranded orders left to the next run', { orders: waiting.length });
  conclude();
  return { left: waiting.length };
}

async function start(order: Order, { startWorkflow }: StartStrandedOrdersPorts): Promise<Start> {
  const start = await startWorkflow(order);
  if (start === 'started') logger.warn('stranded order started', { orderId: order.id });
  return start;
}

/** True in two runs of every quarter of an hour, because runs do not begin with the minute. */
function isQuarterHour(now: Date): boolean {
  return now.getUTCMinutes() % 15 < 2;
}
