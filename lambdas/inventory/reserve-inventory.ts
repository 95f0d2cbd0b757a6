import { type OrderId, quantitiesPerSku, type Shortage } from '../orders/order.ts';
import { OrderCancelled, OrderNotFound } from '../orders/order-errors.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import type { TransactionItem } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';
import type { Backorder } from './backorder-table.ts';
import { holdingsOf, holdsOf } from './holdings.ts';
import { OutOfStock } from './out-of-stock.ts';
import { type HoldPlan, type Look, planHold } from './plan-hold.ts';
import { type GivingUpPorts, givingUp, releaseInventory } from './release-inventory.ts';
import { promisable } from './stock.ts';
import { StockContention } from './stock-contention.ts';
import type { StockTable } from './stock-table.ts';

/** SKUs that one transaction can hold, beside the order itself; fewer where the stock of one is spread. */
export const skusPerTransaction = 99;

/** How often a plan that others overtook is made anew before the state machine waits a moment. */
const maxRounds = 8;

/** How many further shards an order goes to at once when it meets others; each cancelled transaction is paid for. */
const maxTurns = 3;

/** What reserving touches. */
export interface InventoryPorts extends GivingUpPorts {
  readonly clock: Clock;
  /** How long stock is held for an order that is not confirmed, in seconds. */
  readonly holdSeconds: number;
}

const production = (): InventoryPorts => ({
  ...givingUp(),
  clock: systemClock,
  holdSeconds: Number(environment('HOLD_SECONDS')),
});

/**
 * The SKUs that this execution environment has met to be spread or backordered. Only a hint, what to read first: the
 * conditions of the writes decide.
 */
const keptSkus = new Set<string>();

/**
 * Moves the order's quantities from available to reserved, all lines or none, and the order to RESERVED. What a SKU allows
 * beyond its stock is backordered. Safe to run twice.
 * @throws OutOfStock naming every SKU that is short and what is left of it
 * @throws OrderCancelled when the order ended meanwhile
 * @throws StockContention when other orders touched the same SKUs; worth a retry
 */
export async function reserveInventory(orderId: OrderId, ports: InventoryPorts = production()): Promise<void> {
  const { orders, stock, transact, clock, holdSeconds } = ports;
  const looks = new Map<string, Look>();
  let turn = 0;
  for (let overtaken = 0; overtaken < maxRounds; ) {
    const { order, content } = await orders.find(orderId);
    if (order === undefined || content === undefined) throw new OrderNotFound(orderId);
    if (isRejectedOrCancelled(order.status)) throw new OrderCancelled(orderId);
    const quantities = quantitiesPerSku(content.lines);
    const open = quantities.slice(order.heldSkus);
    if (order.status !== 'PENDING' || open.length === 0) return;

    const now = clock();
    const lookAt = (sku: string): Look => looks.get(sku) ?? (keptSkus.has(sku) ? 'shard 0' : 'none');
    const planned = await Promise.all(
      open
        .slice(0, skusPerTransaction)
        .map((wanted) => planHold(wanted, orderId, { look: lookAt(wanted.sku), turn }, now, stock)),
    );
    if (planned.includes(undefined)) {
      overtaken++;
      continue;
    }
    const short = planned.filter((plan): plan is Shortage => plan !== undefined && !('holding' in plan));
    if (short.length > 0) return refuse(orderId, short, open, ports);

    const plans = planned
      .filter((plan): plan is HoldPlan => plan !== undefined && 'holding' in plan)
      .map((plan) => ({ ...plan, writes: holdWrites(plan, { orderId, since: content.createdAt }, ports) }));
    const chunk = plans.slice(0, fitting(plans.map(({ writes }) => writes.length)));
    const spreadSkus = new Set([
      ...Object.keys(order.heldFrom ?? {}),
      ...chunk.flatMap(({ holding, kept }) =>
        kept !== undefined && kept.backorder === undefined ? [holding.sku] : [],
      ),
    ]);
    const holds = holdsOf([...holdingsOf(order, content.lines), ...chunk.map(({ holding }) => holding)], spreadSkus);
    const expiresAt = new Date(now.getTime() + holdSeconds * 1000).toISOString();
    const isAll = holds.heldSkus === quantities.length;
    const reserved = isAll ? { at: now.toISOString(), event: 'INVENTORY_RESERVED' } : undefined;
    const refusals = await transact([
      orders.holdWrite(order, holds, expiresAt, reserved),
      ...chunk.flatMap(({ writes }) => writes),
    ]);
    if (refusals === undefined && isAll) return;
    if (refusals === undefined) continue;

    const [orderRefusal, ...stockRefusals] = refusals;
    // The order moved under us: an earlier attempt's commit whose answer was lost, or a cancellation. Look again.
    if (orderRefusal?.kind === 'condition') continue;
    const shortages: Shortage[] = [];
    let refused = 0;
    for (const plan of chunk) {
      const refusal = stockRefusals.splice(0, plan.writes.length).find(({ kind }) => kind === 'condition');
      if (refusal === undefined) continue;
      const { sku, quantity } = plan.holding;
      refused++;
      if (plan.kept !== undefined) looks.set(sku, 'all shards');
      else if (refusal.item?.shards !== undefined || refusal.item?.backorder !== undefined) keptSkus.add(sku);
      else shortages.push({ sku, requested: quantity, available: Number(refusal.item?.available ?? 0) });
    }
    if (shortages.length > 0) return refuse(orderId, shortages, open, ports);
    overtaken++;
    if (refused > 0) continue;
    // Others were at the same items. A read tells the crowd that comes too late, and who might go to another shard.
    const seen = await Promise.all(chunk.map(({ holding, kept }) => kept ?? stock.findMain(holding.sku)));
    const tooLate = chunk.flatMap(({ holding: { sku, quantity }, kept }, index) => {
      const { shards, backorder, available = 0 } = seen[index] ?? {};
      if (kept === undefined && (shards !== undefined || backorder !== undefined)) keptSkus.add(sku);
      return keptSkus.has(sku) || available >= quantity ? [] : [{ sku, requested: quantity, available }];
    });
    if (tooLate.length > 0) return refuse(orderId, tooLate, open, ports);
    if (turn === maxTurns || !seen.some((main) => (main?.shards ?? 1) > 1)) break;
    turn++;
  }
  throw new StockContention(`order ${orderId}`);
}

/** The writes that hold a SKU for an order, and put it into the queue for what is backordered. */
function holdWrites(
  { holding, kept }: HoldPlan,
  order: Pick<Backorder, 'orderId' | 'since'>,
  { stock, backorders }: InventoryPorts,
): TransactionItem[] {
  const { sku, backordered } = holding;
  return [
    ...stock.holdWrites(holding, kept),
    ...(backordered ? [backorders.put({ ...order, sku, quantity: backordered.quantity })] : []),
  ];
}

/** How many of the first SKUs fit into a transaction, by the writes that each needs. */
function fitting(writes: readonly number[]): number {
  let items = 0;
  const tooMany = writes.findIndex((count) => {
    items += count;
    return items > skusPerTransaction;
  });
  return tooMany === -1 ? writes.length : tooMany;
}

/** Gives back what is held already, and says all that is short at once, also what no transaction has asked for yet. */
async function refuse(
  orderId: OrderId,
  found: readonly Shortage[],
  wanted: readonly Quantity[],
  ports: InventoryPorts,
): Promise<never> {
  const others = wanted.filter(({ sku }) => !found.some((shortage) => shortage.sku === sku));
  const shortages = [...found, ...(await shortagesAmong(others, ports.clock(), ports.stock))];
  await ports.orders.recordShortages(orderId, shortages);
  await releaseInventory(orderId, ports);
  throw new OutOfStock(shortages);
}

type Quantity = ReturnType<typeof quantitiesPerSku>[number];

async function shortagesAmong(quantities: readonly Quantity[], now: Date, stock: StockTable): Promise<Shortage[]> {
  const found = await Promise.all(
    quantities.map(async ({ sku, quantity }) => {
      const kept = await stock.find(sku);
      return { sku, requested: quantity, available: kept === undefined ? 0 : promisable(kept, now) };
    }),
  );
  return found.filter(({ requested, available }) => available < requested);
}
