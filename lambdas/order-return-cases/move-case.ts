import { movementTable } from '../inventory/movement-table.ts';
import { unitsPerSku } from '../inventory/ship-units.ts';
import { stockTable } from '../inventory/stock-table.ts';
import { type TakeBackUnitsPorts, takeBackUnits } from '../inventory/take-back-units.ts';
import { countsWith, type LineUnits } from '../orders/line-counts.ts';
import { errorsOfLines } from '../orders/named-lines.ts';
import type { OrderId } from '../orders/order.ts';
import { type CaseState, mayFollow, type StoredReturnCase } from '../orders/return-case.ts';
import type { Caller } from '../runtime/caller.ts';
import { contentHash, keyedId } from '../runtime/idempotency-key.ts';
import { logger } from '../runtime/logger.ts';
import { type FieldError, Problem } from '../runtime/problem.ts';
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
import { caseNotMovable, invalidReturnCase } from './problems.ts';

/** What moving a case touches. */
export interface MoveCasePorts extends ChangeCasePorts, TakeBackUnitsPorts {}

/** The tables, queue and clock of production. */
export const moving = (): MoveCasePorts => ({ ...changing(), stock: stockTable(), movements: movementTable() });

/** The namespace (RFC 9562) of the ids under which what was inspected is booked. */
const bookingIds = '9d7a2a58-3f2b-4b6c-8a8e-2f3f7c4c1b60';

/** Who moves a case, as the history of the case calls them; `caller` where they act for the shop. */
export interface Mover {
  readonly by: string;
  readonly caller?: Caller;
}

/**
 * Moves a case on as its customer or staff say. What came back is booked by the same transaction that says so: counted on
 * the order, and in the stock to be sold again or set aside. Whoever says again what was said before changes nothing.
 * @throws Problem not-found, invalid-return-case; case-not-movable from where it stands
 * @throws CaseContention worth a repeat
 */
export async function moveCase(
  orderId: OrderId,
  caseId: string,
  move: CaseMove,
  mover: Mover,
  ports: MoveCasePorts = moving(),
): Promise<StoredReturnCase> {
  logger.appendKeys({ orderId });
  return changeCase(
    orderId,
    (record) => {
      const current = caseIn(record, caseId);
      if (current.history.some(({ state }) => state === stateOf(current, move))) return current;
      demandMovable(current, move);
      return changeOf(record, current, move, mover, ports);
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

function changeOf(
  record: WholeRecord,
  current: StoredReturnCase,
  move: CaseMove,
  { by, caller }: Mover,
  ports: MoveCasePorts,
): CaseChange | Promise<CaseChange> {
  const step = { at: ports.clock().toISOString(), by };
  if (move.to === 'INSPECTED') return inspected(record, current, move, step, ports);
  const { to, ...said } = move;
  const decidedBy = to === 'APPROVED' ? deciderOf(caller) : undefined;
  return { next: moved(current, stateOf(current, move), step, { ...said, ...(decidedBy && { decidedBy }) }) };
}

/** A person gives money back within their limits; a machine of the shop has none. */
function deciderOf(caller: Caller | undefined): StoredReturnCase['decidedBy'] {
  if (caller === undefined || caller.roles.length === 0) return undefined;
  const { subject, name, roles } = caller;
  return { subject, name, roles: [...roles] };
}

/** @throws Problem invalid-return-case for lines that are not of the case, or more of them */
async function inspected(
  { order, content }: WholeRecord,
  current: StoredReturnCase,
  { lines, withheld, remark }: Extract<CaseMove, { to: 'INSPECTED' }>,
  step: { readonly at: string; readonly by: string },
  ports: MoveCasePorts,
): Promise<CaseChange> {
  const found = lines.map(({ line, sellable, unsellable }) => ({ line, quantity: sellable + unsellable }));
  const came = found.filter(({ quantity }) => quantity > 0);
  const there = new Map(current.lines.map(({ line, quantity }) => [line, quantity]));
  const { unknown, tooMany } = errorsOfLines(found, there, 'are in the case');
  const errors: FieldError[] = [...unknown, ...tooMany];
  if (came.length === 0) errors.push({ pointer: '#/lines', detail: 'must name a unit' });
  if (errors.length > 0) throw new Problem(invalidReturnCase, 'Some lines are invalid; see errors.', { errors });

  const parts = [
    { restock: true, lines: unitsThat(lines, 'sellable') },
    { restock: false, lines: unitsThat(lines, 'unsellable') },
  ].filter((part) => part.lines.length > 0);
  const returns = parts.map(({ restock, lines }) => ({
    ...{ id: keyedId(bookingIds, current.id, String(restock)), at: step.at, by: step.by, lines: [...lines], restock },
    reason: current.kind,
    requestHash: contentHash(lines),
  }));
  const units = returns.map(({ id, restock, lines }) => ({ id, restock, units: unitsPerSku(content.lines, lines) }));
  return {
    next: moved(current, 'INSPECTED', step, {
      inspected: lines.filter(({ sellable, unsellable }) => sellable + unsellable > 0),
      ...(withheld !== undefined && { withheld }),
      ...(remark !== undefined && { remark }),
    }),
    booked: { returns, lineCounts: countsWith(order, 'returned', came) },
    writes: await takeBackUnits(units, step, ports),
  };
}

function unitsThat(
  lines: Extract<CaseMove, { to: 'INSPECTED' }>['lines'],
  are: 'sellable' | 'unsellable',
): readonly LineUnits[] {
  return lines.map((line) => ({ line: line.line, quantity: line[are] })).filter(({ quantity }) => quantity > 0);
}
