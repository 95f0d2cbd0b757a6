import { promiseWithStock } from '../delivery-promise/promise-with-stock.ts';
import type { openQuantities } from '../orders/line-counts.ts';
import type { Order, OrderContent, Shortage } from '../orders/order.ts';
import type { OrderTable } from '../orders/order-table.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Refusal, TransactionItem, transact } from '../runtime/dynamodb.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { acceptedWithout } from './accepted-without.ts';
import type { Backorder, BackorderTable } from './backorder-table.ts';
import { holdingsOf, holdsOf } from './holdings.ts';
import { type HoldPlan, type Look, planHold } from './plan-hold.ts';
import type { StockTable } from './stock-table.ts';

/** SKUs that one transaction can hold, beside the order itself; fewer where the stock of one is spread. */
export const skusPerTransaction = 99;

/** A SKU and how many units of it an order wants. */
export type Quantity = ReturnType<typeof openQuantities>[number];

/** What an attempt touches. */
export interface HoldAttemptPorts {
  readonly orders: Pick<OrderTable, 'holdWrite' | 'firstHoldWrite'>;
  readonly stock: StockTable;
  readonly backorders: BackorderTable;
  readonly transact: typeof transact;
  readonly clock: Clock;
  /** How long stock is held for an order that is not confirmed, in seconds. */
  readonly holdSeconds: number;
  /** What the shop promises of its deliveries, if it does. */
  readonly delivery?: DeliveryPolicy | undefined;
}

/** An order as it was read. */
interface Found {
  readonly order: Order;
  readonly isStored: boolean;
}

/** What the attempts of one order have learnt so far. */
export interface Learnt {
  /** How far each SKU has to be looked at, where more than usual. */
  readonly looks: Map<string, Look>;
  /** Of an order that takes what there is: how many units of a SKU there were, where that was less than it wants. */
  readonly atMost: Map<string, number>;
  /** How many shards further than its own the order begins, because it met others there. */
  turn: number;
}

/** How an attempt ended. */
export type HoldAttempt =
  /** The next SKUs are held; with `isAll` the last of them, and the order is RESERVED. */
  | { readonly outcome: 'held'; readonly isAll: boolean }
  | { readonly outcome: 'short'; readonly shortages: readonly Shortage[] }
  /** The stock moved between look and write; another look may succeed. */
  | { readonly outcome: 'overtaken' }
  /**
   * Other orders wrote the same items at the same moment; where the stock is spread, there is another shard to go to.
   */
  | { readonly outcome: 'contended'; readonly hasOtherShards: boolean };

/**
 * The SKUs that this execution environment has met to be spread or backordered. Only a hint, what to read first: the
 * conditions of the writes decide.
 */
const skusToReadFirst = new Set<string>();

/**
 * Holds the first of the open SKUs of an order, as many as a transaction takes, all of those or none; of a SKU no more
 * than it learnt that there is.
 */
export async function attemptHold(
  { order, isStored }: Found,
  content: OrderContent,
  open: readonly Quantity[],
  learnt: Learnt,
  ports: HoldAttemptPorts,
): Promise<HoldAttempt> {
  const { stock, transact, clock } = ports;
  const now = clock();
  const lookAt = (sku: string): Look => learnt.looks.get(sku) ?? (skusToReadFirst.has(sku) ? 'shard 0' : 'none');
  const planned = await Promise.all(
    open.slice(0, skusPerTransaction).map((wanted) => {
      const there = {
        ...wanted,
        quantity: Math.min(wanted.quantity, learnt.atMost.get(wanted.sku) ?? wanted.quantity),
      };
      return planHold(there, order.id, { look: lookAt(wanted.sku), turn: learnt.turn }, now, stock);
    }),
  );
  const known = planned.filter((plan) => plan !== undefined);
  if (known.length < planned.length) return { outcome: 'overtaken' };
  const shortages = known.filter((plan): plan is Shortage => !('holding' in plan));
  if (shortages.length > 0) return { outcome: 'short', shortages };

  const plans = known
    .filter((plan) => 'holding' in plan)
    .map((plan) => ({ ...plan, writes: stockWrites(plan, { orderId: order.id, since: content.createdAt }, ports) }));
  const chunk = plans.slice(0, fitting(plans.map(({ writes }) => writes.length)));
  const isAll = chunk.length === open.length;
  const refusals = await transact([
    orderWrite({ order, isStored }, content, chunk, { open, now, isAll }, ports),
    ...chunk.flatMap(({ writes }) => writes),
  ]);
  if (refusals === undefined) return { outcome: 'held', isAll };

  const [orderRefusal, ...stockRefusals] = refusals;
  // The order moved under us: an earlier attempt's commit whose answer was lost, or a cancellation. The next look says
  // which.
  if (orderRefusal?.kind === 'condition') return { outcome: 'held', isAll: false };
  const refused = chunk.flatMap((plan) => {
    const refusal = stockRefusals.splice(0, plan.writes.length).find(({ kind }) => kind === 'condition');
    return refusal === undefined ? [] : [{ plan, refusal }];
  });
  return refused.length > 0 ? afterRefusal(refused, learnt) : afterContention(chunk, stock);
}

/** Stock was refused: by its condition, or because the plan knew too little of it. */
function afterRefusal(
  refused: readonly { readonly plan: HoldPlan; readonly refusal: Refusal }[],
  { looks }: Learnt,
): HoldAttempt {
  const shortages: Shortage[] = [];
  for (const { plan, refusal } of refused) {
    const { sku, quantity } = plan.holding;
    if (plan.main !== undefined) looks.set(sku, 'all shards');
    else if (refusal.item?.shards !== undefined || refusal.item?.backorder !== undefined) skusToReadFirst.add(sku);
    else shortages.push({ sku, requested: quantity, available: Number(refusal.item?.available ?? 0) });
  }
  return shortages.length > 0 ? { outcome: 'short', shortages } : { outcome: 'overtaken' };
}

/** Others were at the same items. A read tells the crowd that comes too late, and who might go to another shard. */
async function afterContention(plans: readonly HoldPlan[], stock: StockTable): Promise<HoldAttempt> {
  const seen = await Promise.all(plans.map(({ holding, main }) => main ?? stock.findMain(holding.sku)));
  const shortages = plans.flatMap(({ holding: { sku, quantity }, main }, index) => {
    const { shards, backorder, available = 0 } = seen[index] ?? {};
    if (main === undefined && (shards !== undefined || backorder !== undefined)) skusToReadFirst.add(sku);
    return skusToReadFirst.has(sku) || available >= quantity ? [] : [{ sku, requested: quantity, available }];
  });
  if (shortages.length > 0) return { outcome: 'short', shortages };
  return { outcome: 'contended', hasOtherShards: seen.some((main) => (main?.shards ?? 1) > 1) };
}

/**
 * The mark on the order of what it holds once these plans are carried out as well, and of what it goes without.
 */
function orderWrite(
  { order, isStored }: Found,
  content: OrderContent,
  plans: readonly HoldPlan[],
  { open, now, isAll }: { readonly open: readonly Quantity[]; readonly now: Date; readonly isAll: boolean },
  { orders, holdSeconds, delivery }: HoldAttemptPorts,
): TransactionItem {
  const foundSpread = plans.flatMap(({ holding, main }) =>
    main !== undefined && main.backorder === undefined ? [holding.sku] : [],
  );
  const held = [...holdingsOf(order, content.lines), ...plans.map(({ holding }) => holding)];
  const holds = holdsOf(order, held, foundSpread);
  const expiresAt = new Date(now.getTime() + holdSeconds * 1000).toISOString();
  const reserved = isAll ? ({ at: now.toISOString(), event: 'INVENTORY_RESERVED' } as const) : undefined;
  const missing = plans.map(({ holding: { sku, quantity } }, index) => {
    return [sku, (open[index]?.quantity ?? quantity) - quantity] as const;
  });
  const write = isStored ? orders.holdWrite : orders.firstHoldWrite;
  const promised =
    isAll && holds.backorderedLines ? promiseWithStock({ ...order, ...holds }, content, delivery, now) : {};
  return write(order, holds, expiresAt, reserved, {
    ...acceptedWithout(order, content, new Map(missing), isAll),
    ...promised,
  });
}

/** The writes that hold a SKU for an order, and put it into the queue for what is backordered. */
function stockWrites(
  { holding, main }: HoldPlan,
  order: Pick<Backorder, 'orderId' | 'since'>,
  { stock, backorders }: HoldAttemptPorts,
): TransactionItem[] {
  const { sku, backordered } = holding;
  return [
    ...stock.holdWrites(holding, main),
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
