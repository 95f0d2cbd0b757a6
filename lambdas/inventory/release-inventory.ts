import type { OrderId } from '../orders/order.ts';
import { OrderNotFound } from '../orders/order-errors.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type TransactionItem, transact } from '../runtime/dynamodb.ts';
import { type BackorderTable, backorderTable } from './backorder-table.ts';
import { holdingsOf, holdsOf, isSpread } from './holdings.ts';
import { type MovementTable, movementTable } from './movement-table.ts';
import type { Holding } from './stock.ts';
import { StockContention } from './stock-contention.ts';
import { type StockTable, stockTable } from './stock-table.ts';

/** What giving up a hold touches. */
export interface GivingUpPorts {
  readonly orders: OrderTable;
  readonly stock: StockTable;
  readonly backorders: BackorderTable;
  readonly transact: typeof transact;
}

/** The tables of production. */
export const givingUp = (): GivingUpPorts => ({
  orders: orderTable(),
  stock: stockTable(),
  backorders: backorderTable(),
  transact,
});

/**
 * Moves whatever is reserved for the order back to available. Does nothing for an order that holds nothing. Safe to run twice.
 * The order must not be on its way to the customer: call it off first.
 * @throws StockContention when another order touched the same SKU; worth a retry
 */
export async function releaseInventory(orderId: OrderId, ports: GivingUpPorts = givingUp()): Promise<void> {
  const { stock, backorders } = ports;
  await giveUp(orderId, ['PENDING', 'REJECTED', 'CANCELLED'], ports, (holding, { since, isSpread }) => [
    ...stock.releaseWrites(holding, { isSpread, to: 'available' }),
    ...(holding.backordered ? [backorders.remove({ sku: holding.sku, orderId, since })] : []),
  ]);
}

/**
 * Takes the stock of a shipped order out of the warehouse: from reserved and on hand, with a movement each. Safe to run twice.
 * @throws StockContention when another order touched the same SKU; worth a retry
 */
export async function issueInventory(
  orderId: OrderId,
  ports: GivingUpPorts & { readonly movements: MovementTable } = { ...givingUp(), movements: movementTable() },
): Promise<void> {
  const { stock, movements } = ports;
  await giveUp(orderId, ['SHIPPED'], ports, (holding, { isSpread, endedAt }) => [
    ...stock.releaseWrites(holding, { isSpread, to: 'issued' }),
    ...holding.units.map(({ shard, units }) =>
      movements.append({
        sku: holding.sku,
        shard,
        at: endedAt,
        id: orderId,
        reason: 'SHIPPED',
        onHand: -units,
        by: 'service',
      }),
    ),
  ]);
}

/** An order whose hold is given up. */
interface EndedOrder {
  /** When it was placed, ISO 8601 UTC. */
  readonly since: string;
  readonly isSpread: boolean;
  /** When it came to its status, ISO 8601 UTC. */
  readonly endedAt: string;
}

/** Gives up what an order holds, its last SKUs first, as many at a time as a transaction takes. */
async function giveUp(
  orderId: OrderId,
  of: readonly OrderStatus[],
  { orders, transact }: Pick<GivingUpPorts, 'orders' | 'transact'>,
  writesOf: (holding: Holding, order: EndedOrder) => TransactionItem[],
): Promise<void> {
  for (;;) {
    const { order, content } = await orders.find(orderId);
    if (order === undefined || content === undefined) throw new OrderNotFound(orderId);
    if (order.heldSkus === 0) return;
    if (!of.includes(order.status)) {
      throw new Error(`order ${orderId} is ${order.status}: its stock is not to be given up`);
    }
    const holdings = [...holdingsOf(order, content.lines)];
    const endedAt = order.timeline.at(-1)?.at ?? order.createdAt;
    const writes: TransactionItem[] = [];
    for (let next = holdings.at(-1); next !== undefined; next = holdings.at(-1)) {
      const more = writesOf(next, { since: content.createdAt, isSpread: isSpread(order, next), endedAt });
      if (writes.length + more.length > maxWrites) break;
      writes.push(...more);
      holdings.pop();
    }
    const holds = holdsOf(holdings, new Set(Object.keys(order.heldFrom ?? {})));
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

/** A transaction takes 100 items, and the order is one of them. */
const maxWrites = 99;
