import { OrderId } from '../orders/order.ts';
import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { cursorOf, endIn } from '../runtime/cursor.ts';
import { contentHash, keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { redriveEnded } from './problems.ts';
import { type Redrive, type RedriveRequest, type RedriveResults, redriveRates } from './redrive.ts';
import { type RequestRedriveRun, requestRedriveRun } from './redrive-queue.ts';
import { type RedriveTable, redriveTable, redriveView, type StoredRedrive } from './redrive-table.ts';

/** What managing redrives touches. */
export interface ManageRedrivesPorts {
  readonly redrives: RedriveTable;
  readonly requestRun: RequestRedriveRun;
  readonly clock: Clock;
}

const production = (): ManageRedrivesPorts => ({
  redrives: redriveTable(),
  requestRun: requestRedriveRun,
  clock: systemClock,
});

/** The namespace (RFC 9562) of the ids of redrives. Changing it would let a repeated request begin a second one. */
const redriveIds = '6f0c2f9e-6c0b-4a53-9d1c-8a5b7a1f2d34';

/** The first run waits for the redrive to be stored; no call that stores one takes as long. */
const afterACallSeconds = 30;

/**
 * Begins a redrive, once per key.
 * @throws Problem idempotency-key-reused
 */
export async function startRedrive(
  { subject, name: by, roles }: Caller,
  key: string,
  request: RedriveRequest,
  { redrives, requestRun, clock }: ManageRedrivesPorts = production(),
): Promise<Redrive> {
  const id = keyedId(redriveIds, subject, key);
  // Ahead of it, for after this call's life: should it be cut off right behind the write, the redrive runs all the same.
  await requestRun(id, afterACallSeconds);
  const redrive: StoredRedrive = {
    id,
    state: 'RUNNING',
    dryRun: request.dryRun ?? false,
    startAnew: request.startAnew ?? false,
    ratePerSecond: request.ratePerSecond ?? redriveRates.default,
    chosen: request.orders ? 'orders' : request.group ? 'group' : 'all',
    ...(request.group !== undefined && { group: request.group }),
    reason: request.reason,
    by,
    who: subject,
    roles: [...roles],
    createdAt: clock().toISOString(),
    requestHash: contentHash(request),
    REDRIVEN: 0,
    STARTED_ANEW: 0,
    NOT_NEEDED: 0,
    TAKEN: 0,
    REFUSED: 0,
  };
  const known = await redrives.add(redrive, request.orders);
  if (known.requestHash !== redrive.requestHash) {
    throw keyReused('another redrive');
  }
  await requestRun(id);
  return redriveView(known);
}

/** The redrives of the last 90 days, the latest first. */
export async function listRedrives({ redrives }: Pick<ManageRedrivesPorts, 'redrives'> = production()) {
  return { redrives: (await redrives.list()).map(redriveView) };
}

/** A redrive. @throws Problem not-found */
export async function findRedrive(
  id: string,
  { redrives }: Pick<ManageRedrivesPorts, 'redrives'> = production(),
): Promise<Redrive> {
  const found = await redrives.find(id);
  if (found === undefined) throw new Problem(notFound, 'There is no such redrive.');
  return redriveView(found);
}

/** Lets a redrive go on no further, for now. Safe to run twice. @throws Problem not-found, redrive-ended */
export async function pauseRedrive(id: string, ports: ManageRedrivesPorts = production()): Promise<Redrive> {
  return move(id, 'PAUSED', ports);
}

/** Lets a redrive go on, also one that nobody has gone on with. Safe to run twice. @throws Problem not-found, redrive-ended */
export async function resumeRedrive(id: string, ports: ManageRedrivesPorts = production()): Promise<Redrive> {
  const redrive = await move(id, 'RUNNING', ports);
  await ports.requestRun(id);
  return redrive;
}

async function move(id: string, state: 'RUNNING' | 'PAUSED', { redrives }: ManageRedrivesPorts): Promise<Redrive> {
  const isMoved = await redrives.move(id, state);
  const redrive = await findRedrive(id, { redrives });
  if (!isMoved) throw new Problem(redriveEnded, 'The redrive has ended: there is nothing left of it to do.');
  return redrive;
}

/**
 * A page of the orders of a redrive, and what became of each.
 * @throws Problem not-found, malformed-request
 */
export async function listResults(
  id: string,
  limit: number,
  cursor: string | undefined,
  { redrives }: Pick<ManageRedrivesPorts, 'redrives'> = production(),
): Promise<RedriveResults> {
  await findRedrive(id, { redrives });
  const page = await redrives.page(id, limit, cursor === undefined ? undefined : endIn(cursor, OrderId));
  const last = page.results.at(-1)?.orderId;
  return { results: [...page.results], ...(!page.isLast && last !== undefined && { next: cursorOf(last) }) };
}
