import { openQuantities } from '../orders/line-counts.ts';
import type { Order, OrderContent, OrderId, Shortage } from '../orders/order.ts';
import { OrderCancelled, OrderNotFound } from '../orders/order-errors.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { transact } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { type BackorderTable, backorderTable } from './backorder-table.ts';
import { endHoldings } from './end-holdings.ts';
import { attemptHold, type Learnt, type Quantity } from './hold-attempt.ts';
import { holdingsOf } from './holdings.ts';
import { OutOfStock } from './out-of-stock.ts';
import { promisable } from './stock.ts';
import { StockContention } from './stock-contention.ts';
import { type StockTable, stockTable } from './stock-table.ts';

/*
 * Reserving and releasing, the step and its compensation. Both keep: what is reserved of a SKU is the sum of what the
 * orders hold of it, and what is backordered the sum of what they wait for. Each transaction moves the stock and the
 * mark on the order together, over the version of the mark that was read; so either may run twice, beside the other,
 * and be cut off anywhere.
 */

/** What moves stock to an order, or off it. */
export interface HoldingPorts {
  readonly orders: OrderTable;
  readonly stock: StockTable;
  readonly backorders: BackorderTable;
  readonly transact: typeof transact;
}

/** The tables of production. */
export const holdingPorts = (): HoldingPorts => ({
  orders: orderTable(),
  stock: stockTable(),
  backorders: backorderTable(),
  transact,
});

/** What reserving touches. */
export interface ReserveInventoryPorts extends HoldingPorts {
  readonly clock: Clock;
  /** How long stock is held for an order that is not confirmed, in seconds. */
  readonly holdSeconds: number;
  /** What the shop promises of its deliveries, if it does. */
  readonly delivery?: DeliveryPolicy | undefined;
}

const production = (): ReserveInventoryPorts => ({
  ...holdingPorts(),
  clock: systemClock,
  holdSeconds: Number(environment('HOLD_SECONDS')),
  delivery: stageShop().delivery,
});

/** How often a plan that others overtook is made anew before the state machine waits a moment. */
const maxRounds = 8;

/** How many further shards an order goes to at once when it meets others; each cancelled transaction is paid for. */
const maxTurns = 3;

/**
 * Moves the order's quantities from available to reserved, all lines or none, and the order to RESERVED; one that takes
 * what there is, of each line as much. What a SKU allows beyond its stock is backordered. Safe to run twice.
 * @throws OutOfStock naming every SKU that is short and what is left of it
 * @throws OrderCancelled when the order ended meanwhile
 * @throws StockContention when other orders touched the same SKUs; worth a retry
 */
export async function reserveInventory(orderId: OrderId, ports: ReserveInventoryPorts = production()): Promise<void> {
  const learnt: Learnt = { looks: new Map(), atMost: new Map(), turn: 0 };
  for (let round = 0; round < maxRounds; ) {
    const { order, isStored, content } = await ports.orders.find(orderId);
    if (order === undefined || content === undefined) throw new OrderNotFound(orderId);
    if (isRejectedOrCancelled(order.status)) throw new OrderCancelled(orderId);
    if (order.status !== 'PENDING') return;
    const open = openQuantities(order, content.lines).slice(order.heldSkus);

    const attempt = await attemptHold({ order, isStored }, content, open, learnt, ports);
    switch (attempt.outcome) {
      case 'held':
        if (attempt.isAll) return;
        // Headway is no round lost.
        break;
      case 'short':
        if (content.acceptPartial !== true) return refuse({ order, isStored }, attempt.shortages, open, ports);
        for (const { sku, available } of attempt.shortages) learnt.atMost.set(sku, available);
        if (isNothing(order, content, open, learnt)) {
          const wanted = openQuantities({}, content.lines);
          const shortages = wanted.map(({ sku, quantity }) => ({ sku, requested: quantity, available: 0 }));
          return refuse({ order, isStored }, shortages, [], ports);
        }
        // Nor is this: of a SKU it asks for less from now on.
        break;
      case 'overtaken':
        round++;
        break;
      case 'contended':
        if (learnt.turn === maxTurns || !attempt.hasOtherShards) throw new StockContention(`order ${orderId}`);
        learnt.turn++;
        round++;
    }
  }
  throw new StockContention(`order ${orderId}`);
}

/**
 * Moves whatever is reserved for the order back to available. Does nothing for an order that holds nothing. Safe to run
 * twice. The order must not be on its way to the customer: cancel or reject it first.
 * @throws StockContention when another order touched the same SKU; worth a retry
 */
export async function releaseInventory(orderId: OrderId, ports: HoldingPorts = holdingPorts()): Promise<void> {
  const { stock, backorders } = ports;
  await endHoldings(orderId, ['PENDING', 'REJECTED', 'CANCELLED'], ports, (holding, { since, isSpread }) => [
    ...stock.releaseWrites(holding, { isSpread, to: 'available' }),
    ...(holding.backordered ? [backorders.remove({ sku: holding.sku, orderId, since })] : []),
  ]);
}

/** Whether nothing at all is there of what an order wants. */
function isNothing(order: Order, content: OrderContent, open: readonly Quantity[], { atMost }: Learnt): boolean {
  return (
    open.every(({ sku }) => atMost.get(sku) === 0) &&
    holdingsOf(order, content.lines).every(({ quantity }) => quantity === 0)
  );
}

/** Gives back what is held already, and says all that is short at once, also what no transaction has asked for yet. */
async function refuse(
  { order, isStored }: { readonly order: Order; readonly isStored: boolean },
  found: readonly Shortage[],
  wanted: readonly Quantity[],
  ports: ReserveInventoryPorts,
): Promise<never> {
  const others = wanted.filter(({ sku }) => !found.some((shortage) => shortage.sku === sku));
  const shortages = [...found, ...(await shortagesAmong(others, ports.clock(), ports.stock))];
  if (!isStored) await ports.orders.addOrder(order);
  await ports.orders.recordShortages(order.id, shortages);
  await releaseInventory(order.id, ports);
  throw new OutOfStock(shortages);
}

async function shortagesAmong(quantities: readonly Quantity[], now: Date, stock: StockTable): Promise<Shortage[]> {
  const found = await Promise.all(
    quantities.map(async ({ sku, quantity }) => {
      const inStock = await stock.find(sku);
      return { sku, requested: quantity, available: inStock === undefined ? 0 : promisable(inStock, now) };
    }),
  );
  return found.filter(({ requested, available }) => available < requested);
}
