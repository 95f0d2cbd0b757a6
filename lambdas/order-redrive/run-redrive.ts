import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type FailureTable, failureTable } from '../order-failures/failure-table.ts';
import { tendDeadLetters } from '../order-recovery/tend-dead-letters.ts';
import type { OrderId } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { eachOf } from '../runtime/each-of.ts';
import { logger } from '../runtime/logger.ts';
import type { RedriveResult } from './redrive.ts';
import { redriveOrder } from './redrive-order.ts';
import { type RequestRedriveRun, requestRedriveRun } from './redrive-queue.ts';
import { mostResultsAtOnce, type RedriveTable, redriveTable, type StoredRedrive } from './redrive-table.ts';

/** What running a redrive touches. */
export interface RunRedrivePorts {
  readonly redrives: RedriveTable;
  readonly failures: Pick<FailureTable, 'all' | 'page'>;
  readonly redriveOrder: (redrive: StoredRedrive, orderId: OrderId) => Promise<RedriveResult>;
  readonly requestRun: RequestRedriveRun;
  readonly tendDeadLetters: (milliseconds: number) => Promise<void>;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

const production = (): RunRedrivePorts => ({
  redrives: redriveTable(),
  failures: failureTable(),
  redriveOrder,
  requestRun: requestRedriveRun,
  tendDeadLetters,
  clock: systemClock,
  pause,
});

/** After this time no further batch is begun: the next call goes on. */
const workMilliseconds = 20_000;

/** Longer than a call of the function: what died is not at work any more when its message comes back. */
const leaseMilliseconds = 90_000;

/** How soon it is looked again whether another call, which is at work, has died. */
const lookAgainSeconds = 60;

/** So long the letters of what has gone on are taken out at the end; what is left, the hourly look does. */
const tendMilliseconds = 20_000;

const atOnce = 10;

/**
 * Goes on with a redrive: writes down which orders it is about, then lets them go on, a second's worth at a time, and
 * notes of each what became of it, together with how far it is. What a call did and could not note, the next finds done.
 * Safe to run twice, and beside itself.
 */
export async function runRedrive(id: string, ports: RunRedrivePorts = production()): Promise<void> {
  const { redrives, requestRun, clock } = ports;
  const begun = clock();
  const worker = randomUUID();
  if (!(await redrives.lease(id, worker, begun, new Date(begun.getTime() + leaseMilliseconds)))) {
    const { state } = (await redrives.find(id)) ?? {};
    if (state === 'RUNNING') await requestRun(id, lookAgainSeconds);
    return;
  }
  try {
    while (clock().getTime() - begun.getTime() < workMilliseconds) {
      if ((await goOn(id, worker, ports)) === 'over') return;
    }
  } finally {
    await redrives.release(id, worker);
  }
  await requestRun(id);
}

/** @returns `over` where there is nothing to do: it has ended, was paused, or another is at it */
async function goOn(id: string, worker: string, ports: RunRedrivePorts): Promise<'over' | 'more'> {
  const { redrives, clock, redriveOrder, tendDeadLetters, pause } = ports;
  const redrive = await redrives.find(id);
  if (redrive?.state !== 'RUNNING' || redrive.worker !== worker) return 'over';
  if (redrive.orders === undefined) {
    await collect(redrive, ports);
    return 'more';
  }
  const begun = clock().getTime();
  const limit = Math.min(redrive.ratePerSecond, mostResultsAtOnce);
  const { results: waiting } = await redrives.page(id, limit, redrive.after);
  if (waiting.length === 0) {
    await redrives.end(id, clock().toISOString());
    logger.info('redrive ended', { redriveId: id });
    await tendDeadLetters(tendMilliseconds);
    return 'over';
  }
  const outcomes = new Map<OrderId, RedriveResult>();
  await eachOf(waiting, atOnce, async ({ orderId }) => {
    outcomes.set(orderId, await redriveOrder(redrive, orderId));
  });
  const inOrder = waiting.flatMap(({ orderId }) => outcomes.get(orderId) ?? []);
  if (!(await redrives.record(redrive, worker, redrive.after, inOrder))) return 'over';
  const seconds = waiting.length / redrive.ratePerSecond;
  if (!redrive.dryRun) await pause(Math.max(0, begun + seconds * 1_000 - clock().getTime()));
  return 'more';
}

/** Writes down which orders a redrive is about: once, so that what fails anew meanwhile is not redriven again and again. */
async function collect(redrive: StoredRedrive, { redrives, failures }: RunRedrivePorts): Promise<void> {
  if (redrive.chosen === 'orders') {
    await redrives.addOrders(redrive, await redrives.chosenOrders(redrive.id));
  } else if (redrive.chosen === 'all') {
    await redrives.addOrders(
      redrive,
      (await failures.all()).map(({ orderId }) => orderId),
    );
  } else if (redrive.group !== undefined) {
    let from: Parameters<FailureTable['page']>[2];
    do {
      const { failures: found, end } = await failures.page(redrive.group, 1_000, from);
      await redrives.addOrders(
        redrive,
        found.map(({ orderId }) => orderId),
      );
      from = end;
    } while (from !== undefined);
  }
  await redrives.countOrders(redrive.id);
}
