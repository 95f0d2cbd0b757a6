import type { OrderId } from '../orders/order.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import type { OrderTable } from '../orders/order-table.ts';
import type { Shipment } from '../orders/shipment.ts';
import type { TransactionItem, transact } from '../runtime/dynamodb.ts';
import { holdingsOf, holdsOf, isSpread } from './holdings.ts';
import type { Holding } from './stock.ts';
import { StockContention } from './stock-contention.ts';

/** What ending holdings touches of the order. */
export interface EndHoldingsPorts {
  readonly orders: Pick<OrderTable, 'find' | 'releaseWrite'>;
  readonly transact: typeof transact;
}

/** An order whose holdings end. */
interface EndedOrder {
  /** When it was placed, ISO 8601 UTC. */
  readonly since: string;
  readonly isSpread: boolean;
  /** When it came to its status, ISO 8601 UTC. */
  readonly endedAt: string;
  readonly shipments: readonly Shipment[];
}

/** A transaction takes 100 items, and the order is one of them. */
const maxWrites = 99;

/**
 * Takes off an order what it holds, its last SKUs first, as many at a time as a transaction takes. Does nothing for an
 * order that holds nothing; safe to run twice.
 * @param of the statuses in which that is allowed
 * @param writesOf what becomes of the stock of one holding
 * @throws StockContention when another order touched the same SKU; worth a retry
 */
export async function endHoldings(
  orderId: OrderId,
  of: readonly OrderStatus[],
  { orders, transact }: EndHoldingsPorts,
  writesOf: (holding: Holding, order: EndedOrder) => TransactionItem[],
): Promise<void> {
  for (;;) {
    const { order, content, shipments } = await orders.find(orderId);
    if (order === undefined || content === undefined) throw new OrderNotFound(orderId);
    if (order.heldSkus === 0) return;
    if (!of.includes(order.status)) {
      throw new Error(`order ${orderId} is ${order.status}: its stock is not to be released`);
    }
    const holdings = [...holdingsOf(order, content.lines)];
    // Behind that entry may stand others: units of it may have come back.
    const { at: endedAt } = order.timeline.findLast(({ event }) => event === `ORDER_${order.status}`) ?? {
      at: order.createdAt,
    };
    const writes: TransactionItem[] = [];
    for (let next = holdings.at(-1); next !== undefined; next = holdings.at(-1)) {
      const more = writesOf(next, { since: content.createdAt, isSpread: isSpread(order, next), endedAt, shipments });
      if (writes.length + more.length > maxWrites) break;
      writes.push(...more);
      holdings.pop();
    }
    const holds = holdsOf(order, holdings);
    const refusals = await transact([orders.releaseWrite(order, of, holds), ...writes]);
    if (refusals === undefined) continue;
    const [orderRefusal, ...stockRefusals] = refusals;
    if (orderRefusal?.kind === 'condition') continue;
    if (stockRefusals.some(({ kind }) => kind === 'condition')) {
      throw new Error(`less is reserved than order ${orderId} holds`);
    }
    throw new StockContention(`order ${orderId}`);
  }
}
