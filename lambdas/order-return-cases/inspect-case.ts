import { movementTable } from '../inventory/movement-table.ts';
import { unitsPerSku } from '../inventory/ship-units.ts';
import { stockTable } from '../inventory/stock-table.ts';
import { type TakeBackUnitsPorts, takeBackUnits } from '../inventory/take-back-units.ts';
import { countsWith, type LineUnits } from '../orders/line-counts.ts';
import { errorsOfLines } from '../orders/named-lines.ts';
import type { OrderId } from '../orders/order.ts';
import type { StoredReturnCase } from '../orders/return-case.ts';
import { contentHash, keyedId } from '../runtime/idempotency-key.ts';
import { type FieldError, Problem } from '../runtime/problem.ts';
import type { CaseMove } from './case-request.ts';
import { type CaseChange, type ChangeCasePorts, changing, moved, type WholeRecord } from './change-case.ts';
import { type Mover, moveCaseBy } from './move-case.ts';
import { invalidReturnCase } from './problems.ts';

/** What inspecting touches. */
export interface InspectCasePorts extends ChangeCasePorts, TakeBackUnitsPorts {}

/** The tables, queue and clock of production. */
const production = (): InspectCasePorts => ({ ...changing(), stock: stockTable(), movements: movementTable() });

/** The namespace (RFC 9562) of the ids under which what was inspected is booked. */
const bookingIds = '9d7a2a58-3f2b-4b6c-8a8e-2f3f7c4c1b60';

/** What was found to have come back. */
type Inspection = Extract<CaseMove, { to: 'INSPECTED' }>;

/**
 * Books what came back by the same transaction that says so: counted on the order, and in the stock to be sold again or
 * set aside. Whoever says it again changes nothing.
 * @throws Problem not-found, case-not-movable; invalid-return-case for lines that are not of the case, or more of them
 * @throws OrderContention worth a repeat
 */
export function inspectCase(
  orderId: OrderId,
  caseId: string,
  inspection: Inspection,
  { by }: Mover,
  ports: InspectCasePorts = production(),
): Promise<StoredReturnCase> {
  const change = (record: WholeRecord, current: StoredReturnCase) =>
    inspected(record, current, inspection, { at: ports.clock().toISOString(), by }, ports);
  return moveCaseBy(orderId, caseId, inspection, change, ports);
}

/** @throws Problem invalid-return-case for lines that are not of the case, or more of them */
async function inspected(
  { order, content }: WholeRecord,
  current: StoredReturnCase,
  { lines, withheld, remark }: Inspection,
  step: { readonly at: string; readonly by: string },
  ports: InspectCasePorts,
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

function unitsThat(lines: Inspection['lines'], are: 'sellable' | 'unsellable'): readonly LineUnits[] {
  return lines.map((line) => ({ line: line.line, quantity: line[are] })).filter(({ quantity }) => quantity > 0);
}
