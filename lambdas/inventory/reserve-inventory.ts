import { type OrderId, type OrderLine, quantitiesPerSku, type Shortage } from '../orders/order.ts';
import { OrderCancelled, OrderNotFound } from '../orders/order-errors.ts';
import { isCalledOff } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type Refusal, transact } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';
import { OutOfStock } from './out-of-stock.ts';
import { StockContention } from './stock-contention.ts';
import { type StockTable, stockTable } from './stock-table.ts';

/*
 * An order's SKUs are held in groups, because one transaction takes 100 items and the order is one of them. Each transaction
 * moves the stock of one group and counts it on the order (`heldGroups`), so at any moment, whatever crashes or runs twice:
 * what is reserved for an order = the quantities of its first `heldGroups` groups.
 */

/** SKUs that one transaction can hold, beside the order itself. */
export const groupSize = 99;

/** What reserving and releasing touch. */
export interface InventoryPorts {
  readonly orders: OrderTable;
  readonly stock: StockTable;
  readonly transact: typeof transact;
  readonly clock: Clock;
  /** How long stock is held for an order that is not confirmed, in seconds. */
  readonly holdSeconds: number;
}

const production = (): InventoryPorts => ({
  ...releasing(),
  clock: systemClock,
  holdSeconds: Number(environment('HOLD_SECONDS')),
});

const releasing = () => ({ orders: orderTable(), stock: stockTable(), transact });

/**
 * Moves the order's quantities from available to reserved, all lines or none, and the order to RESERVED. Safe to run twice.
 * @throws OutOfStock naming every SKU that is short and what is left of it
 * @throws OrderCancelled when the order ended meanwhile
 * @throws StockContention when another order touched the same SKU; worth a retry
 */
export async function reserveInventory(orderId: OrderId, ports: InventoryPorts = production()): Promise<void> {
  const { orders, stock, transact, clock, holdSeconds } = ports;
  for (;;) {
    const { order, groups } = await orderInGroups(orderId, orders);
    if (isCalledOff(order.status)) throw new OrderCancelled(orderId);
    const group = groups[order.heldGroups];
    if (order.status !== 'PENDING' || group === undefined) return;

    const now = clock();
    const reserved =
      order.heldGroups + 1 < groups.length
        ? undefined
        : {
            holdExpiresAt: new Date(now.getTime() + holdSeconds * 1000).toISOString(),
            entry: { at: now.toISOString(), event: 'INVENTORY_RESERVED' },
          };
    const refusals = await transact([
      { Update: orders.holdUpdate(orderId, order.heldGroups, reserved) },
      ...group.map(({ sku, quantity }) => ({
        Update: { ...stock.holdUpdate(sku, quantity), ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const },
      })),
    ]);
    if (refusals === undefined && reserved !== undefined) return;
    if (refusals === undefined) continue;

    const [orderRefusal, ...stockRefusals] = refusals;
    // The order moved under us: an earlier attempt's commit whose answer was lost, or a cancellation. Look again.
    if (orderRefusal?.kind === 'condition') continue;
    const shortages = shortagesIn(group, stockRefusals);
    if (shortages.length === 0) throw new StockContention(orderId);

    const later = await shortagesAmong(groups.slice(order.heldGroups + 1).flat(), stock);
    await orders.recordShortages(orderId, [...shortages, ...later]);
    await releaseInventory(orderId, ports);
    throw new OutOfStock([...shortages, ...later]);
  }
}

/**
 * Moves whatever is reserved for the order back to available. Does nothing for an order that holds nothing. Safe to run twice.
 * The order must not be RESERVED or CONFIRMED: call it off first.
 * @throws StockContention when another order touched the same SKU; worth a retry
 */
export async function releaseInventory(
  orderId: OrderId,
  { orders, stock, transact }: Pick<InventoryPorts, 'orders' | 'stock' | 'transact'> = releasing(),
): Promise<void> {
  for (;;) {
    const { order, groups } = await orderInGroups(orderId, orders);
    const group = groups[order.heldGroups - 1];
    if (group === undefined) return;
    if (order.status === 'RESERVED' || order.status === 'CONFIRMED') {
      throw new Error(`order ${orderId} is ${order.status}: its stock is not to be released`);
    }
    const refusals = await transact([
      { Update: orders.releaseUpdate(orderId, order.heldGroups) },
      ...group.map(({ sku, quantity }) => ({ Update: stock.releaseUpdate(sku, quantity) })),
    ]);
    if (refusals === undefined) continue;
    const [orderRefusal, ...stockRefusals] = refusals;
    if (orderRefusal?.kind === 'condition') continue;
    if (stockRefusals.some(({ kind }) => kind === 'condition')) {
      throw new Error(`less is reserved than order ${orderId} holds`);
    }
    throw new StockContention(orderId);
  }
}

type Quantity = ReturnType<typeof quantitiesPerSku>[number];

async function orderInGroups(orderId: OrderId, orders: OrderTable) {
  const { order, content } = await orders.find(orderId);
  if (order === undefined || content === undefined) throw new OrderNotFound(orderId);
  return { order, groups: groupsOf(content.lines) };
}

function groupsOf(lines: readonly OrderLine[]): readonly (readonly Quantity[])[] {
  const quantities = quantitiesPerSku(lines);
  return Array.from({ length: Math.ceil(quantities.length / groupSize) }, (_, index) =>
    quantities.slice(index * groupSize, (index + 1) * groupSize),
  );
}

function shortagesIn(group: readonly Quantity[], refusals: readonly Refusal[]): Shortage[] {
  return group.flatMap(({ sku, quantity }, index) => {
    const refusal = refusals[index];
    return refusal?.kind === 'condition'
      ? [{ sku, requested: quantity, available: Number(refusal.item?.available ?? 0) }]
      : [];
  });
}

/** The same for SKUs that no transaction has asked for yet, so that the customer hears of all shortages at once. */
async function shortagesAmong(quantities: readonly Quantity[], stock: StockTable): Promise<Shortage[]> {
  const found = await Promise.all(
    quantities.map(async ({ sku, quantity }) => ({
      sku,
      requested: quantity,
      available: (await stock.find(sku))?.available ?? 0,
    })),
  );
  return found.filter(({ requested, available }) => available < requested);
}
