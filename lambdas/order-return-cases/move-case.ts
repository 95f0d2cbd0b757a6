import type { OrderId } from '../orders/order.ts';
import { type CaseState, mayFollow, type StoredReturnCase } from '../orders/return-case.ts';
import type { Caller } from '../runtime/caller.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import type { CaseMove } from './case-request.ts';
import {
  type CaseChange,
  type ChangeCasePorts,
  caseIn,
  changeCase,
  changing,
  moved,
  type WholeRecord,
} from './change-case.ts';
import { caseNotMovable } from './problems.ts';

/** Where somebody says that a case goes; what is inspected is booked too (`inspect-case.ts`). */
export type SaidMove = Exclude<CaseMove, { to: 'INSPECTED' }>;

/** Who moves a case, as the history of the case calls them; `caller` where they act for the shop. */
export interface Mover {
  readonly by: string;
  readonly caller?: Caller;
}

/**
 * Moves a case on as its customer or staff say. Whoever says again what was said before changes nothing.
 * @throws Problem not-found; case-not-movable from where it stands
 * @throws OrderContention worth a repeat
 */
export function moveCase(
  orderId: OrderId,
  caseId: string,
  move: SaidMove,
  { by, caller }: Mover,
  ports: ChangeCasePorts = changing(),
): Promise<StoredReturnCase> {
  const { to, ...said } = move;
  const decidedBy = to === 'APPROVED' ? deciderOf(caller) : undefined;
  const more = { ...said, ...(decidedBy && { decidedBy }) };
  return moveCaseBy(
    orderId,
    caseId,
    move,
    (_record, current) => ({
      next: moved(current, stateOf(current, move), { at: ports.clock().toISOString(), by }, more),
    }),
    ports,
  );
}

/** Moves a case on by this change, where it may go there, and has not been there. */
export function moveCaseBy(
  orderId: OrderId,
  caseId: string,
  move: CaseMove,
  change: (record: WholeRecord, current: StoredReturnCase) => CaseChange | Promise<CaseChange>,
  ports: ChangeCasePorts,
): Promise<StoredReturnCase> {
  logger.appendKeys({ orderId });
  return changeCase(
    orderId,
    (record) => {
      const current = caseIn(record, caseId);
      if (current.history.some(({ state }) => state === stateOf(current, move))) return current;
      demandMovable(current, move);
      return change(record, current);
    },
    ports,
  );
}

/** Where a move takes a case; one whose goods stay where they are is KEPT once its money is back. */
function stateOf({ keeps }: StoredReturnCase, { to }: CaseMove): CaseState {
  return to === 'REFUNDED' && keeps ? 'KEPT' : to;
}

/** @throws Problem case-not-movable */
function demandMovable(current: StoredReturnCase, move: CaseMove): void {
  const { kind, state, keeps, refundTrouble } = current;
  const { to } = move;
  const refuse = (why: string) => {
    throw new Problem(caseNotMovable, why);
  };
  if (!mayFollow(state, stateOf(current, move))) refuse(`The case is ${state}.`);
  if (state === 'REQUESTED' && kind !== 'CLAIM' && to !== 'CANCELLED') refuse('It is decided by the policy.');
  if (to === 'CANCELLED' && kind === 'WITHDRAWAL') refuse('Who has withdrawn from a contract has done so.');
  if (keeps && to !== 'REFUNDED') refuse('The goods stay with the customer; the shop gives its part.');
  if (to === 'REFUNDED' && refundTrouble === undefined) refuse('Its money goes back by itself.');
}

/** A person gives money back within their limits; a machine of the shop has none. */
function deciderOf(caller: Caller | undefined): StoredReturnCase['decidedBy'] {
  if (caller === undefined || caller.roles.length === 0) return undefined;
  const { subject, name, roles } = caller;
  return { subject, name, roles: [...roles] };
}
