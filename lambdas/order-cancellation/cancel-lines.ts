import { setTimeout } from 'node:timers/promises';
import { may } from '../access/scopes.ts';
import { releaseUnits } from '../inventory/release-units.ts';
import { type HoldingPorts, holdingPorts } from '../inventory/reserve-inventory.ts';
import { StockContention } from '../inventory/stock-contention.ts';
import type { Order, OrderContent, OrderId } from '../orders/order.ts';
import { longerThanACallSeconds } from '../orders/order-effects-queue.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import type { Caller } from '../runtime/caller.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { contentHash, keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { Problem } from '../runtime/problem.ts';
import { type CancelOrderPorts, cancelOrder, cancelOrderPorts } from './cancel-order.ts';
import type { LinesCancellationRequest } from './cancellation-request.ts';
import { findCancellable } from './find-cancellable.ts';
import { planLineCancellation } from './plan-line-cancellation.ts';
import { invalidCancellation, notCancellable } from './problems.ts';

/** What cancelling lines touches. */
export interface CancelLinesPorts extends CancelOrderPorts, Pick<HoldingPorts, 'stock' | 'backorders' | 'transact'> {
  readonly orders: HoldingPorts['orders'];
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** The tables, queues and clock of production. */
export const cancelLinesPorts = (): CancelLinesPorts => ({
  ...cancelOrderPorts(),
  ...holdingPorts(),
  pause: (milliseconds) => setTimeout(milliseconds),
});

/**
 * The namespace (RFC 9562) of the cancellations' ids, which are those of their refunds too. Changing it would let a
 * repeated request cancel a second time.
 */
const cancellationIds = '0f3f6c52-8a1e-4b8f-9a55-2a1d3c1f7c43';

/** The id of the cancellation of lines that is asked for under this key. */
export function cancellationIdFor(orderId: OrderId, idempotencyKey: string): string {
  return keyedId(cancellationIds, orderId, idempotencyKey);
}

/** A transaction takes 100 items, and the order is one of them. */
const maxWrites = 99;

/** A cancellation of lines as it is asked for, under its key. */
interface Asked {
  readonly caller: Caller;
  readonly key: string;
  readonly request: LinesCancellationRequest;
}

/**
 * Cancels units of an order's lines before they are shipped, once per key: their stock is free with the same
 * transaction that notes it on the order, money and notice follow. Where nothing is left, and nothing was shipped, the
 * order is cancelled as a whole. Safe to run twice.
 * @throws Problem not-found, forbidden-reason, invalid-cancellation, idempotency-key-reused; not-cancellable for an
 * order whose stock is not reserved yet, that was rejected, or of which all has left
 * @throws StockContention when others touched the same stock each time; worth a repeat with the same key
 */
export async function cancelLines(
  id: string,
  asked: Asked,
  ports: CancelLinesPorts = cancelLinesPorts(),
): Promise<OrderId> {
  const { orders, requestOrderEffects, requestNotice, pause } = ports;
  const { id: orderId } = await findCancellable(asked.caller, id, asked.request.reason, orders);
  const cancellationId = cancellationIdFor(orderId, asked.key);

  // Ahead of it, as with an order that is cancelled whole: should this call be cut off, its money goes back all the same.
  await requestOrderEffects(orderId, longerThanACallSeconds);
  const outcome = await againIfOvertaken(() => attemptCancellation(orderId, cancellationId, asked, ports), pause);
  if (outcome === undefined) throw new StockContention(`order ${orderId}`);
  if (outcome === 'whole') {
    const { reason, text } = asked.request;
    return cancelOrder(asked.caller, id, { reason, ...(text !== undefined && { text }) }, ports);
  }
  await requestOrderEffects(orderId);
  await requestNotice({ orderId, event: 'lines-cancelled', about: String(outcome) });
  return orderId;
}

/**
 * @returns which cancellation of the order's lines it is, counted from 1; undefined when the order or its stock changed
 * meanwhile; `whole` when all of it is to be cancelled
 */
async function attemptCancellation(
  orderId: OrderId,
  id: string,
  { caller, request }: Asked,
  { orders, payments, stock, backorders, transact, clock }: CancelLinesPorts,
): Promise<number | 'whole' | undefined> {
  const { order, content } = await orders.find(orderId);
  if (order === undefined || content === undefined) throw new OrderNotFound(orderId);
  const requestHash = contentHash(request);
  const { lineCancellations = [] } = order;
  const standing = lineCancellations.findIndex((cancellation) => cancellation.id === id);
  if (standing >= 0 && lineCancellations[standing]?.requestHash === requestHash) return standing + 1;
  if (standing >= 0) {
    throw keyReused('a cancellation with another content');
  }
  // Whatever lines it names are cancelled.
  if (order.status === 'CANCELLED') return 'whole';
  assertCancellable(order);
  const plan = planLineCancellation(order, content, await payments.findCurrent(order), request);
  if (plan.status === 'CANCELLED') return 'whole';

  const { reason, text } = request;
  const { lines, charges, counts, totals } = plan;
  const by = may(caller, 'cancel') ? 'STAFF' : 'CUSTOMER';
  const at = clock().toISOString();
  const cancellation = {
    id,
    by,
    at,
    reason,
    ...(text !== undefined && { text }),
    lines,
    charges,
    requestHash,
  } as const;
  const { holds, writes } = releasedBy(order, content, plan.units, { stock, backorders });
  const status = plan.status === 'SHIPPED' ? plan.status : order.status;
  const mark = orders.cancelLinesWrite(order, holds, cancellation, { counts, status, totals });
  const refusals = await transact([mark, ...writes]);
  if (refusals === undefined) return lineCancellations.length + 1;
  const [ofOrder, ...ofStock] = refusals;
  if (ofOrder?.kind !== 'condition' && ofStock.some(({ kind }) => kind === 'condition')) {
    throw new Error(`less is reserved than order ${orderId} holds`);
  }
  return undefined;
}

/** @throws Problem not-cancellable */
function assertCancellable({ status }: Order): void {
  switch (status) {
    case 'PENDING':
      throw new Problem(notCancellable, 'Its stock is being reserved. Repeat in a moment, or cancel the whole order.', {
        headers: { 'retry-after': '2' },
      });
    case 'REJECTED':
      throw new Problem(notCancellable, 'The order was rejected already; there is nothing to cancel.');
    case 'SHIPPED':
      throw new Problem(notCancellable, 'The order has left the warehouse.');
  }
}

/** @throws Problem invalid-cancellation when that takes more writes than a transaction has */
function releasedBy(
  order: Order,
  content: OrderContent,
  units: ReadonlyMap<string, number>,
  ports: Pick<CancelLinesPorts, 'stock' | 'backorders'>,
) {
  const release = releaseUnits(order, content, units, ports);
  if (release.writes.length > maxWrites) {
    const detail = 'are of too many places in the stock for one transaction; cancel fewer lines at a time';
    throw new Problem(invalidCancellation, 'Too many lines at once.', { errors: [{ pointer: '#/lines', detail }] });
  }
  return release;
}
