import type { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { eachOf } from '../runtime/each-of.ts';
import { indexOrder } from './index-order.ts';
import { type SearchTable, searchTable } from './search-table.ts';

/** What putting every order into the index touches. */
export interface IndexEveryOrderPorts {
  readonly orders: Pick<OrderTable, 'acceptedPage'>;
  readonly progress: Pick<SearchTable, 'findProgress' | 'recordProgress'>;
  readonly indexOrder: (orderId: OrderId) => Promise<unknown>;
}

const production = (): IndexEveryOrderPorts => ({ orders: orderTable(), progress: searchTable(), indexOrder });

const ordersAtOnce = 25;

/**
 * Puts every order into the index, page by page; goes on where it was cut off, since it notes a page behind it, and what
 * is indexed twice is in it once. Orders that are accepted meanwhile are put there by who follows them.
 * @param anew whether to begin again
 * @param tell hears how many it has been until now
 * @returns how many orders; 0 where all of them had been before
 */
export async function indexEveryOrder(
  anew: boolean,
  tell: (orders: number) => void,
  { orders, progress, indexOrder }: IndexEveryOrderPorts = production(),
): Promise<number> {
  const stopped = anew ? undefined : await progress.findProgress();
  if (stopped?.isOver) return 0;
  let from = stopped?.from;
  let indexed = 0;
  do {
    const page = await orders.acceptedPage(from);
    await eachOf(page.ids, ordersAtOnce, async (orderId) => void (await indexOrder(orderId)));
    indexed += page.ids.length;
    from = page.next;
    await progress.recordProgress({ isOver: from === undefined, ...(from !== undefined && { from }) });
    tell(indexed);
  } while (from !== undefined);
  return indexed;
}
