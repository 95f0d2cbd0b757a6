import { setTimeout } from 'node:timers/promises';
import { issueInventory } from '../inventory/issue-inventory.ts';
import { type MovementTable, movementTable } from '../inventory/movement-table.ts';
import { shipUnits } from '../inventory/ship-units.ts';
import { StockContention } from '../inventory/stock-contention.ts';
import { type StockTable, stockTable } from '../inventory/stock-table.ts';
import { type Order, OrderId } from '../orders/order.ts';
import {
  longerThanACallSeconds,
  type RequestNotice,
  type RequestOrderEffects,
  requestNotice,
  requestOrderEffects,
} from '../orders/order-effects-queue.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import type { StoredShipment } from '../orders/shipment.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { type TransactionItem, transact } from '../runtime/dynamodb.ts';
import { contentHash, keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { assertPaidFor } from './assert-paid-for.ts';
import { assertReleased } from './assert-released.ts';
import { parcelOf } from './parcel.ts';
import { invalidShipment, notShippable } from './problems.ts';
import type { ShipmentRequest } from './shipment-request.ts';

/** What shipping touches. */
export interface ShipOrderPorts {
  readonly orders: OrderTable;
  readonly payments: Pick<PaymentTable, 'findCurrent'>;
  readonly stock: StockTable;
  readonly movements: MovementTable;
  readonly transact: typeof transact;
  readonly issueInventory: (orderId: OrderId) => Promise<void>;
  readonly requestOrderEffects: RequestOrderEffects;
  readonly requestNotice: RequestNotice;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** The tables and clock of production. */
export const shipping = (): ShipOrderPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  stock: stockTable(),
  movements: movementTable(),
  transact,
  issueInventory,
  requestOrderEffects,
  requestNotice,
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
});

/** The namespace (RFC 9562) of the shipment ids. Changing it would let a repeated request ship units a second time. */
const shipmentIds = '0c2d6a51-7f0e-4b0e-8a44-5d1f6c0e3b92';

/** What an order's only shipment is asked for under by a request that has no key. No Idempotency-Key is empty. */
export const wholeOrder = '';

/** So many shipments of parts an order has; what is left then leaves at once. */
const mostParts = 100;

/** A transaction takes 100 items. */
const transactionItems = 100;

/**
 * Notes that units of a confirmed order have left the warehouse, once per key: all that is still to be shipped, or what
 * the request names. Once nothing is left the order is SHIPPED; from its first shipment on it cannot be cancelled whole.
 *
 * A part leaves the books in the transaction that notes it. What is left of an order may be more than one transaction
 * takes: it leaves behind the status, before the answer, so that whoever counts the shelf next finds what the book says;
 * and once, also when the request is cut off here. The customer is told of each shipment.
 *
 * An order whose money went back whole, or is on its way back, stays here; one whose money went back in part is
 * shipped. Nor does one leave whose payment is disputed, until that is decided for the shop. Safe to run twice.
 * @throws Problem not-found, invalid-shipment, idempotency-key-reused; not-shippable when the order is not confirmed,
 *   the units are not there, or it is no longer paid for or disputed
 * @throws StockContention worth a repeat with the same key
 */
export async function shipOrder(
  id: string,
  key: string,
  request: ShipmentRequest,
  ports: ShipOrderPorts = shipping(),
): Promise<OrderId> {
  const { orders, payments, requestOrderEffects, requestNotice, pause } = ports;
  const orderId = OrderId.safeParse(id);
  if (!orderId.success) throw new Problem(notFound, 'There is no such order.');
  const shipment = {
    id: keyedId(shipmentIds, orderId.data, key),
    requestHash: contentHash(request),
  };
  const notice = { orderId: orderId.data, event: 'order-shipped', about: shipment.id } as const;
  const attempt = async (): Promise<OrderId | undefined> => {
    const record = await orders.find(orderId.data);
    const { order, shipments } = record;
    if (order === undefined) throw new Problem(notFound, 'There is no such order.');
    logger.appendKeys({ orderId: order.id });
    const standing = shipments.find(({ id }) => id === shipment.id);
    if (standing !== undefined && standing.requestHash !== shipment.requestHash) {
      throw keyReused('another shipment');
    }
    const isDone = standing !== undefined || (key === wholeOrder && order.status === 'SHIPPED');
    if (isDone) return seeToStock(order, ports);
    if (order.status !== 'CONFIRMED') throw new Problem(notShippable, `The order is ${order.status}.`);
    assertPaidFor(order, await payments.findCurrent(order));
    await assertReleased(record.content, orders);
    const { writes, isAll } = writesOf(record, order, { ...shipment, request }, ports);
    // Ahead of it, should this call be cut off: the stock leaves the books and the customer is told all the same.
    if (isAll) await requestOrderEffects(order.id, longerThanACallSeconds);
    await requestNotice(notice, longerThanACallSeconds);
    const refusals = await ports.transact(writes);
    if (refusals === undefined) {
      await requestNotice(notice);
      return isAll ? seeToStock({ ...order, status: 'SHIPPED' }, ports) : order.id;
    }
    const [ofOrder, ...others] = refusals;
    if (ofOrder?.kind === 'none' && others.slice(0, -1).some(({ kind }) => kind === 'condition')) {
      throw new Error(`less is reserved than order ${order.id} holds`);
    }
    return undefined;
  };
  const shipped = await againIfOvertaken(attempt, pause);
  if (shipped === undefined) throw new StockContention(`order ${orderId.data}`);
  return shipped;
}

/** The writes of a shipment of an order as it was read. @throws Problem not-shippable, invalid-shipment */
function writesOf(
  { content, shipments }: OrderRecord,
  order: Order,
  { id, requestHash, request }: Pick<StoredShipment, 'id' | 'requestHash'> & { readonly request: ShipmentRequest },
  ports: ShipOrderPorts,
): { readonly writes: TransactionItem[]; readonly isAll: boolean } {
  const { orders, clock } = ports;
  if (content === undefined) throw new Error(`order ${order.id} is not whole`);
  const { lines, isAll } = parcelOf(order, content, request.lines);
  const { carrier, service, trackingNumber } = request;
  const at = laterThan(shipments, clock());
  const shipment = {
    id,
    at,
    lines: [...lines],
    ...(carrier !== undefined && { carrier }),
    ...(service !== undefined && { service }),
    ...(trackingNumber !== undefined && { trackingNumber }),
    requestHash,
  };
  const noted = orders.shipmentWrite(order.id, shipment);
  if (isAll) return { writes: [orders.shippedWrite(order, at), noted], isAll };
  if (shipments.length >= mostParts) {
    throw new Problem(notShippable, `It has ${mostParts} shipments already. Ship all that is left of it.`);
  }
  const writes = [...shipUnits(order, content, shipment, ports), noted];
  if (writes.length <= transactionItems) return { writes, isAll };
  throw new Problem(invalidShipment, 'That is more than leaves at once, unless it is all that is left.', {
    errors: [{ pointer: '#/lines', detail: 'has too many products for one shipment of a part; make several of it' }],
  });
}

/** The moment of the next shipment: no two have the same, for it is by that that the last one is found. */
function laterThan(shipments: readonly StoredShipment[], now: Date): string {
  const earliest = Math.max(0, ...shipments.map(({ at }) => Date.parse(at) + 1));
  return new Date(Math.max(now.getTime(), earliest)).toISOString();
}

/** Takes the stock of an order that is SHIPPED out of the books. */
async function seeToStock(
  { id, status }: Pick<Order, 'id' | 'status'>,
  { issueInventory: issue, requestOrderEffects }: ShipOrderPorts,
): Promise<OrderId> {
  if (status !== 'SHIPPED') return id;
  try {
    await issue(id);
  } catch (error) {
    logger.warn('the stock of a shipped order leaves the books later', error as Error);
    await requestOrderEffects(id);
  }
  return id;
}
