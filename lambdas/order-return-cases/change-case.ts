import { setTimeout } from 'node:timers/promises';
import type { NoticeEvent } from '../orders/notice-event.ts';
import type { Order, OrderId } from '../orders/order.ts';
import { OrderContention } from '../orders/order-contention.ts';
import { longerThanACallSeconds, type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import type { CaseState, StoredReturnCase } from '../orders/return-case.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { type TransactionItem, transact } from '../runtime/dynamodb.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { type WorklistTable, worklistTable } from './worklist-table.ts';

/** What changing a case touches. */
export interface ChangeCasePorts {
  readonly orders: Pick<OrderTable, 'find' | 'caseWrites'>;
  readonly worklist: Pick<WorklistTable, 'listWrites'>;
  readonly transact: typeof transact;
  readonly requestNotice: RequestNotice;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** The tables, queue and clock of production. */
export const changing = (): ChangeCasePorts => ({
  orders: orderTable(),
  worklist: worklistTable(),
  transact,
  requestNotice,
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
});

/** A case without its version, which counts the writes. */
export type UnversionedCase = Omit<StoredReturnCase, 'version'>;

/** How a case is to stand, and what is written with it. */
export interface CaseChange {
  readonly next: UnversionedCase;
  readonly booked?: Parameters<OrderTable['caseWrites']>[3];
  readonly writes?: readonly TransactionItem[];
}

/** An order whose cases are changed, as it was read. */
export type WholeRecord = OrderRecord & {
  readonly order: Order;
  readonly content: NonNullable<OrderRecord['content']>;
};

/** The order, whole. @throws Problem not-found */
export function wholeOf(record: OrderRecord): WholeRecord {
  const { order, content } = record;
  if (order === undefined) throw new Problem(notFound, 'There is no such order.');
  if (content === undefined) throw new Error(`order ${order.id} is not whole`);
  return { ...record, order, content };
}

/**
 * Adds a case to an order's, or moves one on, by one transaction with what belongs to it: as long as order and case stand
 * as they were read, else all is read and decided again. The customer is told, also when the call is cut off behind it.
 * @param decide how the case is to stand; itself where there is nothing to do
 * @returns the case as it stands then
 * @throws OrderContention worth a repeat
 */
export async function changeCase(
  orderId: OrderId,
  decide: (record: WholeRecord) => Promise<CaseChange | StoredReturnCase> | CaseChange | StoredReturnCase,
  { orders, worklist, transact, requestNotice, pause }: ChangeCasePorts,
): Promise<StoredReturnCase> {
  const attempt = async (): Promise<StoredReturnCase | undefined> => {
    const record = wholeOf(await orders.find(orderId));
    const decided = await decide(record);
    if (!('next' in decided)) return decided;
    const before = record.cases.find(({ id }) => id === decided.next.id);
    const after: StoredReturnCase = { ...decided.next, version: (before?.version ?? 0) + 1 };
    const event = before?.state === after.state ? undefined : noticeOf(after);
    const notice = event && { orderId, event, about: after.id };
    if (notice) await requestNotice(notice, longerThanACallSeconds);
    const refusals = await transact([
      ...orders.caseWrites(record.order, before, after, decided.booked),
      ...worklist.listWrites(record.order, before, after),
      ...(decided.writes ?? []),
    ]);
    if (refusals !== undefined) return undefined;
    if (notice) await requestNotice(notice);
    return after;
  };
  const changed = await againIfOvertaken(attempt, pause);
  if (changed === undefined) throw new OrderContention(orderId);
  return changed;
}

/** The case of an order with this id. @throws Problem not-found */
export function caseIn({ cases }: Pick<OrderRecord, 'cases'>, id: string): StoredReturnCase {
  const found = cases.find((one) => one.id === id);
  if (found === undefined) throw new Problem(notFound, 'There is no such return case.');
  return found;
}

/** A case as it stands once it has gone to a state. */
export function moved(
  { version: _, ...current }: StoredReturnCase,
  state: CaseState,
  { at, by }: { readonly at: string; readonly by: string },
  more: Partial<StoredReturnCase> = {},
): UnversionedCase {
  return whenDue({ ...current, ...more, state, history: [...current.history, { at, state, by }] }, at);
}

/** A case with when the clock is to look at it, as it stands. */
export function whenDue(one: UnversionedCase, now: string): UnversionedCase {
  const { dueAt: _, ...rest } = one;
  const dueAt = nextLook(rest, now);
  return dueAt === undefined ? rest : { ...rest, dueAt };
}

/** Days beyond the last on which goods were to be sent: they are on their way for a while, and not everybody says so. */
const graceDays = 14;

/** No function runs as long: what one is about to place for a case is placed by then, or never. */
const longerThanAnyCallMilliseconds = 15 * 60_000;

/** When the clock is to look at a case that has just come to stand so; undefined where people go on with it. */
function nextLook(one: Omit<UnversionedCase, 'dueAt'>, now: string): string | undefined {
  const { kind, state, keeps, sendBy, refundBy, givenBack, refundTrouble, replacementOrderId, holdEnded } = one;
  const later = (from: string, milliseconds: number) => new Date(Date.parse(from) + milliseconds).toISOString();
  switch (state) {
    case 'REQUESTED':
      return kind === 'CLAIM' ? undefined : now;
    case 'APPROVED':
      if (keeps) return refundTrouble === undefined ? now : undefined;
      // Who has withdrawn owes the goods for longer than that.
      return kind === 'WITHDRAWAL' || sendBy === undefined ? undefined : later(sendBy, graceDays * 86_400_000);
    case 'SENT':
      return kind === 'WITHDRAWAL' && givenBack === undefined && refundTrouble === undefined ? refundBy : undefined;
    case 'INSPECTED':
      return refundTrouble === undefined ? now : undefined;
    case 'REFUSED':
    case 'CANCELLED':
    case 'EXPIRED':
      // What was held for it is let go.
      if (kind !== 'EXCHANGE' || holdEnded) return undefined;
      return replacementOrderId === undefined ? later(now, longerThanAnyCallMilliseconds) : now;
    default:
      return undefined;
  }
}

/** What the customer is told once a case stands so; of money that goes back, the notice of that tells. */
function noticeOf({ kind, state }: Pick<StoredReturnCase, 'kind' | 'state'>): NoticeEvent | undefined {
  switch (state) {
    case 'REQUESTED':
      return kind === 'WITHDRAWAL' ? 'withdrawal-received' : 'return-requested';
    case 'APPROVED':
      return 'return-approved';
    case 'REFUSED':
      return 'return-refused';
    default:
      return undefined;
  }
}
