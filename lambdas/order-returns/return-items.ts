import { setTimeout } from 'node:timers/promises';
import { movementTable } from '../inventory/movement-table.ts';
import { unitsPerSku } from '../inventory/ship-units.ts';
import { StockContention } from '../inventory/stock-contention.ts';
import { stockTable } from '../inventory/stock-table.ts';
import { type TakeBackUnitsPorts, takeBackUnits } from '../inventory/take-back-units.ts';
import { countsWith, currentLines } from '../orders/line-counts.ts';
import { errorsOfLines } from '../orders/named-lines.ts';
import { OrderId } from '../orders/order.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import { unitsInCases } from '../orders/return-case.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { type TransactionItem, transact } from '../runtime/dynamodb.ts';
import { contentHash, keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { invalidReturn, notReturnable } from './problems.ts';
import type { ReturnRequest } from './return-request.ts';

/** What taking items back touches. */
export interface ReturnItemsPorts extends TakeBackUnitsPorts {
  readonly orders: Pick<OrderTable, 'find' | 'returnWrites'>;
  readonly transact: typeof transact;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** The tables and clock of production. */
export const returning = (): ReturnItemsPorts => ({
  orders: orderTable(),
  stock: stockTable(),
  movements: movementTable(),
  transact,
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
});

/** The namespace (RFC 9562) of the return ids. Changing it would let a repeated request take units back twice. */
const returnIds = 'c549d041-9d4e-4369-9be1-e46beff343d4';

/** A transaction takes 100 items: the order, the return, and of each product its stock and a movement. */
const mostProducts = 49;

/** All of them are in every answer about the order. */
const mostReturns = 100;

/** A return under its key, and who books it. */
interface Asked {
  readonly id: string;
  readonly key: string;
  readonly by: string;
}

/**
 * Notes that units which had left with an order came back to the warehouse, once per key: counted on the order and in
 * the stock by one transaction. No more of a line than has left. The order keeps its status, and its money.
 * @throws Problem not-found, invalid-return, idempotency-key-reused; not-returnable when not so many units have left
 * @throws StockContention worth a repeat with the same key
 */
export async function returnItems(
  { id, key, by }: Asked,
  request: ReturnRequest,
  ports: ReturnItemsPorts = returning(),
): Promise<OrderId> {
  const { orders, transact, pause } = ports;
  const orderId = OrderId.safeParse(id);
  if (!orderId.success) throw new Problem(notFound, 'There is no such order.');
  const returnId = keyedId(returnIds, orderId.data, key);
  const requestHash = contentHash(request);
  const attempt = async (): Promise<OrderId | undefined> => {
    const record = await orders.find(orderId.data);
    const standing = record.returns.find(({ id }) => id === returnId);
    if (standing?.requestHash === requestHash) return orderId.data;
    if (standing !== undefined) {
      throw keyReused('another return');
    }
    const writes = await writesOf(record, { ...request, id: returnId, by, requestHash }, ports);
    return (await transact(writes)) === undefined ? orderId.data : undefined;
  };
  const taken = await againIfOvertaken(attempt, pause);
  if (taken === undefined) throw new StockContention(`order ${orderId.data}`);
  return taken;
}

/** The writes of a return to an order as it was read. @throws Problem not-found, invalid-return, not-returnable */
async function writesOf(
  { order, content, returns, cases }: OrderRecord,
  {
    lines,
    reason,
    ...noted
  }: ReturnRequest & { readonly id: string; readonly by: string; readonly requestHash: string },
  ports: ReturnItemsPorts,
): Promise<TransactionItem[]> {
  if (order === undefined) throw new Problem(notFound, 'There is no such order.');
  logger.appendKeys({ orderId: order.id });
  if (content === undefined) throw new Error(`order ${order.id} is not whole`);
  // What a case is about comes back by that.
  const inCases = unitsInCases(cases);
  const out = currentLines(order, content.lines).map(
    ({ line, fulfilled, returned }) => [line, Math.max(0, fulfilled - returned - (inCases.get(line) ?? 0))] as const,
  );
  const { unknown, tooMany } = errorsOfLines(lines, new Map(out), 'have left and not come back');
  if (unknown.length > 0) throw new Problem(invalidReturn, 'Some lines are invalid; see errors.', { errors: unknown });
  if (tooMany.length > 0) throw new Problem(notReturnable, 'Not so many units have left.', { errors: tooMany });
  if (returns.length >= mostReturns) {
    throw new Problem(
      notReturnable,
      `It has ${mostReturns} returns already. Receive the units with the reason RETURN.`,
    );
  }
  const units = unitsPerSku(content.lines, lines);
  if (units.size > mostProducts) {
    const detail = `has ${units.size} products, more than ${mostProducts}; make several returns of it`;
    throw new Problem(invalidReturn, 'That is more than comes back at once.', {
      errors: [{ pointer: '#/lines', detail }],
    });
  }
  const entry = { ...noted, at: ports.clock().toISOString(), lines, ...(reason !== undefined && { reason }) };
  return [
    ...ports.orders.returnWrites(order, countsWith(order, 'returned', lines), entry),
    ...(await takeBackUnits([{ ...entry, units }], entry, ports)),
  ];
}
