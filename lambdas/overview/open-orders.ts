import { endOfHold, endsSoonMinutes } from '../orders/end-of-hold.ts';
import type { Order, OrderId } from '../orders/order.ts';
import type { PageEnd } from '../orders/order-lists.ts';
import { isOpen } from '../orders/order-status.ts';
import type { OrderTable } from '../orders/order-table.ts';
import type { Overview, Standing } from './overview.ts';

/** So many orders are looked at: a desk reads `1,000 and more` as well as a number, and the index is not read whole. */
const looksAtOrders = 1_000;
const pageSize = 100;

/**
 * Where the orders stand that wait for their answer, by the sparse index of them.
 * @param heldAmong which of those that have their stock are paid for, and wait for somebody's decision
 */
export async function openOrders(
  orders: Pick<OrderTable, 'withoutAnswer' | 'listFrom'>,
  heldAmong: (orders: readonly Order[]) => Promise<ReadonlySet<OrderId>>,
  now: Date,
  holdSeconds: number,
): Promise<Pick<Overview, 'waitingForPayment' | 'waitingForDecision' | 'waitingForRoom' | 'failed' | 'holdsEnding'>> {
  const open: Order[] = [];
  const list = orders.withoutAnswer();
  let end: PageEnd | undefined = { partition: 0 };
  while (end !== undefined && open.length < looksAtOrders) {
    const page: Awaited<ReturnType<typeof orders.listFrom>> = await orders.listFrom(list, end, pageSize);
    // The index is a moment behind.
    open.push(...page.orders.filter(({ status }) => isOpen(status)));
    end = page.end;
  }
  const isMore = end !== undefined;
  const standing = (isIn: (order: Order) => boolean, at: (order: Order) => string): Standing => {
    const found = open.filter(isIn);
    const first = found.sort((a, b) => (at(a) < at(b) ? -1 : 1))[0];
    return {
      orders: found.length,
      isMore,
      ...(first && { first: { orderId: first.id, number: first.number, at: at(first) } }),
    };
  };

  const hasFailed = ({ failedAt }: Order) => failedAt !== undefined;
  const reserved = open.filter((order) => order.status === 'RESERVED' && !hasFailed(order));
  const held = await heldAmong(reserved);
  const holdEnd = (order: Order) => endOfHold(order, holdSeconds).toISOString();
  const soon = new Date(now.getTime() + endsSoonMinutes * 60_000).toISOString();
  return {
    waitingForPayment: standing((order) => reserved.includes(order) && !held.has(order.id), reservedAt),
    waitingForDecision: standing(({ id }) => held.has(id), reservedAt),
    waitingForRoom: standing(
      (order) => order.status === 'PENDING' && !hasFailed(order),
      ({ createdAt }) => createdAt,
    ),
    failed: standing(hasFailed, ({ failedAt = '' }) => failedAt),
    holdsEnding: standing((order) => holdEnd(order) < soon, holdEnd),
  };
}

function reservedAt({ timeline, createdAt }: Order): string {
  return timeline.find(({ event }) => event === 'INVENTORY_RESERVED')?.at ?? createdAt;
}
